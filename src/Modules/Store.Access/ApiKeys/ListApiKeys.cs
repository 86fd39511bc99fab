using System.Globalization;
using Store.Access.Users;

namespace Store.Access.ApiKeys;

/// <summary>The API keys that reach into a store whose users the caller manages, newest first. The keys themselves are not kept, so not shown.</summary>
internal static class ListApiKeys
{
    internal sealed record Query(long? After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(
        long ApiKeyId, string Name, IReadOnlyList<long> StoreIds, IReadOnlyList<string> Scopes, string CreatedByName, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? RevokedAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var keys = await db.Query<Key>("""
                SELECT k.ApiKeyId, k.Name, k.CreatedByName, k.CreatedAt, k.ExpiresAt, k.RevokedAt
                FROM   access.ApiKeys k
                WHERE  k.ApiKeyId < @After AND EXISTS (SELECT 1 FROM access.ApiKeyStores s WHERE s.ApiKeyId = k.ApiKeyId AND (s.StoreId = 0 OR s.StoreId IN @Stores))
                ORDER BY k.ApiKeyId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { After = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            var ids = new { ApiKeyIds = keys.Select(key => key.ApiKeyId) };
            var stores = (await db.Query<KeyStore>("""
                SELECT ApiKeyId, StoreId FROM access.ApiKeyStores WHERE ApiKeyId IN @ApiKeyIds ORDER BY ApiKeyId, StoreId
                """, ids, cancellationToken)).ToLookup(row => row.ApiKeyId, row => row.StoreId);
            var scopes = (await db.Query<KeyScope>("""
                SELECT ApiKeyId, Permission FROM access.ApiKeyScopes WHERE ApiKeyId IN @ApiKeyIds ORDER BY ApiKeyId, Permission
                """, ids, cancellationToken)).ToLookup(row => row.ApiKeyId, row => row.Permission);
            return Paging.Page(
                [.. keys.Select(key => new Item(
                    key.ApiKeyId, key.Name, [.. stores[key.ApiKeyId]], [.. scopes[key.ApiKeyId]], key.CreatedByName, key.CreatedAt, key.ExpiresAt, key.RevokedAt))],
                query.Limit, key => key.ApiKeyId.ToString(CultureInfo.InvariantCulture));
        }

        private sealed record Key(long ApiKeyId, string Name, string CreatedByName, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? RevokedAt);

        private sealed record KeyStore(long ApiKeyId, long StoreId);

        private sealed record KeyScope(long ApiKeyId, string Permission);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/api-keys", (IMediator mediator, CancellationToken cancel, long? after, int limit = Paging.DefaultLimit) => mediator.Send(new Query(after, limit), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(ListApiKeys)).WithSummary("List the API keys")
            .ProducesValidationProblem();
    }
}
