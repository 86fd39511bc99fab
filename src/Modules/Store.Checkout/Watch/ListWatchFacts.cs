namespace Store.Checkout.Watch;

/// <summary>What a cashier's score in a shift is made of, one by one, with the sales to look at.</summary>
internal static class ListWatchFacts
{
    internal sealed record Query(long StoreId, long ShiftId, long CashierId, int Limit) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(string Kind, DateTime OccurredAt, Money Amount, long? SaleId, long? ReceiptNumber);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var known = await db.Find<long?>("SELECT ShiftId FROM checkout.Shifts WHERE ShiftId = @ShiftId AND StoreId = @StoreId", query, cancellationToken);
            if (known is null)
                throw new NotFound("shift", query.ShiftId);
            var facts = await WatchFacts.Read(db, [query.ShiftId], cancellationToken);
            return new Result([.. facts.Where(fact => fact.CashierId == query.CashierId).OrderBy(fact => fact.OccurredAt).Take(query.Limit)
                .Select(fact => new Item(fact.Kind, fact.OccurredAt, fact.Amount, fact.SaleId, fact.ReceiptNumber))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/watch/shifts/{shiftId:long}/cashiers/{cashierId:long}", (
                long storeId, long shiftId, long cashierId, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, shiftId, cashierId, limit ?? Paging.LimitAtMost), cancel))
            .RequirePermission("checkout.view-watch")
            .WithName(nameof(ListWatchFacts)).WithSummary("List what a cashier's score is made of")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
