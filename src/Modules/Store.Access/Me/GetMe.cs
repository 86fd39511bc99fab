using Store.Access.Users;
using Store.Contracts.Access;

namespace Store.Access.Me;

/// <summary>Who is signed in, and what they may do where.</summary>
internal static class GetMe
{
    internal sealed record Query : IQuery<Result>;

    /// <param name="UserId">The account, or the API key.</param>
    /// <param name="Name">Name to show.</param>
    /// <param name="Language">zh-Hans, zh-Hant or en.</param>
    /// <param name="Stores">Every store in which the caller may do something, with all of it.</param>
    /// <param name="ChainPermissions">What the caller may do in every store, those still to be opened included.</param>
    internal sealed record Result(long UserId, string Name, string Language, IReadOnlyList<StoreItem> Stores, IReadOnlyList<string> ChainPermissions);

    /// <param name="StoreId">The store.</param>
    /// <param name="Permissions">What the caller may do there.</param>
    /// <param name="Limits">How far the caller may go there, every limit there is.</param>
    internal sealed record StoreItem(long StoreId, IReadOnlyList<string> Permissions, IReadOnlyList<LimitItem> Limits);

    /// <param name="Limit">The limit's name.</param>
    /// <param name="Value">Percent or an amount; null without a limit.</param>
    internal sealed record LimitItem(string Limit, decimal? Value);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var language = await db.Find<string>("SELECT Language FROM access.Users WHERE UserId = @UserId", new { caller.UserId }, cancellationToken);
            return new Result(
                caller.UserId, caller.Name, language ?? Accounts.DefaultLanguage,
                [.. caller.AnyStores.Where(storeId => storeId != Authority.WholeChain).Order().Select(storeId => new StoreItem(
                    storeId, Permissions(storeId), [.. Limits.All.Select(limit => new LimitItem(limit, caller.LimitIn(storeId, limit)))]))],
                Permissions(Authority.WholeChain));
        }

        private List<string> Permissions(long storeId) => [.. caller.PermissionsIn(storeId).Order(StringComparer.Ordinal)];
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/me", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequireSignIn()
            .WithName(nameof(GetMe)).WithSummary("Say who is signed in, what they may do where, and how far they may go");
    }
}
