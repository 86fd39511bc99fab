using Store.Checkout.Receipts;

namespace Store.Checkout.Reports;

/// <summary>The words on X and Z reports, in the languages of the receipts.</summary>
internal sealed record ReportWords(
    string XReport, string ZReport, string BusinessDate, string Opened, string Ended, string ClosedBy, string ApprovedBy, string MadeAt, string Sales, string Returns, string Net, string Tax,
    string Total, string Receipts, string Tenders, string Drawer, string Float, string Expected, string Count, string OverShort, IReadOnlyDictionary<string, string> Kinds,
    IReadOnlyDictionary<string, string> Movements, IReadOnlyDictionary<string, string> Voids, string NoSales, ReceiptWords Receipt)
{
    private static readonly ReportWords Hans = new(
        "X 报表（实时）", "Z 报表（交班）", "营业日", "开班", "停止收银", "交班人", "批准人", "打印时间", "销售", "退货", "不含税", "税额", "合计", "小票号", "收款方式", "钱箱", "备用金", "应有现金", "第几次清点", "长短款",
        new Dictionary<string, string> { ["Fixed"] = "固定班次", ["Floating"] = "流动班次", ["Shared"] = "共用班次" },
        new Dictionary<string, string>
        {
            ["FloatIn"] = "备用金转入", ["CashIn"] = "现金存入", ["CashOut"] = "现金取出", ["SafeDrop"] = "存入保险柜", ["BankDrop"] = "存入银行", ["PettyCash"] = "零星支出", ["Income"] = "其他收入",
        }, new Dictionary<string, string> { ["Line"] = "删除商品", ["Sale"] = "整单作废", ["Parked"] = "作废挂单" }, "空开钱箱", ReceiptWords.In("zh-Hans"));

    private static readonly ReportWords Hant = new(
        "X 報表（即時）", "Z 報表（交班）", "營業日", "開班", "停止收銀", "交班人", "核准人", "列印時間", "銷售", "退貨", "未稅", "稅額", "合計", "單號", "付款方式", "錢箱", "備用金", "應有現金", "第幾次清點", "長短款",
        new Dictionary<string, string> { ["Fixed"] = "固定班次", ["Floating"] = "流動班次", ["Shared"] = "共用班次" },
        new Dictionary<string, string>
        {
            ["FloatIn"] = "備用金轉入", ["CashIn"] = "現金存入", ["CashOut"] = "現金取出", ["SafeDrop"] = "存入保險櫃", ["BankDrop"] = "存入銀行", ["PettyCash"] = "零用金支出", ["Income"] = "其他收入",
        }, new Dictionary<string, string> { ["Line"] = "刪除商品", ["Sale"] = "整單作廢", ["Parked"] = "作廢掛單" }, "空開錢箱", ReceiptWords.In("zh-Hant"));

    private static readonly ReportWords English = new(
        "X report", "Z report", "Business date", "Opened", "Ended", "Closed by", "Approved by", "Made", "Sales", "Returns", "Net", "Tax", "Total", "Receipts", "Tenders", "Drawer", "Float",
        "Expected cash", "Count", "Over/short",
        new Dictionary<string, string> { ["Fixed"] = "Fixed shift", ["Floating"] = "Floating shift", ["Shared"] = "Shared shift" },
        new Dictionary<string, string>
        {
            ["FloatIn"] = "Float entry", ["CashIn"] = "Cash in", ["CashOut"] = "Cash out", ["SafeDrop"] = "Safe drop", ["BankDrop"] = "Bank drop", ["PettyCash"] = "Petty cash", ["Income"] = "Other income",
        }, new Dictionary<string, string> { ["Line"] = "Voided lines", ["Sale"] = "Voided baskets", ["Parked"] = "Voided parked baskets" }, "Drawer opened without a sale", ReceiptWords.In("en"));

    /// <param name="language">zh-Hans, zh-Hant or en; anything else gives zh-Hans.</param>
    public static ReportWords In(string? language) => language switch
    {
        "zh-Hant" => Hant,
        "en" => English,
        _ => Hans,
    };

    public string Tender(string name) => Receipt.Tender(name);

    public string ShiftKind(string name) => Kinds.TryGetValue(name, out var word) ? word : name;

    public string Void(string kind) => Voids.TryGetValue(kind, out var word) ? word : kind;

    public string Movement(string name) => Movements.TryGetValue(name, out var word) ? word : name;
}
