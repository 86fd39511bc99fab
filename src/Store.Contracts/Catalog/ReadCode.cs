using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Catalog;

/// <summary>
/// What a scanned or typed code stands for in a store. A product's own barcode and item code come first, then the masks of the store, then those of the chain, each in
/// their order; the first that fits decides.
/// </summary>
public sealed record ReadCode(long StoreId, string Code) : IRequest<CodeMeaning>;

/// <param name="Kind">What the code belongs to; Unknown where nothing fits.</param>
/// <param name="Code">The item's or card's own code within it: the digits of the item on a scale's label, the number of the card; the whole code where it is nothing else.</param>
public sealed record CodeMeaning(CodeKind Kind, string Code)
{
    /// <summary>The product; null where the code is of another kind, or names an item that is not sold.</summary>
    public long? ProductId { get; init; }

    /// <summary>The barcode as it is kept; null where an item code was typed.</summary>
    public string? Barcode { get; init; }

    /// <summary>What the barcode is printed on, such as the box; null for the product's own unit.</summary>
    public string? Unit { get; init; }

    /// <summary>How many base units it holds.</summary>
    public Quantity Factor { get; init; } = new(Kernel.Values.Quantity.PerUnit);

    /// <summary>The quantity that the code itself says, in the product's own unit: a weight or a number of pieces. Null where it says none.</summary>
    public Quantity? Quantity { get; init; }

    /// <summary>The amount that the code itself says; on a label with both, amount and quantity. Null where it says none.</summary>
    public Money? Amount { get; init; }

    /// <summary>The mask that fitted; null where none was needed.</summary>
    public string? MaskName { get; init; }
}

/// <summary>What a code can belong to.</summary>
public enum CodeKind
{
    Unknown,
    Product,
    Member,
    Coupon,
    GiftCard,
    Staff,
}
