using Store.Contracts.Catalog;

namespace Store.Catalog.Prices;

/// <summary>What is to be priced.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Unit">One of its units; empty for its own.</param>
/// <param name="Factor">How many of its own unit that unit holds.</param>
internal sealed record Priceable(long ProductId, string Unit, Quantity Factor);

/// <summary>A price that is in force and open to the customer.</summary>
/// <param name="PriceId">The version.</param>
/// <param name="ProductId">The product.</param>
/// <param name="StoreId">Where it holds; 0 for the whole chain.</param>
/// <param name="Unit">The unit it is for; empty for the product's own.</param>
/// <param name="Price">Price of one unit.</param>
/// <param name="FromLocal">Since when.</param>
/// <param name="ListId">Its list; 0 for the retail price.</param>
/// <param name="ListName">The list's name; empty for the retail price.</param>
/// <param name="Source">What kind of price it is.</param>
/// <param name="Priority">The list's priority; 0 without one.</param>
/// <param name="StyleId">The style whose price it is; 0 for the product's own.</param>
internal sealed record OpenPrice(
    long PriceId, long ProductId, long StoreId, string Unit, Money Price, DateTime FromLocal, long ListId, string ListName, PriceSource Source, int Priority, long StyleId = 0);

/// <summary>What one unit costs, and why.</summary>
/// <param name="Price">Price of one unit.</param>
/// <param name="PriceId">The version that it comes from.</param>
/// <param name="ListPrice">The retail price; the price itself where there is none.</param>
/// <param name="Source">What kind of price it is.</param>
/// <param name="SourceName">The list's name; null for the retail price.</param>
internal sealed record PriceInForce(Money Price, long PriceId, Money ListPrice, PriceSource Source, string? SourceName);

/// <summary>
/// Which of several prices counts. Of each list, and of the retail prices, the most specific row stands for it: the unit's own before the base unit's times the factor, the
/// store's before the chain's, the product's own before that of its style, then the one that began last, then the one set last. Between those: a special for members before a
/// plain special before everything else; a special that is dearer than the retail price counts only with a priority. Within a kind the highest priority wins, then the lowest price.
/// </summary>
internal static class PriceRule
{
    /// <summary>Stands in the place of a list for what the label on the shelf says: not a price of its own, but until a dearer label hangs there nobody pays more.</summary>
    public const long Label = -1;

    private const int Everyday = 0;
    private const int Special = 1;
    private const int MemberSpecial = 2;

    /// <summary>What an item costs; null where it has no price.</summary>
    public static PriceInForce? Of(Priceable item, IEnumerable<OpenPrice> prices)
    {
        var all = prices.ToList();
        var rivals = Rivals(item, all);
        if (rivals.Count == 0)
            return null;
        var winner = rivals[0].Price with { ListPrice = ListPrice(rivals) };

        // A label is for the product's own unit; a box with a price of its own has a label of its own.
        var onShelf = rivals[0].Row.Unit.Length > 0 ? null : all.Find(price => price.ListId == Label && price.ProductId == item.ProductId);
        return onShelf is not null && Money.Of(onShelf.Price, item.Factor) is var shown && shown < winner.Price
            ? winner with { Price = shown, Source = PriceSource.AwaitingLabel, SourceName = null }
            : winner;
    }

    /// <summary>The prices that stand for their lists, the one that counts first.</summary>
    public static IReadOnlyList<Rival> Rivals(Priceable item, IEnumerable<OpenPrice> prices)
    {
        var standing = prices
            .Where(price => price.ListId != Label && price.ProductId == item.ProductId && (price.Unit.Length == 0 || price.Unit == item.Unit))
            .GroupBy(price => price.ListId)
            .Select(list => list.OrderByDescending(price => price.Unit == item.Unit).ThenByDescending(price => price.StoreId).ThenBy(price => price.StyleId)
                .ThenByDescending(price => price.FromLocal).ThenByDescending(price => price.PriceId).First())
            .Select(price => (Row: price, Amount: price.Unit == item.Unit ? price.Price : Money.Of(price.Price, item.Factor)))
            .ToList();
        var retail = standing.Where(one => one.Row.ListId == PriceRow.Retail).Select(one => (Money?)one.Amount).FirstOrDefault();
        return
        [
            .. standing
                .Select(one => new Rival(one.Row, new PriceInForce(one.Amount, one.Row.PriceId, one.Amount, one.Row.Source, one.Row.ListName.Length == 0 ? null : one.Row.ListName),
                    Rank(one.Row.Source) != Everyday && one.Row.Priority == 0 && one.Amount > retail))
                .OrderBy(rival => rival.TooDear)
                .ThenByDescending(rival => Rank(rival.Row.Source)).ThenByDescending(rival => rival.Row.Priority)
                .ThenBy(rival => rival.Price.Price).ThenBy(rival => rival.Row.Source).ThenBy(rival => rival.Row.ListId),
        ];
    }

    /// <summary>The retail price among rivals; the price that counts where there is none.</summary>
    public static Money ListPrice(IReadOnlyList<Rival> rivals) => (rivals.FirstOrDefault(rival => rival.Row.ListId == PriceRow.Retail) ?? rivals[0]).Price.Price;

    /// <summary>The order of the kinds: specials for members, specials, everything else.</summary>
    public static int Rank(PriceSource source) => source switch
    {
        PriceSource.MemberSpecial => MemberSpecial,
        PriceSource.Special => Special,
        _ => Everyday,
    };

    /// <param name="Row">The row that stands for its list.</param>
    /// <param name="Price">What the item would cost by it.</param>
    /// <param name="TooDear">A special above the retail price, which counts for nothing.</param>
    internal sealed record Rival(OpenPrice Row, PriceInForce Price, bool TooDear);
}
