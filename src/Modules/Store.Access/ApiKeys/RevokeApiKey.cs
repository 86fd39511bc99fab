using Store.Access.Sessions;
using Store.Access.Users;

namespace Store.Access.ApiKeys;

/// <summary>Makes an API key worthless at once. It stays in the list as revoked.</summary>
internal static class RevokeApiKey
{
    internal sealed record Command(long ApiKeyId) : ICommand<Done>;

    internal sealed class Handler(Db db, Authority authority, RememberedAnswers remembered, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var name = await db.Find<string>("SELECT Name FROM access.ApiKeys WHERE ApiKeyId = @ApiKeyId", command, cancellationToken)
                ?? throw new NotFound("api_key", command.ApiKeyId);
            var storeIds = await db.Query<long>("SELECT StoreId FROM access.ApiKeyStores WHERE ApiKeyId = @ApiKeyId", command, cancellationToken);
            foreach (var storeId in storeIds)
                authority.RequireOver(storeId, []);

            var revoked = await db.Execute("""
                UPDATE access.ApiKeys SET RevokedAt = @Now WHERE ApiKeyId = @ApiKeyId AND RevokedAt IS NULL
                """, new { command.ApiKeyId, Now = clock.UtcNow() }, cancellationToken);
            if (revoked == 0)
                return Done.It;

            db.AfterCommit(() => remembered.ForgetUser(command.ApiKeyId));
            await audit.Add(
                Authority.ManageUsers, $"api key {name}", storeIds is [var only] ? only : Authority.WholeChain, old: new { command.ApiKeyId, storeIds }, now: null, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/api-keys/{apiKeyId:long}", (long apiKeyId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(apiKeyId), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(RevokeApiKey)).WithSummary("Revoke an API key")
            .ProducesProblem(404);
    }
}
