using Store.Checkout.Corrections;
using Store.Checkout.Sales;
using Store.Contracts.Chain;
using Store.Contracts.Loyalty;

namespace Store.Checkout.Receipts;

/// <summary>A receipt as data: every figure as stored, times in the store's own clock.</summary>
internal static class GetReceipt
{
    internal sealed record Query(long StoreId, long SaleId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(
        string StoreCode, string StoreName, string Currency, bool PricesIncludeTax, string RegisterCode, long ReceiptNumber, long SaleId, Guid SaleUuid, string Kind, long? OriginalReceiptNumber,
        DateTime LocalTime, string CashierName, Money Net, Money Tax, Money Total, Money Paid, Money Change, Money Rounding,
        IReadOnlyList<Line> Lines, IReadOnlyList<TaxSum> Taxes, IReadOnlyList<Payment> Payments)
    {
        internal string Number => Paper.Letterhead.Number(RegisterCode, ReceiptNumber);

        /// <summary>Tenders put right since.</summary>
        public IReadOnlyList<TenderCorrection> Corrections { get; init; } = [];

        /// <summary>What it came to for the member's points; null without a member.</summary>
        public TicketOutcome? Points { get; init; }

        /// <summary>Coupons for whoever holds the receipt.</summary>
        public IReadOnlyList<ReceiptCoupon> Coupons { get; init; } = [];
    }

    internal sealed record Line(string ProductCode, string ProductName, string Unit, Quantity Quantity, Money UnitPrice, Money Total)
    {
        /// <summary>It sold value: a line of it without a quantity is what has been used of what comes back.</summary>
        public bool IsValue { get; init; }

        /// <summary>How many pieces it counts for.</summary>
        public int Pieces { get; init; }

        /// <summary>What of a lower membership was credited against its price; null for anything else.</summary>
        public Credited? Credit { get; init; }

        /// <summary>What the level of its member took off; null for anything else.</summary>
        public Credited? LevelDiscount { get; init; }
    }

    /// <param name="Name">The membership that was credited, or the level.</param>
    /// <param name="Amount">Less than zero where it falls away again.</param>
    internal sealed record Credited(string Name, Money Amount);

    internal sealed record TaxSum(string TaxCode, TaxRate TaxRate, Money Net, Money Tax);

    /// <param name="Tender">The tender.</param>
    /// <param name="Tendered">What was handed over; nothing where the change of foreign notes went out.</param>
    /// <param name="Amount">What was kept of it.</param>
    /// <param name="Reference">The terminal's or wallet's reference.</param>
    /// <param name="Currency">Of the foreign notes.</param>
    /// <param name="Foreign">How much in that currency.</param>
    /// <param name="Rate">At which rate.</param>
    internal sealed record Payment(string Tender, Money Tendered, Money Amount, string? Reference, string? Currency, Money? Foreign, ExchangeRate? Rate);

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var sale = await db.Find<Head>("""
                SELECT s.SaleUuid, r.Code AS RegisterCode, s.ReceiptNumber, s.Kind, o.ReceiptNumber AS OriginalReceiptNumber, s.OccurredAt, s.CashierName,
                       s.NetMinor, s.TaxMinor, s.TotalMinor, s.ChangeMinor, s.RoundingMinor, s.MemberId
                FROM   checkout.Sales s
                JOIN   checkout.Registers r ON r.RegisterId = s.RegisterId
                LEFT JOIN checkout.Sales o ON o.SaleId = s.OriginalSaleId
                WHERE  s.SaleId = @SaleId AND s.StoreId = @StoreId
                """, query, cancellationToken) ?? throw new NotFound("sale", query.SaleId);
            var store = await mediator.Send(new GetStore(query.StoreId), cancellationToken);
            var lines = await db.Query<StoredLine>("""
                SELECT l.ProductCode, l.ProductName, l.Unit, l.QuantityMilli, l.UnitPriceMinor, l.TotalMinor, l.NetMinor, l.TaxMinor, l.TaxCode, l.TaxRatePpm, l.IsValue, COALESCE(l.Pieces, 1) AS Pieces,
                       d.Kind AS CreditKind, d.Name AS CreditName, d.AmountMinor AS CreditMinor
                FROM   checkout.SaleLines l
                LEFT JOIN checkout.SaleDiscounts d ON d.SaleId = l.SaleId AND d.LineNumber = l.LineNumber AND d.Kind IN ('Upgrade', 'Level')
                WHERE  l.SaleId = @SaleId
                ORDER BY l.LineNumber
                """, query, cancellationToken);
            var payments = await db.Query<Payment>("""
                SELECT Tender, TenderedMinor, AmountMinor, Reference, Currency, ForeignMinor, RateNano
                FROM   checkout.Payments
                WHERE  SaleId = @SaleId
                ORDER BY PaymentNumber
                """, query, cancellationToken);
            return new Result(
                store.Code, store.Name, store.Currency, store.PricesIncludeTax, sale.RegisterCode, sale.ReceiptNumber, query.SaleId, sale.SaleUuid, sale.Kind, sale.OriginalReceiptNumber,
                store.Time().Local(sale.OccurredAt), sale.CashierName, sale.Net, sale.Tax, sale.Total, Money.Sum(payments.Select(payment => payment.Tendered)), sale.Change, sale.Rounding,
                [.. lines.Select(line => line.Shown())],
                [.. lines.GroupBy(line => (line.TaxCode, line.TaxRate)).Select(tax =>
                    new TaxSum(tax.Key.TaxCode, tax.Key.TaxRate, Money.Sum(tax.Select(line => line.Net)), Money.Sum(tax.Select(line => line.Tax))))],
                payments)
            {
                Corrections = await TenderCorrection.Of(db, query.SaleId, cancellationToken),
                Points = sale.MemberId is null ? null : await mediator.Send(new GetTicketOutcome(query.SaleId), cancellationToken),
                Coupons = await mediator.Send(new GetReceiptCoupons(query.SaleId), cancellationToken),
            };
        }

        private sealed record Head(
            Guid SaleUuid, string RegisterCode, long ReceiptNumber, string Kind, long? OriginalReceiptNumber, DateTime OccurredAt, string CashierName,
            Money Net, Money Tax, Money Total, Money Change, Money Rounding, long? MemberId);

        private sealed record StoredLine(
            string ProductCode, string ProductName, string Unit, Quantity Quantity, Money UnitPrice, Money Total, Money Net, Money Tax, string TaxCode, TaxRate TaxRate, bool IsValue, int Pieces,
            string? CreditKind, string? CreditName, Money? Credit)
        {
            public Line Shown() => new(ProductCode, ProductName, Unit, Quantity, UnitPrice, Total) { IsValue = IsValue, Pieces = Pieces, Credit = Off(LineDiscount.Upgrade), LevelDiscount = Off(LineDiscount.OfLevel) };

            private Credited? Off(string kind) => CreditKind == kind ? new Credited(CreditName!, Credit!.Value) : null;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/sales/{saleId:long}/receipt", (long storeId, long saleId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, saleId), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetReceipt)).WithSummary("Get a receipt as data")
            .ProducesProblem(404);
    }
}
