using System.Globalization;
using Store.Contracts.Members;

namespace Store.Checkout.Members;

/// <summary>What a member has bought and brought back in the caller's stores, newest first; sales of files that were merged into the member's are among them.</summary>
internal static class ListMemberSales
{
    internal sealed record Query(long MemberId, long? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="SaleId">The sale.</param>
    /// <param name="StoreId">Where.</param>
    /// <param name="RegisterCode">At which till.</param>
    /// <param name="ReceiptNumber">The receipt's number.</param>
    /// <param name="Kind">Sale, Return or Exchange.</param>
    /// <param name="BusinessDate">The day whose books it belongs to.</param>
    /// <param name="OccurredAt">UTC.</param>
    /// <param name="ItemCount">How many pieces.</param>
    /// <param name="Total">What was paid; negative for a return.</param>
    internal sealed record Item(long SaleId, long StoreId, string RegisterCode, long ReceiptNumber, string Kind, DateOnly BusinessDate, DateTime OccurredAt, int ItemCount, Money Total);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Item>("""
                SELECT s.SaleId, s.StoreId, r.Code AS RegisterCode, s.ReceiptNumber, s.Kind, s.BusinessDate, s.OccurredAt, s.ItemCount, s.TotalMinor
                FROM   checkout.Sales s
                JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
                WHERE  s.MemberId IN @Files AND s.StoreId IN @Stores AND s.SaleId < @Before
                ORDER BY s.SaleId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { Files = await mediator.Send(new GetMemberFiles(query.MemberId), cancellationToken), Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.SaleId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/sales", (long memberId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(memberId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.view-sales")
            .WithName(nameof(ListMemberSales)).WithSummary("What a member has bought")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
