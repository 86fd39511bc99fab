using Store.Contracts.Members;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points.Uses;

/// <summary>Puts a member on a higher level for points, for as long as the offer says.</summary>
internal static class BuyLevel
{
    internal sealed record Command(long StoreId, long MemberId, long LevelId) : ICommand<Result>, IStoreScoped;

    /// <param name="Points">What it cost.</param>
    /// <param name="Balance">What is left.</param>
    /// <param name="HeldUntil">The last day on which the member stays on it for that.</param>
    internal sealed record Result(long Points, long Balance, DateOnly HeldUntil);

    internal sealed class Handler(Db db, PointsBook book, PointsMoments moments, Outbox outbox, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var offer = await db.Find<Offer>("SELECT Points, Months, Active FROM loyalty.PointsLevels WHERE LevelId = @LevelId", new { command.LevelId }, cancellationToken)
                ?? throw new NotFound("points_level", command.LevelId);
            if (!offer.Active)
                throw new RuleBroken("points.level_gone", "This level is not given for points any more.");
            var name = (await mediator.Send(new GetStandingNames(), cancellationToken)).Levels.GetValueOrDefault(command.LevelId) ?? "";
            var (memberId, at) = await moments.For(command.MemberId, command.StoreId, name, cancellationToken);
            var (account, scheme) = await book.Open(memberId, cancellationToken);
            account.Spend(PointsEntryKind.Level, offer.Points, at);
            await book.Save([account], cancellationToken);
            var heldUntil = at.BusinessDate.AddMonths(offer.Months);
            await mediator.Send(new GiveLevel(memberId, command.LevelId, heldUntil), cancellationToken);
            await outbox.Add(PointsBook.Moved(account.Entries[0].EntryId, at, scheme.Program, account.Entries), cancellationToken);
            return new Result(offer.Points, account.Balance, heldUntil);
        }

        private sealed record Offer(long Points, int Months, bool Active);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long LevelId);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/members/{memberId:long}/points/levels", (long storeId, long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, memberId, body.LevelId), cancel))
            .RequirePermission(PointsPermissions.Swap)
            .WithName(nameof(BuyLevel)).WithSummary("Give a higher level for points")
            .ProducesProblem(404).ProducesProblem(422);
    }
}
