namespace Store.Catalog.Import;

/// <summary>
/// The columns of a product file, by the names they go by in its first row:
/// <list type="bullet">
/// <item><c>code</c> 货号: the item code; the only column that every file has. A row with a known code changes that product, any other makes one.</item>
/// <item><c>name</c> 品名, <c>brand</c> 品牌, <c>spec</c> 规格, <c>unit</c> 单位 (件 where none is given).</item>
/// <item><c>category</c> 分类: the path from the top, as 食品/饮料; categories that do not exist are made.</item>
/// <item><c>tax_code</c> 税码 (NONE where none is given), <c>price</c> 零售价: the whole chain's, <c>active</c> 状态: 1 or 0, 是 or 否.</item>
/// <item><c>barcodes</c> 条码: separated by blanks; one of a pack is followed by how many units it holds and what it is: <c>16901234567899*24箱</c>.</item>
/// <item><c>flags</c> 标记: any of NoDiscount 不打折, NoPriceChange 不改价, Weighed 称重, Serial 序列号, Batch 批次, Deposit 押金, separated by blanks.</item>
/// <item><c>age_limit</c> 年龄限制: from what age it may be sold; 0 for everyone.</item>
/// <item><c>content</c> 净含量: what one unit holds, such as 500 g, 1.5 l or 10 piece; <c>price_per</c> 计价单位: what labels compare prices by, 100g or kg, 100ml or l, piece.</item>
/// </list>
/// A column that the file does not have leaves the field as it is. One that it has sets it, empty too, but for name, unit, tax code, price and active, which are
/// never empty.
/// </summary>
internal static class ImportColumns
{
    public const string Code = "code";
    public const string Name = "name";
    public const string Brand = "brand";
    public const string Spec = "spec";
    public const string Unit = "unit";
    public const string Category = "category";
    public const string TaxCode = "tax_code";
    public const string Price = "price";
    public const string Barcodes = "barcodes";
    public const string Active = "active";
    public const string Flags = "flags";
    public const string AgeLimit = "age_limit";
    public const string Content = "content";
    public const string PricePer = "price_per";

    /// <summary>In the order in which they are exported.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Names = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [Code] = ["货号", "商品编码", "编码", "貨號", "sku"],
        [Name] = ["品名", "商品名称", "名称", "商品名稱"],
        [Brand] = ["品牌"],
        [Spec] = ["规格", "規格"],
        [Unit] = ["单位", "單位"],
        [Category] = ["分类", "类别", "分類"],
        [TaxCode] = ["税码", "稅碼", "tax code", "taxcode"],
        [Price] = ["零售价", "售价", "价格", "零售價"],
        [Barcodes] = ["条码", "商品条码", "條碼", "barcode"],
        [Active] = ["状态", "在售", "狀態"],
        [Flags] = ["标记", "商品标记", "標記"],
        [AgeLimit] = ["年龄限制", "年齡限制", "age limit"],
        [Content] = ["净含量", "淨含量", "net content"],
        [PricePer] = ["计价单位", "計價單位", "price per"],
    };
}
