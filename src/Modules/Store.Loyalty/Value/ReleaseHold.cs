namespace Store.Loyalty.Value;

/// <summary>Gives free what a basket held, when it is paid otherwise or given up. A hold that is gone already is fine.</summary>
internal static class ReleaseHold
{
    internal sealed record Command(long StoreId, long HoldId) : ICommand<Done>, IStoreScoped;

    internal sealed class Handler(Db db) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var freed = await db.Execute("""
                UPDATE loyalty.ValueBalances SET HoldId = NULL, HeldMinor = 0, HeldUntil = NULL, Version = Version + 1 WHERE HoldId = @HoldId
                """, new { command.HoldId }, cancellationToken);
            if (freed == 0)
            {
                await db.Execute("""
                    UPDATE loyalty.GiftCards SET HoldId = NULL, HeldMinor = 0, HeldUntil = NULL, Version = Version + 1 WHERE HoldId = @HoldId
                    """, new { command.HoldId }, cancellationToken);
            }

            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/stores/{storeId:long}/holds/{holdId:long}", (long storeId, long holdId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, holdId), cancel))
            .RequirePermission(ValuePermissions.Use)
            .WithName(nameof(ReleaseHold)).WithSummary("Give free what a basket held");
    }
}
