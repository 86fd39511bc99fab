using Store.Checkout.Corrections;

namespace Store.Checkout.Sales;

/// <summary>One sale, return or exchange with its lines, what came off them and why, and its payments.</summary>
internal static class GetSale
{
    internal sealed record Query(long StoreId, long SaleId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(
        long SaleId, Guid SaleUuid, long RegisterId, string RegisterCode, long ReceiptNumber, string Kind, long? OriginalSaleId, string? Reason, DateOnly BusinessDate, DateTime OccurredAt,
        string CashierName, long? MemberId, string? ExemptionNumber, string? ExemptionReason, Money Discount, Money Net, Money Tax, Money Total, Money Change, Money Rounding,
        IReadOnlyList<Line> Lines, IReadOnlyList<Payment> Payments)
    {
        /// <summary>Tenders put right since.</summary>
        public IReadOnlyList<TenderCorrection> Corrections { get; init; } = [];
    }

    /// <param name="LineNumber">From 1.</param>
    /// <param name="ProductId">The product.</param>
    /// <param name="ProductCode">Its item code then.</param>
    /// <param name="ProductName">Its name then.</param>
    /// <param name="Unit">The unit sold.</param>
    /// <param name="Quantity">How much; negative for goods that came back.</param>
    /// <param name="ListPrice">The retail price then.</param>
    /// <param name="UnitPrice">The price charged, before discounts.</param>
    /// <param name="Gross">Price times quantity.</param>
    /// <param name="Discount">What came off.</param>
    /// <param name="Total">What was paid.</param>
    /// <param name="Tax">The tax.</param>
    /// <param name="TaxCode">Its code.</param>
    /// <param name="TaxRate">Its rate then.</param>
    /// <param name="Returned">How much has come back since.</param>
    /// <param name="PriceSource">Where the price came from.</param>
    /// <param name="PriceSourceName">The price list.</param>
    /// <param name="PriceBefore">The price before it was overridden.</param>
    /// <param name="PriceReason">Why it was.</param>
    /// <param name="PriceApproverName">Who approved it.</param>
    /// <param name="SellerName">Who sold it.</param>
    /// <param name="SerialNumber">Its serial number.</param>
    /// <param name="KitName">The kit it is a part of.</param>
    /// <param name="OriginalSaleId">The sale it came back from.</param>
    /// <param name="Discounts">What came off and why.</param>
    internal sealed record Line(
        int LineNumber, long ProductId, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money ListPrice, Money UnitPrice, Money Gross, Money Discount, Money Total,
        Money Tax, string TaxCode, TaxRate TaxRate, Quantity Returned, string? PriceSource, string? PriceSourceName, Money? PriceBefore, string? PriceReason, string? PriceApproverName,
        string? SellerName, string? SerialNumber, string? KitName, long? OriginalSaleId, IReadOnlyList<Discount> Discounts);

    internal sealed record Discount(string Kind, long? PromotionId, string Name, Money Amount, int DealGroup, string? Reason, string? ApproverName);

    internal sealed record Payment(string Tender, Money Amount, Money Tendered, string? Reference, long? RefundsSaleId, string? Currency, Money? Foreign, ExchangeRate? Rate);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var sale = await db.Find<Head>("""
                SELECT s.SaleId, s.SaleUuid, s.RegisterId, r.Code AS RegisterCode, s.ReceiptNumber, s.Kind, s.OriginalSaleId, s.Reason, s.BusinessDate, s.OccurredAt,
                       s.CashierName, s.MemberId, s.ExemptionNumber, s.ExemptionReason, s.DiscountMinor, s.NetMinor, s.TaxMinor, s.TotalMinor, s.ChangeMinor, s.RoundingMinor
                FROM   checkout.Sales s
                JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
                WHERE  s.SaleId = @SaleId AND s.StoreId = @StoreId
                """, query, cancellationToken) ?? throw new NotFound("sale", query.SaleId);
            var lines = await db.Query<LineRow>("""
                SELECT LineNumber, ProductId, ProductCode, ProductName, Unit, QuantityMilli, ListPriceMinor, UnitPriceMinor, GrossMinor, DiscountMinor, TotalMinor, TaxMinor, TaxCode, TaxRatePpm,
                       ReturnedMilli, PriceSource, PriceSourceName, PriceBeforeMinor, PriceReason, PriceApproverName, SellerName, SerialNumber, KitName, OriginalSaleId
                FROM   checkout.SaleLines
                WHERE  SaleId = @SaleId
                ORDER BY LineNumber
                """, query, cancellationToken);
            var discounts = (lines.All(line => line.Discount == Money.Zero) ? [] : await db.Query<DiscountRow>("""
                SELECT LineNumber, Kind, PromotionId, Name, AmountMinor, DealGroup, Reason, ApproverName
                FROM   checkout.SaleDiscounts
                WHERE  SaleId = @SaleId
                ORDER BY LineNumber, DiscountNumber
                """, query, cancellationToken)).ToLookup(
                    one => one.LineNumber, one => new Discount(one.Kind, one.PromotionId, one.Name, one.Amount, one.DealGroup, one.Reason, one.ApproverName));
            var payments = await db.Query<Payment>("""
                SELECT Tender, AmountMinor, TenderedMinor, Reference, RefundsSaleId, Currency, ForeignMinor, RateNano
                FROM   checkout.Payments
                WHERE  SaleId = @SaleId
                ORDER BY PaymentNumber
                """, query, cancellationToken);
            return new Result(
                sale.SaleId, sale.SaleUuid, sale.RegisterId, sale.RegisterCode, sale.ReceiptNumber, sale.Kind, sale.OriginalSaleId, sale.Reason, sale.BusinessDate, sale.OccurredAt,
                sale.CashierName, sale.MemberId, sale.ExemptionNumber, sale.ExemptionReason, sale.Discount, sale.Net, sale.Tax, sale.Total, sale.Change, sale.Rounding,
                [.. lines.Select(line => line.With([.. discounts[line.LineNumber]]))], payments)
            { Corrections = await TenderCorrection.Of(db, query.SaleId, cancellationToken) };
        }

        private sealed record Head(
            long SaleId, Guid SaleUuid, long RegisterId, string RegisterCode, long ReceiptNumber, string Kind, long? OriginalSaleId, string? Reason, DateOnly BusinessDate, DateTime OccurredAt,
            string CashierName, long? MemberId, string? ExemptionNumber, string? ExemptionReason, Money Discount, Money Net, Money Tax, Money Total, Money Change, Money Rounding);

        private sealed record DiscountRow(int LineNumber, string Kind, long? PromotionId, string Name, Money Amount, int DealGroup, string? Reason, string? ApproverName);

        private sealed record LineRow(
            int LineNumber, long ProductId, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money ListPrice, Money UnitPrice, Money Gross, Money Discount, Money Total,
            Money Tax, string TaxCode, TaxRate TaxRate, Quantity Returned, string? PriceSource, string? PriceSourceName, Money? PriceBefore, string? PriceReason, string? PriceApproverName,
            string? SellerName, string? SerialNumber, string? KitName, long? OriginalSaleId)
        {
            public Line With(IReadOnlyList<Discount> discounts) => new(
                LineNumber, ProductId, ProductCode, ProductName, Unit, Quantity, ListPrice, UnitPrice, Gross, Discount, Total, Tax, TaxCode, TaxRate, Returned, PriceSource, PriceSourceName,
                PriceBefore, PriceReason, PriceApproverName, SellerName, SerialNumber, KitName, OriginalSaleId, discounts);
        }
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
