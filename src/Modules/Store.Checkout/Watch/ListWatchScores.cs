using System.Globalization;

namespace Store.Checkout.Watch;

/// <summary>The cashiers' scores, shift by shift, newest first, each with the sum that it is. A shift without facts is not listed.</summary>
internal static class ListWatchScores
{
    internal sealed record Query(long StoreId, DateOnly? From, DateOnly? To, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long ShiftId, string RegisterCode, DateOnly BusinessDate, string ShiftState, long CashierId, string CashierName, int Score, bool Alert, IReadOnlyList<WatchSum> Sum);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).InclusiveBetween(1, 100);
            RuleFor(query => query.To).Must((query, to) => to is null || query.From is null || query.From <= to).WithMessage("'from' is after 'to'.");
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Shift>("""
                SELECT s.ShiftId, r.Code AS RegisterCode, s.BusinessDate, s.State
                FROM   checkout.Shifts s
                JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
                WHERE  s.StoreId = @StoreId AND s.BusinessDate BETWEEN @from AND @to AND s.ShiftId < @before
                ORDER BY s.ShiftId DESC
                OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
                """, new
            {
                query.StoreId, from = query.From ?? DateOnly.MinValue, to = query.To ?? DateOnly.MaxValue, before = query.After ?? long.MaxValue, rows = query.Limit + 1,
            }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.ShiftId.ToString(CultureInfo.InvariantCulture));
            var shifts = page.Items.ToDictionary(shift => shift.ShiftId);
            var scores = WatchScore.Of(await WatchFacts.Read(db, [.. shifts.Keys], cancellationToken));
            return new Page<Item>([.. scores.Select(score => new Item(
                score.ShiftId, shifts[score.ShiftId].RegisterCode, shifts[score.ShiftId].BusinessDate, shifts[score.ShiftId].State, score.CashierId, score.CashierName, score.Score,
                score.Score >= WatchWeights.AlertAt, score.Sum))], page.Next);
        }

        private sealed record Shift(long ShiftId, string RegisterCode, DateOnly BusinessDate, string State);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/watch/scores", (long storeId, DateOnly? from, DateOnly? to, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, from, to, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.view-watch")
            .WithName(nameof(ListWatchScores)).WithSummary("List the loss-prevention scores of cashiers and shifts")
            .ProducesValidationProblem();
    }
}
