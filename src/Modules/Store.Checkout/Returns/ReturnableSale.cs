using Store.Checkout.RefundRules;
using Store.Checkout.Rounding;
using Store.Checkout.Sales;
using Store.Contracts.Loyalty;
using KnownTenders = Store.Contracts.Checkout.Tenders;

namespace Store.Checkout.Returns;

/// <summary>A sale seen as something to return from: what is left of each line and of each tender.</summary>
internal sealed class ReturnableSale
{
    private readonly Money cashKept;
    private readonly Rounded rounded;

    private ReturnableSale(Head head, IReadOnlyList<ReturnableLine> lines, IReadOnlyList<TenderLeft> kept, Rounded rounded)
    {
        (Sold, Lines, this.rounded) = (head, lines, rounded);
        cashKept = Money.Sum(kept.Where(tender => tender.Tender == KnownTenders.Cash).Select(tender => tender.Amount));
        Tenders = [.. kept.Select(tender => tender.Tender == KnownTenders.Cash ? tender with { Amount = tender.Amount - rounded.Rounding } : tender)];
    }

    public long SaleId => Sold.SaleId;

    public long? MemberId => Sold.MemberId;

    /// <summary>When it was sold; UTC.</summary>
    public DateTime OccurredAt => Sold.OccurredAt;

    private Head Sold { get; }

    public IReadOnlyList<ReturnableLine> Lines { get; }

    /// <summary>The permission to take goods back that another store of the chain sold.</summary>
    public const string AnyStore = "checkout.return-any-store";

    /// <summary>What each tender can still give back: never more than was paid with it. Of cash, before rounding.</summary>
    public IReadOnlyList<TenderLeft> Tenders { get; }

    /// <summary>Reads the sale and, in a transaction, keeps other returns of it waiting until this one is through.</summary>
    /// <exception cref="NotFound">There is no such sale that the caller may take goods back from, or it is a return itself.</exception>
    public static async Task<ReturnableSale> Read(Db db, Caller caller, long storeId, long saleId, CancellationToken cancellationToken)
    {
        var key = new { storeId, saleId, AnyStore = caller.MayIn(storeId, AnyStore) };
        var sale = await db.Find<Head>("""
            SELECT SaleId, MemberId, OccurredAt
            FROM   checkout.Sales WITH (UPDLOCK, ROWLOCK)
            WHERE  SaleId = @saleId AND (StoreId = @storeId OR @AnyStore = 1) AND Kind <> 'Return'
            """, key, cancellationToken) ?? throw new NotFound("sale", saleId);
        var lines = await db.Query<LineRow>("""
            SELECT LineNumber, ProductId, ProductCode, ProductName, Barcode, Unit, QuantityMilli, ReturnedMilli, UnitPriceMinor, PriceId, TotalMinor, TaxMinor, TaxCode, TaxRatePpm, CostMinor,
                   FactorMilli, ListPriceMinor, GrossMinor, DiscountMinor, ExemptTaxMinor, SellerId, SellerName, SerialNumber, BatchNumber, KitLine, KitName, IsValue, Pieces
            FROM   checkout.SaleLines
            WHERE  SaleId = @saleId AND QuantityMilli > 0
            ORDER BY LineNumber
            """, key, cancellationToken);
        var discounts = lines.All(line => line.Discount == Money.Zero) ? [] : await db.Query<DiscountRow>("""
            SELECT LineNumber, Kind, PromotionId, Name, DealGroup, AmountMinor, Reason
            FROM   checkout.SaleDiscounts
            WHERE  SaleId = @saleId
            ORDER BY LineNumber, DiscountNumber
            """, key, cancellationToken);
        var tenders = await db.Query<TenderLeft>("""
            SELECT p.Tender, SUM(p.AmountMinor) AS AmountMinor
            FROM   (SELECT Tender, AmountMinor FROM checkout.Payments WHERE (SaleId = @saleId AND RefundsSaleId IS NULL) OR RefundsSaleId = @saleId
                    UNION ALL SELECT Tender, AmountMinor FROM checkout.TenderCorrectionLines WHERE SaleId = @saleId) p
            GROUP BY p.Tender
            ORDER BY p.Tender
            """, key, cancellationToken);

        // What an exchange rounds belongs to the sale whose money changed hands: the new one where the customer paid, the old one where they were given back.
        var sums = await db.Find<Rounded>("""
            SELECT COALESCE(SUM(RoundingMinor), 0) AS RoundingMinor, COALESCE(SUM(CASE WHEN TotalMinor < 0 THEN RoundingMinor ELSE 0 END), 0) AS CarriedMinor
            FROM   checkout.Sales
            WHERE  (SaleId = @saleId AND TotalMinor >= 0) OR (OriginalSaleId = @saleId AND TotalMinor < 0)
            """, key, cancellationToken);
        var byLine = discounts.ToLookup(discount => discount.LineNumber, discount => new LineDiscount(
            discount.Kind, discount.PromotionId, discount.Name, discount.DealGroup, discount.Amount, discount.Reason));

        // How a sale of another system was paid is not known; what comes back goes out in cash, as does what was paid in foreign notes. Stored change was no part of the price.
        return new ReturnableSale(sale, [.. lines.Select(line => line.With([.. byLine[line.LineNumber]]))], [.. tenders
            .GroupBy(tender => tender.Tender is KnownTenders.Imported or KnownTenders.Deposit or KnownTenders.ForeignCash or KnownTenders.StoredChange ? KnownTenders.Cash : tender.Tender, StringComparer.Ordinal)
            .Select(tender => new TenderLeft(tender.Key, Money.Sum(tender.Select(one => one.Amount))))], sums!);
    }

    /// <summary>What was paid for these quantities.</summary>
    /// <exception cref="RuleBroken"><c>return.unknown_line</c> or <c>return.too_many</c>.</exception>
    public ReturnDue Due(IReadOnlyList<RecordReturn.Line> wanted)
    {
        var parts = wanted.Select(line =>
        {
            var sold = Lines.FirstOrDefault(one => one.LineNumber == line.LineNumber)
                ?? throw new RuleBroken("return.unknown_line", $"The sale has no line {line.LineNumber}.");
            if (line.Quantity > sold.Returnable)
            {
                throw new RuleBroken("return.too_many", $"Of {sold.ProductName}, {sold.Returnable} can still be returned.", new Dictionary<string, object?>
                {
                    ["lineNumber"] = line.LineNumber, ["returnable"] = sold.Returnable.ToDecimal(), ["wanted"] = line.Quantity.ToDecimal(),
                });
            }

            return new ReturnPart(sold, line.Quantity);
        }).ToList();
        return new ReturnDue(parts, Money.Sum(parts.Select(part => part.Total)));
    }

    /// <summary>The cash that is kept of it, to be given back in the coins that the store has.</summary>
    public CashBack Cash(CashRounding rounding) => new(rounding, cashKept, cashKept - rounded.Rounding, rounded.Carried);

    /// <exception cref="RuleBroken"><c>refund.differs</c> or <c>refund.tender</c>.</exception>
    public void CheckRefunds(Money due, IReadOnlyList<RecordReturn.Refund> refunds, RefundPolicy policy)
    {
        var given = Money.Sum(refunds.Select(refund => refund.Amount));
        if (given != due)
        {
            throw new RuleBroken("refund.differs", $"{due} is to be given back, not {given}.", new Dictionary<string, object?>
            {
                ["due"] = due.ToDecimal(), ["given"] = given.ToDecimal(),
            });
        }

        var wanted = refunds.GroupBy(refund => refund.Tender, StringComparer.Ordinal).Select(tender => new TenderLeft(tender.Key, Money.Sum(tender.Select(refund => refund.Amount)))).ToList();
        if (policy.FirstTooMuch(Tenders, wanted) is { } tooMuch)
        {
            throw new RuleBroken("refund.tender", $"At most {tooMuch.Amount} can go back by {tooMuch.Tender}.", new Dictionary<string, object?>
            {
                ["tender"] = tooMuch.Tender, ["refundable"] = tooMuch.Amount.ToDecimal(),
            });
        }
    }

    private sealed record Head(long SaleId, long? MemberId, DateTime OccurredAt);

    private sealed record DiscountRow(int LineNumber, string Kind, long? PromotionId, string Name, int DealGroup, Money Amount, string? Reason);

    private sealed record LineRow(
        int LineNumber, long ProductId, string ProductCode, string ProductName, string? Barcode, string Unit, Quantity Quantity, Quantity Returned, Money UnitPrice, long PriceId,
        Money Total, Money Tax, string TaxCode, TaxRate TaxRate, Money Cost, Quantity Factor, Money ListPrice, Money Gross, Money Discount, Money ExemptTax, long? SellerId, string? SellerName,
        string? SerialNumber, string? BatchNumber, int? KitLine, string? KitName, bool IsValue, int? Pieces)
    {
        public ReturnableLine With(IReadOnlyList<LineDiscount> discounts) => new(
            LineNumber, ProductId, ProductCode, ProductName, Barcode, Unit, Quantity, Returned, UnitPrice, PriceId, Total, Tax, TaxCode, TaxRate, Cost)
        {
            Factor = Factor, ListPrice = ListPrice, Gross = Gross, ExemptTax = ExemptTax, Discounts = discounts, SellerId = SellerId, SellerName = SellerName,
            SerialNumber = SerialNumber, BatchNumber = BatchNumber, KitLine = KitLine, KitName = KitName, IsValue = IsValue, Pieces = Pieces,
        };
    }

    /// <summary>The rounding of the sale and all its returns, and of the returns alone.</summary>
    private sealed record Rounded(Money Rounding, Money Carried);
}

/// <summary>A sold line and how much of it has come back.</summary>
internal sealed record ReturnableLine(
    int LineNumber, long ProductId, string ProductCode, string ProductName, string? Barcode, string Unit, Quantity Quantity, Quantity Returned, Money UnitPrice, long PriceId,
    Money Total, Money Tax, string TaxCode, TaxRate TaxRate, Money Cost)
{
    public Quantity Factor { get; init; } = Quantity.One;

    public Money ListPrice { get; init; } = UnitPrice;

    public Money Gross { get; init; } = Total;

    public Money ExemptTax { get; init; }

    public IReadOnlyList<LineDiscount> Discounts { get; init; } = [];

    public long? SellerId { get; init; }

    public string? SellerName { get; init; }

    public string? SerialNumber { get; init; }

    public string? BatchNumber { get; init; }

    public int? KitLine { get; init; }

    public string? KitName { get; init; }

    /// <summary>It sold value that was owed afterwards: nothing goes onto a shelf.</summary>
    public bool IsValue { get; init; }

    /// <summary>How many pieces it counted for; null where that was not kept yet.</summary>
    public int? Pieces { get; init; }

    public Quantity Returnable => Quantity - Returned;

    /// <summary>What was charged, in the terms of the shelf price.</summary>
    public Money Amount => Gross - Money.Sum(Discounts.Select(discount => discount.Amount));

    /// <summary>What it would have cost without any promotion, in the terms of the shelf price.</summary>
    public Money BeforeDeals => Gross - Money.Sum(Discounts.Where(discount => discount.IsByHand || discount.Kind == LineDiscount.Upgrade).Select(discount => discount.Amount));

    /// <summary>What the customer pays for an amount in the terms of the shelf price.</summary>
    public Money ToPay(Money amount) => IsExempt
        ? PricesIncludeTax ? amount - TaxRate.IncludedIn(amount) : amount
        : PricesIncludeTax ? amount : amount + TaxRate.OnTopOf(amount);

    /// <summary>What deals took off it, which hang on other goods as well.</summary>
    public Money OfDeals => Money.Sum(Discounts.Where(discount => discount.DealGroup > 0).Select(discount => discount.Amount));

    public bool IsExempt => ExemptTax != Money.Zero;

    /// <summary>Whether the line was sold at a price with the tax in it: then gross less discounts is the total, else the net amount.</summary>
    public bool PricesIncludeTax => Amount == Total + ExemptTax;
}

/// <summary>What a tender can still give back.</summary>
internal sealed record TenderLeft(string Tender, Money Amount);

/// <summary>What is due for a return.</summary>
internal sealed record ReturnDue(IReadOnlyList<ReturnPart> Parts, Money Total)
{
    /// <summary>Kept goods that cost more from now on, as their deal is broken, and what has been used of a membership that comes back; the total is less by that.</summary>
    public IReadOnlyList<WithheldLine> Withheld { get; init; } = [];

    /// <summary>The names of the deals that are broken.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>Less what has been used of memberships that come back.</summary>
    public async Task<ReturnDue> WithoutUse(IMediator mediator, long storeId, long saleId, CancellationToken cancellationToken)
    {
        var value = Parts.Where(part => part.Line.IsValue).ToDictionary(part => part.Line.LineNumber, part => part.Line);
        if (value.Count == 0)
            return this;
        var kept = await mediator.Send(new KeepOfMemberships(storeId, saleId, [.. value.Keys]), cancellationToken);
        return this with
        {
            Total = Total - Money.Sum(kept.Select(one => one.Amount)),
            Withheld = [.. Withheld, .. kept.Where(one => one.Amount != Money.Zero).Select(one => new WithheldLine(value[one.LineNumber], Money.Zero, one.Amount))],
        };
    }

    /// <summary>The lines of the ticket that takes the goods back.</summary>
    public IReadOnlyList<SaleLine> AsLines(long saleId, long originalSaleId, int from) =>
    [
        .. Parts.Select((part, index) => part.AsLine(saleId, originalSaleId, from + index)),
        .. Withheld.Select((line, index) => line.AsLine(saleId, originalSaleId, from + Parts.Count + index)),
    ];
}

/// <summary>
/// A quantity of a sold line that comes back. Each amount is the line's share for everything returned so far with this, less the share for everything
/// before: whatever the steps, at the last piece they add up to the line's own figure.
/// </summary>
internal sealed record ReturnPart(ReturnableLine Line, Quantity Quantity)
{
    public Money Total => Step(Line.Total);

    public Money Tax => Step(Line.Tax);

    public Money Cost => Step(Line.Cost);

    /// <summary>What goes back onto the shelf, in base units.</summary>
    public Quantity BaseQuantity => Quantity.InBaseUnits(Line.Factor);

    /// <summary>The line of the return: the sold line's mirror.</summary>
    public SaleLine AsLine(long saleId, long originalSaleId, int lineNumber)
    {
        var discounts = Line.Discounts.Select(discount => discount with { Amount = -Step(discount.Amount) }).Where(discount => discount.Amount != Money.Zero).ToList();
        var exemptTax = Step(Line.ExemptTax);

        // Steps of a sum and sums of steps may differ by a cent on the way; amount and discounts are the ones that hold, so the gross follows from them.
        var amount = Line.PricesIncludeTax ? Total + exemptTax : Total - Tax;
        return new SaleLine(
            saleId, lineNumber, Line.ProductId, Line.ProductCode, Line.ProductName, Line.Barcode, Line.Unit, -Quantity, Line.UnitPrice, Line.PriceId,
            -Total, -(Total - Tax), -Tax, Line.TaxCode, Line.TaxRate, -Cost, Line.LineNumber)
        {
            OriginalSaleId = originalSaleId, Factor = Line.Factor, ListPrice = Line.ListPrice, Gross = -amount + Money.Sum(discounts.Select(discount => discount.Amount)), Discounts = discounts,
            ExemptTax = -exemptTax, SellerId = Line.SellerId, SellerName = Line.SellerName, SerialNumber = Line.SerialNumber, BatchNumber = Line.BatchNumber,
            KitLine = Line.KitLine, KitName = Line.KitName, IsValue = Line.IsValue,
            // What counted for one piece does so in parts, and what counted for none still does not.
            Pieces = Line.Pieces == 0 ? 0 : Quantity.ToPieces(weighed: Line.Pieces == 1),
        };
    }

    private Money Step(Money whole) =>
        whole.Share((Line.Returned + Quantity).Milli, Line.Quantity.Milli) - whole.Share(Line.Returned.Milli, Line.Quantity.Milli);
}

internal sealed class ReturnLinesValidator : AbstractValidator<IReadOnlyList<RecordReturn.Line>>
{
    public ReturnLinesValidator()
    {
        RuleFor(lines => lines).NotEmpty().WithName("Lines").Must(lines => lines.Count <= 500).WithMessage("A return has at most 500 lines.");
        RuleForEach(lines => lines).NotNull().ChildRules(line => line.RuleFor(one => one.Quantity).GreaterThan(Quantity.Zero));
        RuleFor(lines => lines).Must(lines => lines.All(line => line is not null) && lines.Select(line => line.LineNumber).Distinct().Count() == lines.Count)
            .WithName("Lines").WithMessage("Each line of the sale is named once.");
    }
}
