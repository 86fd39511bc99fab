using Store.Contracts.Catalog;

namespace Store.Catalog.Products;

/// <summary>The flags of an item as lists of names, which is how programs and files see them.</summary>
internal static class ItemFlagNames
{
    public const int AgeAtMost = 99;

    private static readonly ItemFlags[] Single = [.. Enum.GetValues<ItemFlags>().Where(flag => flag != ItemFlags.None)];

    private static readonly Dictionary<string, ItemFlags> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["不打折"] = ItemFlags.NoDiscount, ["不参加折扣"] = ItemFlags.NoDiscount, ["不參加折扣"] = ItemFlags.NoDiscount, ["禁止打折"] = ItemFlags.NoDiscount,
        ["不改价"] = ItemFlags.NoPriceChange, ["不改價"] = ItemFlags.NoPriceChange, ["禁止改价"] = ItemFlags.NoPriceChange, ["禁止改價"] = ItemFlags.NoPriceChange,
        ["称重"] = ItemFlags.Weighed, ["稱重"] = ItemFlags.Weighed, ["序列号"] = ItemFlags.Serial, ["序號"] = ItemFlags.Serial, ["批次"] = ItemFlags.Batch, ["批号"] = ItemFlags.Batch,
        ["押金"] = ItemFlags.Deposit, ["储值"] = ItemFlags.Value, ["儲值"] = ItemFlags.Value,
    };

    /// <summary>What a list of names is told when one is none.</summary>
    public static string Known => string.Join(", ", Single);

    public static IReadOnlyList<string> Of(ItemFlags flags) => [.. Single.Where(flag => flags.HasFlag(flag)).Select(flag => flag.ToString())];

    public static ItemFlags From(IEnumerable<string> names) => names.Aggregate(ItemFlags.None, (flags, name) => flags | (One(name) ?? ItemFlags.None));

    public static bool AreKnown(IEnumerable<string> names) => names.All(name => One(name) is not null);

    /// <summary>The flag of a name, in English or as Chinese files have it; null where it is none.</summary>
    public static ItemFlags? One(string? name)
    {
        if (name is null)
            return null;
        if (Words.TryGetValue(name, out var word))
            return word;
        return Array.Find(Single, flag => flag.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)) is var found and not ItemFlags.None ? found : null;
    }
}
