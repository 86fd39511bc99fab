using System.Globalization;
using Store.Checkout.Paper;
using Store.Checkout.Receipts;
using Store.Contracts.Chain;
using Store.Contracts.Devices;

namespace Store.Checkout.Orders;

/// <summary>A quotation or an order on paper: the goods and their agreed prices, what was paid ahead, what is still to be paid, until when a quotation counts.</summary>
internal static class OrderPaper
{
    public static async Task<PrintDocument> Of(Db db, IMediator mediator, GetOrder.Result order, long storeId, string? language, CancellationToken cancellationToken)
    {
        var store = await mediator.Send(new GetStore(storeId), cancellationToken);
        var letterhead = await Letterhead.Of(db, storeId, cancellationToken);
        var (words, receiptWords) = (Words.In(language), ReceiptWords.In(language));
        var quotation = order.Kind == OrderKinds.Quotation;
        List<PrintElement> paper =
        [
            .. letterhead.Head(store.Name),
            PrintElement.Line($"{(quotation ? words.Quotation : words.Order)} {order.Number}", PrintAlign.Center),
            PrintElement.Apart(words.Customer, $"{order.CustomerName} {order.CustomerPhone}".TrimEnd()),
            PrintElement.Apart(words.Date, store.Time().Local(order.CreatedAt).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        ];
        if (quotation && order.ValidUntil is { } until)
            paper.Add(PrintElement.Apart(words.ValidUntil, Day(until)));
        if (order.DueDate is { } due)
            paper.Add(PrintElement.Apart(words.DueDate, Day(due)));
        paper.Add(PrintElement.Rule);
        foreach (var line in order.Lines)
        {
            paper.Add(PrintElement.Line(line.ProductName));
            paper.Add(PrintElement.Apart($"  {line.Quantity}{line.Unit} × {line.UnitPrice}{(line.Discount == Money.Zero ? "" : $" {words.Discount} -{line.Discount}")}", line.Amount.ToString()));
        }

        paper.Add(PrintElement.Rule);
        paper.Add(PrintElement.Apart(receiptWords.Total, $"{store.Currency} {order.Total}", bold: true));
        if (!quotation)
        {
            paper.Add(PrintElement.Apart(words.DepositRequired, order.DepositRequired.ToString()));
            foreach (var payment in order.Payments)
            {
                var tender = payment.Kind is OrderBook.Deposit or OrderBook.Refund ? receiptWords.Tender(payment.Tender) : "";
                paper.Add(PrintElement.Apart(string.Create(CultureInfo.InvariantCulture, $"{store.Time().Local(payment.OccurredAt):yyyy-MM-dd} {words.Kinds[payment.Kind]} {tender}"), payment.Amount.ToString()));
            }

            paper.Add(PrintElement.Apart(words.Paid, order.Paid.ToString()));
            if (order.State is not (OrderStates.Completed or OrderStates.Cancelled))
                paper.Add(PrintElement.Apart(words.Balance, order.Balance.ToString(), bold: true));
        }

        if (!string.IsNullOrEmpty(order.Note))
            paper.Add(PrintElement.Line(order.Note));
        paper.AddRange([PrintElement.Rule, .. letterhead.Foot(receiptWords.Thanks), Letterhead.Code(order.Code), PrintElement.Cut]);
        return new PrintDocument(paper);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Words(
        string Quotation, string Order, string Customer, string Date, string ValidUntil, string DueDate, string Discount, string DepositRequired, string Paid, string Balance,
        IReadOnlyDictionary<string, string> Kinds)
    {
        private static readonly Words Hans = new(
            "报价单", "客户订单", "顾客", "日期", "有效期至", "预计到货", "优惠", "应付订金", "已付", "尾款",
            new Dictionary<string, string> { [OrderBook.Deposit] = "订金", [OrderBook.Used] = "抵付货款", [OrderBook.Refund] = "退还", [OrderBook.Fee] = "取消手续费" });

        private static readonly Words Hant = new(
            "報價單", "客戶訂單", "顧客", "日期", "有效期至", "預計到貨", "優惠", "應付訂金", "已付", "尾款",
            new Dictionary<string, string> { [OrderBook.Deposit] = "訂金", [OrderBook.Used] = "抵付貨款", [OrderBook.Refund] = "退還", [OrderBook.Fee] = "取消手續費" });

        private static readonly Words English = new(
            "Quotation", "Customer order", "Customer", "Date", "Valid until", "Expected", "Discount", "Deposit asked", "Paid", "Balance due",
            new Dictionary<string, string> { [OrderBook.Deposit] = "Deposit", [OrderBook.Used] = "Used for the sale", [OrderBook.Refund] = "Given back", [OrderBook.Fee] = "Cancellation fee" });

        public static Words In(string? language) => language switch
        {
            "zh-Hant" => Hant,
            "en" => English,
            _ => Hans,
        };
    }
}
