using Store.Contracts.Inventory;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points.Uses;

/// <summary>Gives a member gifts for points. The goods leave the store's stock with it.</summary>
internal static class SwapForGift
{
    internal sealed record Command(long StoreId, long MemberId, long GiftId, int Pieces) : ICommand<Result>, IStoreScoped;

    /// <param name="Points">What they cost.</param>
    /// <param name="Balance">What is left.</param>
    internal sealed record Result(long Points, long Balance);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Pieces).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(Db db, PointsBook book, PointsMoments moments, Outbox outbox, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var gift = await db.Find<Gift>("SELECT ProductId, Name, Points, Active FROM loyalty.PointsGifts WHERE GiftId = @GiftId", new { command.GiftId }, cancellationToken)
                ?? throw new NotFound("gift", command.GiftId);
            if (!gift.Active)
                throw new RuleBroken("points.gift_gone", $"{gift.Name} is not offered any more.");
            var (memberId, at) = await moments.For(command.MemberId, command.StoreId, gift.Name, cancellationToken);
            var (account, scheme) = await book.Open(memberId, cancellationToken);
            account.Spend(PointsEntryKind.Gift, gift.Points * command.Pieces, at);
            await book.Save([account], cancellationToken);

            var entryId = account.Entries[0].EntryId;
            var values = await mediator.Send(new MoveStock(command.StoreId, at.BusinessDate, at.OccurredAt, [new StockMove(
                StockMoveKind.Adjust, gift.ProductId, -new Quantity(command.Pieces * Quantity.PerUnit), entryId, Reason: gift.Name)]), cancellationToken);
            await outbox.Add(new StockAdjusted(entryId, command.StoreId, at.BusinessDate, at.OccurredAt, Money.Sum(values)), cancellationToken);
            await outbox.Add(PointsBook.Moved(entryId, at, scheme.Program, account.Entries), cancellationToken);
            return new Result(gift.Points * command.Pieces, account.Balance);
        }

        private sealed record Gift(long ProductId, string Name, long Points, bool Active);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long GiftId, int Pieces);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/members/{memberId:long}/points/gifts", (long storeId, long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, memberId, body.GiftId, body.Pieces), cancel))
            .RequirePermission(PointsPermissions.Swap)
            .WithName(nameof(SwapForGift)).WithSummary("Give gifts for points")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
