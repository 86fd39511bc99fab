using Store.Checkout.RefundRules;
using Store.Checkout.Sales;
using Store.Contracts.Marketing;

namespace Store.Checkout.Returns;

/// <summary>
/// What is due when goods come back that were a part of a deal, where the store prices again what is kept (Reprice).
/// <para>
/// Whatever came back before, the customer has by then paid K for the goods that are still kept. What stays kept would alone have cost P: its price before discounts, less its
/// part of the discounts by hand, less what the promotions of the sale take off it, with the goods as the promotions saw them and the terms as they were at the sale. The refund
/// is K − P, but never less than nothing and never more than the full price of what comes back; when nothing stays, it is K. So all refunds together never give more than was
/// paid, and whatever the order and size of the steps, in the end exactly that.
/// </para>
/// <para>
/// On paper the goods come back at the price that was paid for them, and beside them stand lines without a quantity for kept goods that cost more (or less) from now on: their lost
/// discount. When such goods come back in their turn, so does what was withheld for them. Each line of the sale therefore still ends at zero.
/// </para>
/// </summary>
internal sealed class BrokenDeals(Db db, IMediator mediator)
{
    /// <summary>What is due as the store wants it: the price paid, or what is left when the kept goods are priced again.</summary>
    public async Task<ReturnDue> Due(long storeId, ReturnableSale sale, IReadOnlyList<RecordReturn.Line> wanted, CancellationToken cancellationToken)
    {
        var allocated = sale.Due(wanted);
        if (!sale.Lines.Any(line => line.Discounts.Any(discount => discount.DealGroup > 0)) || !await Reprices(storeId, cancellationToken))
            return allocated;
        var kept = await db.Find<string>("SELECT Basket FROM checkout.SaleDeals WHERE SaleId = @SaleId", new { sale.SaleId }, cancellationToken);
        if (kept is null)
            return allocated;

        var basket = SoldBasket.Read(kept);
        var withheld = (await db.Query<Withheld>("""
            SELECT OriginalLineNumber AS LineNumber, SUM(TotalMinor) AS AmountMinor
            FROM   checkout.SaleLines
            WHERE  OriginalSaleId = @SaleId AND QuantityMilli = 0 AND IsValue = 0
            GROUP BY OriginalLineNumber
            """, new { sale.SaleId }, cancellationToken)).ToDictionary(one => one.LineNumber, one => one.Amount);
        var after = sale.Lines.Select(line => new KeptLine(line, allocated.Parts.FirstOrDefault(part => part.Line.LineNumber == line.LineNumber)?.Quantity ?? Quantity.Zero)).ToList();
        var off = await mediator.Send(new ReapplyPromotions(
            [.. sale.Lines.SelectMany(line => line.Discounts).Select(discount => discount.PromotionId).OfType<long>().Distinct()], sale.OccurredAt, Goods(basket, after), basket.Level), cancellationToken);
        return Repriced(allocated, after, withheld, off) with { Broken = Broken(basket, sale, allocated) };
    }

    private async Task<bool> Reprices(long storeId, CancellationToken cancellationToken) => await db.Find<string>("""
        SELECT BrokenDeals FROM checkout.TenderSettings WHERE StoreId = @storeId
        """, new { storeId }, cancellationToken) == DealReturns.Reprice;

    /// <summary>The goods that stay with the customer, as the promotions saw them; of a kit, those that are whole.</summary>
    private static List<BasketLine> Goods(SoldBasket basket, List<KeptLine> after)
    {
        var byNumber = after.ToDictionary(line => line.Line.LineNumber);
        return [.. basket.Lines
            .Select(sold => sold.Goods with { Quantity = sold.SaleLines.Select(number => Left(sold.Goods.Quantity, byNumber[number])).DefaultIfEmpty(Quantity.Zero).Min() })
            .Where(line => line.Quantity > Quantity.Zero)];
    }

    private static Quantity Left(Quantity sold, KeptLine line)
    {
        if (line.Kept == line.Line.Quantity)
            return sold;
        var left = (long)decimal.Floor((decimal)sold.Milli * line.Kept.Milli / line.Line.Quantity.Milli);
        return new Quantity(sold.Milli % Quantity.PerUnit == 0 && line.Line.Quantity != sold ? left / Quantity.PerUnit * Quantity.PerUnit : left);
    }

    /// <summary>The rule itself. All figures are what the customer pays, tax included.</summary>
    /// <param name="allocated">What comes back, at the price that was paid.</param>
    /// <param name="after">All lines of the sale, as they are after it.</param>
    /// <param name="withheld">What was withheld before, by line.</param>
    /// <param name="off">What the promotions take off the goods that stay, in the terms of the shelf price.</param>
    public static ReturnDue Repriced(ReturnDue allocated, IReadOnlyList<KeptLine> after, IReadOnlyDictionary<int, Money> withheld, Money off)
    {
        var staying = after.Where(line => line.Kept > Quantity.Zero).ToList();
        var value = Money.Sum(staying.Select(line => line.Stays(line.Line.Total)));
        var paid = value + allocated.Total + Money.Sum(withheld.Values);
        var refund = paid;
        if (staying.Count > 0)
        {
            var prices = staying.Select(line => line.Stays(line.Line.BeforeDeals)).ToList();
            var shares = Money.Min(off, Money.Sum(prices)).Spread([.. prices.Select(price => price.Minor)]);
            var price = Money.Sum(staying.Select((line, index) => line.Line.ToPay(prices[index] - shares[index])));
            var full = Money.Sum(after.Select(line => line.Line.ToPay(line.Back(line.Line.BeforeDeals))));
            refund = Money.Max(Money.Min(Money.Min(paid - price, full), paid), Money.Zero);
        }

        return new ReturnDue(allocated.Parts, refund) { Withheld = Lines(staying, paid - refund - value, withheld, after) };
    }

    private static List<WithheldLine> Lines(IReadOnlyList<KeptLine> staying, Money held, IReadOnlyDictionary<int, Money> before, IReadOnlyList<KeptLine> after)
    {
        long Weight(KeptLine line) => held > Money.Zero ? line.Stays(line.Line.OfDeals).Minor : line.Stays(line.Line.Total).Minor;
        var bearing = staying.Where(line => Weight(line) > 0).ToList();
        if (bearing.Count == 0)
            bearing = [.. staying];
        var shares = held.Spread([.. bearing.Select(Weight)]);
        var byLine = bearing.Select((line, index) => (line.Line.LineNumber, Share: shares[index])).ToDictionary(one => one.LineNumber, one => one.Share);
        return [.. after.Select(line => new WithheldLine(line.Line, before.GetValueOrDefault(line.Line.LineNumber), byLine.GetValueOrDefault(line.Line.LineNumber)))
            .Where(line => line.Before != line.After)];
    }

    /// <summary>The names of the deals that this return breaks, as printed on the receipt.</summary>
    private static IReadOnlyList<string> Broken(SoldBasket basket, ReturnableSale sale, ReturnDue due)
    {
        var numbers = due.Parts.Select(part => part.Line.LineNumber).ToHashSet();
        var groups = basket.Lines.Where(line => line.SaleLines.Any(numbers.Contains)).SelectMany(line => line.Deals).Select(deal => deal.DealGroup).ToHashSet();
        return [.. sale.Lines.SelectMany(line => line.Discounts).Where(discount => groups.Contains(discount.DealGroup)).Select(discount => discount.Name).Distinct(StringComparer.Ordinal)];
    }

    private sealed record Withheld(int LineNumber, Money Amount);
}

/// <summary>A line of a sale after some of it has come back.</summary>
/// <param name="Line">As it was before.</param>
/// <param name="Returns">What comes back of it now.</param>
internal sealed record KeptLine(ReturnableLine Line, Quantity Returns)
{
    public Quantity Kept => Line.Quantity - Line.Returned - Returns;

    /// <summary>The part of a figure of the line that stays with what is kept.</summary>
    public Money Stays(Money whole) => whole - whole.Share((Line.Returned + Returns).Milli, Line.Quantity.Milli);

    /// <summary>The part of it that goes with what comes back.</summary>
    public Money Back(Money whole) => whole.Share((Line.Returned + Returns).Milli, Line.Quantity.Milli) - whole.Share(Line.Returned.Milli, Line.Quantity.Milli);
}

/// <summary>By how much more kept goods cost from now on, because the deal that they were a part of is broken, or what was used of a membership: a line without a quantity.</summary>
/// <param name="Line">The line of the sale.</param>
/// <param name="Before">What was withheld for it before.</param>
/// <param name="After">What is withheld for it from now on.</param>
internal sealed record WithheldLine(ReturnableLine Line, Money Before, Money After)
{
    public Money Total => After - Before;

    /// <summary>The line of the return: what the goods cost more is a discount taken back.</summary>
    public SaleLine AsLine(long saleId, long originalSaleId, int lineNumber)
    {
        var deal = Line.Discounts.FirstOrDefault(discount => discount.DealGroup > 0);
        var tax = Line.IsExempt ? Money.Zero : Line.TaxRate.IncludedIn(After) - Line.TaxRate.IncludedIn(Before);
        var exemptTax = Line.IsExempt ? Line.TaxRate.OnTopOf(After) - Line.TaxRate.OnTopOf(Before) : Money.Zero;
        return new SaleLine(
            saleId, lineNumber, Line.ProductId, Line.ProductCode, Line.ProductName, Line.Barcode, Line.Unit, Quantity.Zero, Line.UnitPrice, Line.PriceId,
            Total, Total - tax, tax, Line.TaxCode, Line.TaxRate, Cost: Money.Zero, Line.LineNumber)
        {
            OriginalSaleId = originalSaleId, Factor = Line.Factor, ListPrice = Line.ListPrice, Gross = Money.Zero, ExemptTax = exemptTax, SellerId = Line.SellerId, SellerName = Line.SellerName,
            KitLine = Line.KitLine, KitName = Line.KitName, IsValue = Line.IsValue,
            Discounts = [new LineDiscount(
                deal?.Kind ?? LineDiscount.BrokenDeal, deal?.PromotionId, deal?.Name ?? "", deal?.DealGroup ?? 0, Line.PricesIncludeTax ? -(Total + exemptTax) : -(Total - tax))],
        };
    }
}
