using Store.Contracts.Catalog;

namespace Store.Inventory.Stock;

/// <summary>One product's stock in one store.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Code">Item code.</param>
/// <param name="Name">Name.</param>
/// <param name="Unit">Base unit.</param>
/// <param name="Quantity">What the books say is there; below zero when more was sold than was booked in.</param>
/// <param name="Value">What it is worth at moving average.</param>
/// <param name="AverageCost">Value of one base unit; null while there is nothing.</param>
/// <param name="AllowNegative">Whether it may go below zero here; null: as the store says.</param>
internal sealed record StockItem(long ProductId, string Code, string Name, string Unit, Quantity Quantity, Money Value, Money? AverageCost, bool? AllowNegative)
{
    public static StockItem Of(StockRow row, ProductFacts? product) => new(
        row.ProductId, product?.Code ?? "", product?.Name ?? "", product?.Unit ?? "", row.Quantity, row.Value,
        row.Quantity > Quantity.Zero ? row.Value.Share(Quantity.PerUnit, row.Quantity.Milli) : null, row.NegativeAllowed);
}

internal sealed record StockRow(long ProductId, Quantity Quantity, Money Value, bool? NegativeAllowed)
{
    /// <summary>A product that has never been in the store.</summary>
    public static StockRow Nothing(long productId) => new(productId, Quantity.Zero, Money.Zero, NegativeAllowed: null);
}
