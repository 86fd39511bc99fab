using System.Globalization;

namespace Store.Checkout.Watch;

/// <summary>The alerts of a store, newest first; the open ones, or those that somebody has looked into.</summary>
internal static class ListWatchAlerts
{
    public const string Open = "Open";
    public const string Acknowledged = "Acknowledged";

    internal sealed record Query(long StoreId, string State, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long AlertId, long ShiftId, string RegisterCode, long CashierId, string CashierName, DateOnly BusinessDate, DateTime RaisedAt, int Score, DateTime? AcknowledgedAt,
        string? AcknowledgedByName, string? Note);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.State).Must(state => state is Open or Acknowledged).WithMessage("An alert is Open or Acknowledged.");
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT a.AlertId, a.ShiftId, r.Code AS RegisterCode, a.CashierId, a.CashierName, a.BusinessDate, a.RaisedAt, a.Score, a.AcknowledgedAt, a.AcknowledgedByName, a.Note
            FROM   checkout.WatchAlerts a
            JOIN   checkout.Shifts s ON s.ShiftId = a.ShiftId
            JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
            WHERE  a.StoreId = @StoreId AND a.State = @State AND a.AlertId < @before
            ORDER BY a.AlertId DESC
            OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
            """, new { query.StoreId, query.State, before = query.After ?? long.MaxValue, rows = query.Limit + 1 }, cancellationToken), query.Limit, item => item.AlertId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/watch/alerts", (long storeId, string? state, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, state ?? Open, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.view-watch")
            .WithName(nameof(ListWatchAlerts)).WithSummary("List the loss-prevention alerts of a store")
            .ProducesValidationProblem();
    }
}
