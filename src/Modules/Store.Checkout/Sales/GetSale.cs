using Store.Checkout.Corrections;

namespace Store.Checkout.Sales;

/// <summary>One sale or return with its lines and payments.</summary>
internal static class GetSale
{
    internal sealed record Query(long StoreId, long SaleId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(
        long SaleId, Guid SaleUuid, long RegisterId, string RegisterCode, long ReceiptNumber, string Kind, long? OriginalSaleId, string? Reason, DateOnly BusinessDate, DateTime OccurredAt,
        string CashierName, Money Net, Money Tax, Money Total, Money Change, Money Rounding, IReadOnlyList<Line> Lines, IReadOnlyList<Payment> Payments)
    {
        /// <summary>Tenders put right since.</summary>
        public IReadOnlyList<TenderCorrection> Corrections { get; init; } = [];
    }

    internal sealed record Line(
        int LineNumber, long ProductId, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money UnitPrice, Money Total, Money Tax, string TaxCode, TaxRate TaxRate,
        Quantity Returned);

    internal sealed record Payment(string Tender, Money Amount, Money Tendered, string? Reference);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var sale = await db.Find<Head>("""
                SELECT s.SaleId, s.SaleUuid, s.RegisterId, r.Code AS RegisterCode, s.ReceiptNumber, s.Kind, s.OriginalSaleId, s.Reason, s.BusinessDate, s.OccurredAt,
                       s.CashierName, s.NetMinor, s.TaxMinor, s.TotalMinor, s.ChangeMinor, s.RoundingMinor
                FROM   checkout.Sales s
                JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
                WHERE  s.SaleId = @SaleId AND s.StoreId = @StoreId
                """, query, cancellationToken) ?? throw new NotFound("sale", query.SaleId);
            var lines = await db.Query<Line>("""
                SELECT LineNumber, ProductId, ProductCode, ProductName, Unit, QuantityMilli, UnitPriceMinor, TotalMinor, TaxMinor, TaxCode, TaxRatePpm, ReturnedMilli
                FROM   checkout.SaleLines
                WHERE  SaleId = @SaleId
                ORDER BY LineNumber
                """, query, cancellationToken);
            var payments = await db.Query<Payment>("""
                SELECT Tender, AmountMinor, TenderedMinor, Reference
                FROM   checkout.Payments
                WHERE  SaleId = @SaleId
                ORDER BY PaymentNumber
                """, query, cancellationToken);
            return new Result(
                sale.SaleId, sale.SaleUuid, sale.RegisterId, sale.RegisterCode, sale.ReceiptNumber, sale.Kind, sale.OriginalSaleId, sale.Reason, sale.BusinessDate, sale.OccurredAt,
                sale.CashierName, sale.Net, sale.Tax, sale.Total, sale.Change, sale.Rounding, lines, payments) { Corrections = await TenderCorrection.Of(db, query.SaleId, cancellationToken) };
        }

        private sealed record Head(
            long SaleId, Guid SaleUuid, long RegisterId, string RegisterCode, long ReceiptNumber, string Kind, long? OriginalSaleId, string? Reason, DateOnly BusinessDate, DateTime OccurredAt,
            string CashierName, Money Net, Money Tax, Money Total, Money Change, Money Rounding);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/sales/{saleId:long}", (long storeId, long saleId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, saleId), cancel))
            .RequirePermission("checkout.view-sales")
            .WithName(nameof(GetSale)).WithSummary("See a sale with its lines and payments")
            .ProducesProblem(404);
    }
}
