using MediatR;
using Store.Contracts.Members;
using Store.Kernel.Values;

namespace Store.Contracts.Catalog;

/// <summary>
/// What products cost a customer in a store at a moment of the store's own time, before promotions. What is unknown, not for sale there or has no price is left out;
/// the answers come in any order, one per item.
/// </summary>
/// <param name="StoreId">The store.</param>
/// <param name="Items">What is asked for; each once.</param>
/// <param name="LocalTime">The clock on the store's wall.</param>
/// <param name="Customer">Who buys, for member and group prices; null for a passer-by.</param>
public sealed record PriceProducts(long StoreId, IReadOnlyCollection<PriceItem> Items, DateTime LocalTime, Standing? Customer = null) : IRequest<IReadOnlyList<PricedProduct>>
{
    /// <summary>True where it does not matter whether the store lists the products, as for goods that are taken back. Who may sell what is not listed need not say so.</summary>
    public bool AlsoUnlisted { get; init; }
}

/// <param name="ProductId">The product.</param>
/// <param name="Unit">One of its units, such as the box; null for the base unit.</param>
public sealed record PriceItem(long ProductId, string? Unit = null);

/// <param name="ProductId">The product.</param>
/// <param name="Code">Item code (货号).</param>
/// <param name="Name">Name as printed on the receipt.</param>
/// <param name="Unit">The unit that the prices are for.</param>
/// <param name="Price">What one unit costs this customer.</param>
/// <param name="PriceId">The version of the price, to keep on the sale line.</param>
/// <param name="TaxCode">Tax code.</param>
/// <param name="TaxRate">Its rate now.</param>
public sealed record PricedProduct(
    long ProductId, string Code, string Name, string Unit, Money Price, long PriceId, string TaxCode, TaxRate TaxRate)
{
    /// <summary>How many base units one unit has; stock is kept in base units.</summary>
    public Quantity Factor { get; init; } = Quantity.One;

    /// <summary>The retail price (原价) that everyone pays without a price list; what a lower price is measured against.</summary>
    public Money ListPrice { get; init; } = Price;

    /// <summary>Where the price comes from.</summary>
    public PriceSource Source { get; init; } = PriceSource.Retail;

    /// <summary>The price list or special that gave the price, in words; null for the retail price.</summary>
    public string? SourceName { get; init; }

    public string Brand { get; init; } = "";

    public long? CategoryId { get; init; }

    public ItemFlags Flags { get; init; }

    /// <summary>Whether promotions and discounts by hand may touch it.</summary>
    public bool TakesDiscount => (Flags & (ItemFlags.NoDiscount | ItemFlags.Deposit | ItemFlags.Value)) == ItemFlags.None;

    /// <summary>From what age the product may be sold; 0 for everyone.</summary>
    public int AgeLimit { get; init; }

    /// <summary>The lowest price of one unit that needs nobody's approval (price floor or margin guard); null where there is none.</summary>
    public Money? Floor { get; init; }

    /// <summary>What is charged besides, per unit sold, such as the bottle's deposit; null for most.</summary>
    public LinkedProduct? Deposit { get; init; }

    /// <summary>What a kit is made of: stock falls at the parts, and the kit's price is spread over them. Empty for anything else.</summary>
    public IReadOnlyList<LinkedProduct> Parts { get; init; } = [];
}

/// <param name="ProductId">The linked product, in its base unit.</param>
/// <param name="Quantity">How much of it goes with one unit.</param>
public sealed record LinkedProduct(long ProductId, Quantity Quantity);

/// <summary>What may not be done with an item, or has to be asked when it is sold.</summary>
[Flags]
public enum ItemFlags
{
    None = 0,

    /// <summary>No promotion and no manual discount touches it.</summary>
    NoDiscount = 1,

    /// <summary>Its price may not be overridden at the till.</summary>
    NoPriceChange = 2,

    /// <summary>Sold by weight: the quantity comes from a scale or its label.</summary>
    Weighed = 4,

    /// <summary>Its serial number is asked for.</summary>
    Serial = 8,

    /// <summary>Its batch is asked for.</summary>
    Batch = 16,

    /// <summary>A deposit: empties may be taken back without a receipt, and nothing is earned or taken off.</summary>
    Deposit = 32,

    /// <summary>It sells value that is owed afterwards, such as a top-up, a gift card or a membership: no stock, no discount, nothing earned.</summary>
    Value = 64,
}

/// <summary>What gave a price, weakest first; the order of the fixed precedence.</summary>
public enum PriceSource
{
    Retail = 0,
    PriceList = 1,
    Member = 2,
    Special = 3,
    MemberSpecial = 4,

    /// <summary>A change whose label is not on the shelf yet: the lower of both prices.</summary>
    AwaitingLabel = 5,
}
