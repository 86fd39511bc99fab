using Store.Access.Roles;
using Store.Access.Sessions;
using Store.Access.Users;

namespace Store.Access.ApiKeys;

/// <summary>
/// Makes a key for a program, with scopes (permissions) in stores. The key is shown once and never again; so this is not an ICommand, whose answer is kept for retries: a
/// retry makes another key, and the first can be revoked.
/// </summary>
internal static class CreateApiKey
{
    /// <param name="Name">What the key is for.</param>
    /// <param name="StoreIds">Where it is good; 0 for every store of the chain.</param>
    /// <param name="Scopes">The permissions it holds there.</param>
    /// <param name="ExpiresAt">When it ends; null for never.</param>
    internal sealed record Command(string Name, IReadOnlyList<long> StoreIds, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt) : IRequest<Result>;

    internal sealed record Result(long ApiKeyId, string Key, DateTime? ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int StoresAtMost = 500;

        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100);
            RuleFor(command => command.StoreIds).NotEmpty()
                .Must(list => list is null || list.Count <= StoresAtMost).WithMessage($"At most {StoresAtMost} stores; 0 stands for all.");
            RuleFor(command => command.Scopes).ArePermissions();
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, KnownPermissions known, Authority authority, AuditLog audit, TimeProvider clock)
        : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (command.ExpiresAt <= clock.GetUtcNow())
                throw new RuleBroken("api_key.expired", "The key would have expired already.");
            return db.Transact(() => Create(command, cancellationToken), cancellationToken);
        }

        private async Task<Result> Create(Command command, CancellationToken cancellationToken)
        {
            var (storeIds, scopes) = (command.StoreIds.Distinct().ToList(), command.Scopes.Distinct(StringComparer.Ordinal).ToList());
            known.Require(scopes);
            await authority.RequireStores(storeIds, cancellationToken);
            foreach (var storeId in storeIds)
                authority.RequireOver(storeId, scopes);

            var secret = Token.NewApiKey();
            var key = new
            {
                ApiKeyId = ids.Next(), command.Name, KeyHash = Token.Hash(secret), CreatedByName = caller.Name, CreatedAt = clock.UtcNow(),
                ExpiresAt = command.ExpiresAt?.UtcDateTime,
            };
            await db.Execute("""
                INSERT INTO access.ApiKeys (ApiKeyId, Name, KeyHash, CreatedByName, CreatedAt, ExpiresAt)
                VALUES (@ApiKeyId, @Name, @KeyHash, @CreatedByName, @CreatedAt, @ExpiresAt)
                """, key, cancellationToken);
            await db.Insert("""
                INSERT INTO access.ApiKeyStores (ApiKeyId, StoreId) VALUES (@ApiKeyId, @StoreId)
                """, storeIds.ConvertAll(storeId => new { key.ApiKeyId, StoreId = storeId }), cancellationToken);
            await db.Insert("""
                INSERT INTO access.ApiKeyScopes (ApiKeyId, Permission) VALUES (@ApiKeyId, @Permission)
                """, scopes.ConvertAll(scope => new { key.ApiKeyId, Permission = scope }), cancellationToken);
            await audit.Add(
                Authority.ManageUsers, $"api key {key.Name}", storeIds is [var only] ? only : Authority.WholeChain,
                old: null, now: new { key.ApiKeyId, storeIds, scopes, key.ExpiresAt }, cancellationToken);
            return new Result(key.ApiKeyId, secret, key.ExpiresAt);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/api-keys", (Command command, IMediator mediator, HttpContext http, CancellationToken cancel) =>
            {
                http.Response.Headers.CacheControl = "no-store";
                return mediator.Send(command, cancel);
            })
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(CreateApiKey)).WithSummary("Make an API key; it is shown once")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
