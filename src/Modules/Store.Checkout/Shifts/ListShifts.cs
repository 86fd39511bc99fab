using System.Globalization;

namespace Store.Checkout.Shifts;

/// <summary>The shifts of a store, newest first, with what was over or short.</summary>
internal static class ListShifts
{
    internal sealed record Query(long StoreId, long? RegisterId, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long ShiftId, string RegisterCode, string Kind, string State, DateOnly BusinessDate, DateTime OpenedAt, string OpenedByName, DateTime? EndedAt, DateTime? ClosedAt, Money Float,
        Money? Expected, Money? Counted, Money? OverShort, string? ApproverName, long? ZReportId, long? ZNumber);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT s.ShiftId, r.Code AS RegisterCode, s.Kind, s.State, s.BusinessDate, s.OpenedAt, s.OpenedByName, s.EndedAt, s.ClosedAt, s.FloatMinor,
                   s.ExpectedMinor, s.CountedMinor, s.OverShortMinor, s.ApproverName, z.ZReportId, z.ZNumber
            FROM   checkout.Shifts s
            JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
            LEFT JOIN checkout.ZReports z ON z.ShiftId = s.ShiftId
            WHERE  s.StoreId = @StoreId AND s.ShiftId < @before AND s.RegisterId BETWEEN @firstRegister AND @lastRegister
            ORDER BY s.ShiftId DESC
            OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
            """, new
        {
            query.StoreId, before = query.After ?? long.MaxValue, firstRegister = query.RegisterId ?? 0, lastRegister = query.RegisterId ?? long.MaxValue, rows = query.Limit + 1,
        }, cancellationToken), query.Limit, item => item.ShiftId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/shifts", (long storeId, long? registerId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, registerId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(ListShifts)).WithSummary("List the shifts of a store");
    }
}
