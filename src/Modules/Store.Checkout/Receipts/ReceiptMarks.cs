using System.Globalization;

namespace Store.Checkout.Receipts;

/// <summary>What is written on prints that are not the original receipt.</summary>
/// <param name="Gift">The title of a gift receipt.</param>
/// <param name="GiftHint">What the one who is given the goods can do with it.</param>
/// <param name="Copy">The mark of a copy.</param>
internal sealed record ReceiptMarks(string Gift, string GiftHint, string Copy)
{
    private static readonly ReceiptMarks Hans = new("礼品小票", "凭此小票可退换商品", "副本");
    private static readonly ReceiptMarks Hant = new("禮品收據", "憑此收據可退換商品", "複本");
    private static readonly ReceiptMarks English = new("Gift receipt", "Goods can be returned or exchanged with this receipt", "COPY");

    /// <param name="language">zh-Hans, zh-Hant or en; anything else gives zh-Hans.</param>
    public static ReceiptMarks In(string? language) => language switch
    {
        "zh-Hant" => Hant,
        "en" => English,
        _ => Hans,
    };

    /// <summary>The mark with the copy's number; null for the original.</summary>
    public string? CopyOf(int copy) => copy > 0 ? string.Create(CultureInfo.InvariantCulture, $"*** {Copy} {copy} ***") : null;
}

/// <summary>What is printed of a sale; each is counted by itself.</summary>
internal static class PrintKinds
{
    public const string Receipt = "Receipt";

    /// <summary>For someone who is given the goods: what was bought and the code to return it by, and no prices.</summary>
    public const string Gift = "Gift";
}
