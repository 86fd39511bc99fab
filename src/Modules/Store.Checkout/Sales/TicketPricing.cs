using Store.Contracts.Catalog;
using Store.Contracts.Loyalty;
using Store.Contracts.Marketing;
using Store.Contracts.Members;

namespace Store.Checkout.Sales;

/// <summary>
/// Works a ticket out. The order is fixed: price (the product's for this customer, or the overriding one), promotions and the discount of the member's level, discount by hand on the line, discount by
/// hand on the ticket, credit of a lower membership, tax. Each step rounds once, by line; what is taken off the ticket is spread over the lines by largest remainder.
/// </summary>
internal sealed class TicketPricing(IMediator mediator)
{
    /// <exception cref="RuleBroken">Something is not for sale, its price is locked, or a discount is more than there is.</exception>
    public async Task<PricedTicket> Price(
        ITicket ticket, DateTime localTime, bool priceIncludesTax, IReadOnlyList<BasketTender> tenders, PromotionDetail detail, CancellationToken cancellationToken)
    {
        var customer = ticket.MemberId is null && ticket.GroupIds is null or []
            ? Standing.Passerby
            : await mediator.Send(new GetStanding(ticket.StoreId, ticket.MemberId, ticket.GroupIds ?? []), cancellationToken);
        var goods = new Goods(await mediator.Send(
            new PriceProducts(ticket.StoreId, [.. ticket.Lines.Select(line => new PriceItem(line.ProductId, line.Unit)).Distinct()], localTime, customer), cancellationToken));
        foreach (var line in ticket.Lines.Where(line => line.LabelAmount is not null))
            await CheckLabel(ticket.StoreId, line, cancellationToken);
        var lines = ticket.Lines.Select((line, index) => BeforeDiscounts(index + 1, line, goods.Of(line.ProductId, line.Unit), ticket)).ToList();

        var coupons = await TicketCoupons.Read(mediator, ticket, customer.MemberId, cancellationToken);
        var promoted = coupons.InCodes(await Promote(ticket, lines, customer, coupons.Keys, localTime, tenders, detail, cancellationToken));
        var discounts = promoted.Discounts.ToLookup(discount => discount.LineNumber, LineDiscount.Of);
        lines = [.. lines.Select(line => ByHand(line with { Discounts = [.. discounts[line.Number]] }))];
        if (ticket.Discount is { } offTheTicket)
            lines = TakeOff(lines, offTheTicket);

        lines = await Credited(ticket.StoreId, customer.MemberId, lines, cancellationToken);
        var linked = await Linked(ticket.StoreId, lines, goods, localTime, cancellationToken);
        var saleLines = lines.SelectMany(line => TicketLines.Of(line, linked, priceIncludesTax, ticket.Exemption is not null)).Select((line, index) => line with { LineNumber = index + 1 });
        return new PricedTicket(customer, lines, [.. saleLines], promoted, coupons.Discounts(promoted));
    }

    private static PricedLine BeforeDiscounts(int number, TicketLine line, PricedProduct product, ITicket ticket)
    {
        if (!ticket.Agreed && line.PriceReason is not null && product.Flags.HasFlag(ItemFlags.NoPriceChange))
            throw new RuleBroken("line.price_locked", $"The price of {product.Name} may not be changed.", LineFact(number));
        if (ticket.HandsOver && product.Flags.HasFlag(ItemFlags.Serial) && string.IsNullOrWhiteSpace(line.SerialNumber))
            throw new RuleBroken("line.serial_missing", $"{product.Name} is sold with its serial number.", LineFact(number));
        if (ticket.HandsOver && product.Flags.HasFlag(ItemFlags.Batch) && string.IsNullOrWhiteSpace(line.BatchNumber))
            throw new RuleBroken("line.batch_missing", $"{product.Name} is sold with its batch number.", LineFact(number));

        var unitPrice = line.PriceReason is null ? product.Price : line.UnitPrice;
        return new PricedLine(number, line, product, unitPrice, line.LabelAmount ?? Money.Of(unitPrice, line.Quantity), []);
    }

    /// <summary>An amount is charged from a scale's label only where the label says it; the quantity follows from it, for the stock.</summary>
    private async Task CheckLabel(long storeId, TicketLine line, CancellationToken cancellationToken)
    {
        var label = await mediator.Send(new ReadCode(storeId, line.Barcode ?? ""), cancellationToken);
        if (label.ProductId != line.ProductId || label.Amount != line.LabelAmount || line.PriceReason is not null)
        {
            throw new RuleBroken("line.label_differs", "The label does not say this amount.", new Dictionary<string, object?>
            {
                ["productId"] = line.ProductId, ["amount"] = line.LabelAmount?.ToDecimal(), ["label"] = label.Amount?.ToDecimal(),
            });
        }
    }

    private async Task<PromotedBasket> Promote(
        ITicket ticket, List<PricedLine> lines, Standing customer, IReadOnlyList<string> coupons, DateTime localTime, IReadOnlyList<BasketTender> tenders, PromotionDetail detail,
        CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
            return new PromotedBasket([], [], [], []);
        var basket = lines.Select(line => line.ForPromotions()).ToList();
        return await mediator.Send(
            new PromoteBasket(ticket.StoreId, localTime, basket, customer, coupons, tenders, detail), cancellationToken);
    }

    private static PricedLine ByHand(PricedLine line)
    {
        if (line.Asked.Discount is not { } discount)
            return line;
        if (!line.TakesDiscount)
            throw new RuleBroken("line.no_discount", $"{line.Product.Name} takes no discount.", LineFact(line.Number));
        var amount = AmountOf(discount, line.Amount);
        return amount == Money.Zero
            ? line
            : line with { Discounts = [.. line.Discounts, new LineDiscount(LineDiscount.ByHandOnLine, PromotionId: null, discount.Reason, DealGroup: 0, amount, discount.Reason)] };
    }

    private static List<PricedLine> TakeOff(List<PricedLine> lines, ManualDiscount discount)
    {
        var takers = lines.Where(line => line.TakesDiscount && line.Amount > Money.Zero).ToList();
        var shares = AmountOf(discount, Money.Sum(takers.Select(line => line.Amount))).Spread([.. takers.Select(line => line.Amount.Minor)]);
        var byNumber = takers.Select((line, index) => (line.Number, Share: shares[index])).Where(one => one.Share > Money.Zero).ToDictionary(one => one.Number, one => one.Share);
        return [.. lines.Select(line => byNumber.TryGetValue(line.Number, out var share)
            ? line with { Discounts = [.. line.Discounts, new LineDiscount(LineDiscount.ByHandOnTicket, PromotionId: null, discount.Reason, DealGroup: 0, share, discount.Reason)] }
            : line)];
    }

    /// <summary>What is left of a lower membership pays for the higher one.</summary>
    private async Task<List<PricedLine>> Credited(long storeId, long? memberId, List<PricedLine> lines, CancellationToken cancellationToken)
    {
        var value = lines.Where(line => line.Product.Flags.HasFlag(ItemFlags.Value)).Select(line => new MembershipLine(line.Number, line.Product.ProductId, line.Amount)).ToList();
        if (memberId is null || value.Count == 0)
            return lines;
        var credits = (await mediator.Send(new CreditMemberships(storeId, memberId, value), cancellationToken)).ToDictionary(credit => credit.LineNumber);
        return [.. lines.Select(line => credits.TryGetValue(line.Number, out var credit)
            ? line with { Discounts = [.. line.Discounts, new LineDiscount(LineDiscount.Upgrade, PromotionId: null, credit.Name, DealGroup: 0, credit.Amount)] }
            : line)];
    }

    private static Money AmountOf(ManualDiscount discount, Money of)
    {
        const int HundredthsOfPercent = 100 * 100;
        var amount = discount.Amount ?? of.Share((long)(discount.Percent!.Value * 100), HundredthsOfPercent);
        return amount <= of
            ? amount
            : throw new RuleBroken("discount.too_great", $"{amount} cannot be taken off {of}.", new Dictionary<string, object?> { ["discount"] = amount.ToDecimal(), ["of"] = of.ToDecimal() });
    }

    /// <summary>Facts about parts of kits and about deposits that are not on the ticket themselves.</summary>
    private async Task<Goods> Linked(long storeId, List<PricedLine> lines, Goods goods, DateTime localTime, CancellationToken cancellationToken)
    {
        var wanted = lines.SelectMany(line => line.Product.Deposit is { } deposit ? line.Product.Parts.Append(deposit) : line.Product.Parts)
            .Select(linked => linked.ProductId).Distinct().Where(id => !goods.Has(id)).ToList();
        return wanted.Count == 0
            ? goods
            : goods.With(await mediator.Send(new PriceProducts(storeId, [.. wanted.Select(id => new PriceItem(id))], localTime), cancellationToken));
    }

    private static Dictionary<string, object?> LineFact(int number) => new() { ["lineNumber"] = number };
}
