using System.Globalization;
using Store.Contracts.Loyalty;

namespace Store.Checkout.Receipts;

/// <summary>The words on a receipt, in the languages receipts are printed in.</summary>
internal sealed record ReceiptWords(
    string Receipt, string Return, string Number, string Register, string Cashier, string Original, string Item, string Quantity, string Price, string Amount, string Pieces,
    string Total, string RefundTotal, string Tax, string TaxIncluded, string Rounding, string Correction, string Change, string Thanks, IReadOnlyDictionary<string, string> Tenders)
{
    private static readonly ReceiptWords Hans = new(
        "销售小票", "退货小票", "小票号", "收银台", "收银员", "原小票号", "品名", "数量", "单价", "金额", "件数", "合计", "退款合计", "税额", "其中税额", "现金舍入", "更正", "找零", "谢谢惠顾",
        new Dictionary<string, string> { ["Cash"] = "现金", ["Card"] = "银行卡", ["Wallet"] = "电子钱包", ["ForeignCash"] = "外币现金", ["Deposit"] = "订金", ["Points"] = "积分", ["StoredValue"] = "储值", ["GiftCard"] = "礼品卡", ["StoredChange"] = "零钱转存", ["Imported"] = "转入" })
    { BrokenDeal = "优惠取消", Used = "已使用", Credit = "抵扣", Points = ["原有积分", "本次获得", "本次使用", "积分余额"], Coupon = "优惠券", Valid = "有效期" };

    private static readonly ReceiptWords Hant = new(
        "銷售明細", "退貨明細", "單號", "收銀台", "收銀員", "原單號", "品名", "數量", "單價", "金額", "件數", "合計", "退款合計", "稅額", "內含稅額", "現金尾數", "更正", "找零", "謝謝惠顧",
        new Dictionary<string, string> { ["Cash"] = "現金", ["Card"] = "信用卡", ["Wallet"] = "電子錢包", ["ForeignCash"] = "外幣現金", ["Deposit"] = "訂金", ["Points"] = "點數", ["StoredValue"] = "儲值", ["GiftCard"] = "禮品卡", ["StoredChange"] = "找零儲值", ["Imported"] = "轉入" })
    { BrokenDeal = "優惠取消", Used = "已使用", Credit = "折抵", Points = ["原有點數", "本次獲得", "本次使用", "點數餘額"], Coupon = "優惠券", Valid = "有效期" };

    private static readonly ReceiptWords English = new(
        "Receipt", "Return", "No.", "Register", "Cashier", "Original no.", "Item", "Qty", "Price", "Amount", "Items", "Total", "Refund", "Tax", "Tax included", "Cash rounding", "Corrected", "Change", "Thank you",
        new Dictionary<string, string> { ["Cash"] = "Cash", ["Card"] = "Card", ["Wallet"] = "Wallet", ["ForeignCash"] = "Foreign cash", ["Deposit"] = "Deposit", ["Points"] = "Points", ["StoredValue"] = "Stored value", ["GiftCard"] = "Gift card", ["StoredChange"] = "Change stored", ["Imported"] = "Imported" })
    { BrokenDeal = "Deal off", Used = "Used", Credit = "Credit", Points = ["Points before", "Points earned", "Points used", "Points now"], Coupon = "Coupon", Valid = "Valid" };

    /// <param name="language">zh-Hans, zh-Hant or en; anything else gives zh-Hans.</param>
    public static ReceiptWords In(string? language) => language switch
    {
        "zh-Hant" => Hant,
        "en" => English,
        _ => Hans,
    };

    /// <summary>Beside goods that the customer keeps and that cost more from now on, since goods of their deal have come back.</summary>
    private string BrokenDeal { get; init; } = "";

    /// <summary>Beside what has been used of a membership that comes back.</summary>
    private string Used { get; init; } = "";

    /// <summary>Before the name of a lower membership whose rest pays for a higher one.</summary>
    private string Credit { get; init; } = "";

    /// <summary>Points before, earned, used and now.</summary>
    private IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>Above a coupon for whoever holds the receipt.</summary>
    public string Coupon { get; private init; } = "";

    /// <summary>Before the days of a coupon.</summary>
    private string Valid { get; init; } = "";

    /// <summary>From when to when a coupon is good; nothing where it always is.</summary>
    public string DaysOf(ReceiptCoupon coupon) => coupon.ValidTo is { } to ? $"{Valid} {coupon.ValidFrom:yyyy-MM-dd} – {to:yyyy-MM-dd}" : "";

    /// <summary>What a receipt says of its member's points; nothing without a member, and no line for what did not happen.</summary>
    public IEnumerable<(string Word, string Points)> PointsOf(GetReceipt.Result receipt) => receipt.Points is not { } points ? [] : Points
        .Zip([points.PointsBefore, points.PointsEarned, points.PointsUsed, points.PointsAfter], (word, count) => (Word: word, Count: count))
        .Where((line, index) => index is 0 or 3 || line.Count != 0).Select(line => (line.Word, line.Count.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The change that the member has stored; nothing where none was.</summary>
    public IEnumerable<(string Word, Money Amount)> StoredChangeOf(GetReceipt.Result receipt) =>
        receipt.Payments.Where(payment => payment.Tender == Contracts.Checkout.Tenders.StoredChange).Select(payment => (Tender(payment.Tender), -payment.Amount));

    public string QuantityOf(GetReceipt.Line line) => line.Quantity == Kernel.Values.Quantity.Zero ? line.IsValue ? Used : BrokenDeal : $"{line.Quantity}{line.Unit}";

    /// <summary>What was credited beneath the line or taken off for the member's level, and how much; null for most lines.</summary>
    public (string Words, string Amount)? CreditOf(GetReceipt.Line line) =>
        line.Credit is { } credit ? ($"{Credit} {credit.Name}", (-credit.Amount).ToString())
        : line.LevelDiscount is { } level ? (level.Name, (-level.Amount).ToString())
        : null;

    public static string PriceOf(GetReceipt.Line line) => line.Quantity == Kernel.Values.Quantity.Zero ? "" : line.UnitPrice.ToString();

    public string Tender(string name) => Tenders.TryGetValue(name, out var word) ? word : name;
}
