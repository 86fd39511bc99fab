using System.Text.Json;
using Store.Contracts.Marketing;
using Store.Contracts.Members;

namespace Store.Checkout.Sales;

/// <summary>
/// The goods of a sale as its promotions saw them, and which of them make a deal together. Kept as it was at the sale, whatever becomes of the catalog, so that what is left
/// after a return can be priced again; it is read whole or not at all.
/// </summary>
/// <param name="Lines">The ticket's lines that promotions may touch.</param>
internal sealed record SoldBasket(IReadOnlyList<SoldGoods> Lines)
{
    /// <summary>What the member's level took off; null for nothing.</summary>
    public LevelDiscount? Level { get; init; }

    /// <summary>Null for a sale without a deal: each of its lines is worth what was paid for it.</summary>
    public static SoldBasket? Of(PricedTicket ticket)
    {
        if (ticket.Promoted.Discounts.All(discount => discount.DealGroup == 0))
            return null;
        var discounts = ticket.Promoted.Discounts.Where(discount => discount.DealGroup > 0)
            .Select(discount => (discount.LineNumber, Deal: new SoldDeal(discount.PromotionId, discount.DealGroup, discount.Quantity)));
        var helpers = ticket.Promoted.Helpers.Select(helper => (helper.LineNumber, Deal: new SoldDeal(helper.PromotionId, helper.DealGroup, helper.Quantity)));
        var deals = discounts.Concat(helpers).ToLookup(one => one.LineNumber, one => one.Deal);
        var saleLines = ticket.SaleLines.Where(line => line.LinkedToLine is null).ToLookup(line => line.TicketLine, line => line.LineNumber);
        return new SoldBasket([.. ticket.Lines.Select(line => line.ForPromotions()).Where(line => line.TakesDiscount)
            .Select(line => new SoldGoods(line, [.. saleLines[line.LineNumber]], [.. deals[line.LineNumber]]))])
        { Level = ticket.Customer.Discount };
    }

    public static SoldBasket Read(string basket) => JsonSerializer.Deserialize<SoldBasket>(basket, ValueJson.Stored)!;

    public string Write() => JsonSerializer.Serialize(this, ValueJson.Stored);
}

/// <param name="Goods">The line as the promotions saw it.</param>
/// <param name="SaleLines">The lines of the sale that it became: itself, or the parts of a kit.</param>
/// <param name="Deals">The deals that it is a part of, with a discount or as what the deal rests on.</param>
internal sealed record SoldGoods(BasketLine Goods, IReadOnlyList<int> SaleLines, IReadOnlyList<SoldDeal> Deals);

/// <param name="PromotionId">The promotion.</param>
/// <param name="DealGroup">The deal's number in this sale.</param>
/// <param name="Quantity">How much of the line is in it.</param>
internal sealed record SoldDeal(long PromotionId, int DealGroup, Quantity Quantity);
