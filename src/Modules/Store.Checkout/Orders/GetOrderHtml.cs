using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Store.Checkout.Receipts;
using Store.Contracts.Chain;

namespace Store.Checkout.Orders;

/// <summary>A quotation or an order on paper: the goods and their agreed prices, what was paid ahead, what is still to be paid, until when a quotation counts.</summary>
internal static class GetOrderHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    internal sealed record Query(long StoreId, long OrderId, string? Language) : IQuery<string>, IStoreScoped;

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancellationToken)
        {
            var order = await mediator.Send(new GetOrder.Query(query.StoreId, query.OrderId), cancellationToken);
            var store = await mediator.Send(new GetStore(query.StoreId), cancellationToken);
            return Render(order, store, Words.In(query.Language), ReceiptWords.In(query.Language));
        }

        private static string Render(GetOrder.Result order, StoreFacts store, Words words, ReceiptWords receiptWords)
        {
            var quotation = order.Kind == OrderKinds.Quotation;
            var html = new StringBuilder();
            html.Append(CultureInfo.InvariantCulture, $$"""
                <!doctype html><meta charset="utf-8"><title>{{order.Number}}</title>
                <style>body{font:14px/1.5 system-ui,sans-serif;max-width:180mm;margin:0 auto;padding:8mm}h1,h2{text-align:center;font-size:20px;margin:0}h2{font-weight:400}
                table{width:100%;border-collapse:collapse;margin:12px 0;border-block:1px solid #888}td:not(:first-child),th:not(:first-child){text-align:right}
                dl{display:grid;grid-template-columns:1fr auto;margin:0}dd{margin:0;text-align:right}.total{font-size:18px;font-weight:600}p{text-align:center;margin:4px 0}.code{width:80mm;height:12mm;display:block;margin:8px auto 0}</style>
                <h1>{{Text(store.Name)}}</h1><h2>{{Text(quotation ? words.Quotation : words.Order)}} {{order.Number}}</h2>
                <dl><dt>{{Text(words.Customer)}}</dt><dd>{{Text(order.CustomerName)}} {{Text(order.CustomerPhone ?? "")}}</dd><dt>{{Text(words.Date)}}</dt><dd>{{store.Time().Local(order.CreatedAt):yyyy-MM-dd HH:mm}}</dd>
                """);
            if (quotation && order.ValidUntil is { } until)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(words.ValidUntil)}</dt><dd>{until:yyyy-MM-dd}</dd>");
            if (order.DueDate is { } due)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(words.DueDate)}</dt><dd>{due:yyyy-MM-dd}</dd>");
            html.Append(CultureInfo.InvariantCulture, $"</dl><table><tr><th align=left>{Text(receiptWords.Item)}</th><th>{Text(receiptWords.Quantity)}</th><th>{Text(receiptWords.Price)}</th><th>{Text(words.Discount)}</th><th>{Text(receiptWords.Amount)}</th></tr>");
            foreach (var line in order.Lines)
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(line.ProductName)}</td><td>{line.Quantity}{Text(line.Unit)}</td><td>{line.UnitPrice}</td><td>{(line.Discount == Money.Zero ? "" : "-" + line.Discount)}</td><td>{line.Amount}</td></tr>");
            html.Append(CultureInfo.InvariantCulture, $"</table><dl><dt class=total>{Text(receiptWords.Total)}</dt><dd class=total>{Text(store.Currency)} {order.Total}</dd>");
            if (!quotation)
            {
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(words.DepositRequired)}</dt><dd>{order.DepositRequired}</dd>");
                foreach (var payment in order.Payments)
                    html.Append(CultureInfo.InvariantCulture, $"<dt>{store.Time().Local(payment.OccurredAt):yyyy-MM-dd} {Text(words.Kinds[payment.Kind])} {Text(payment.Kind is OrderBook.Deposit or OrderBook.Refund ? receiptWords.Tender(payment.Tender) : "")}</dt><dd>{payment.Amount}</dd>");
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(words.Paid)}</dt><dd>{order.Paid}</dd>");
                if (order.State is not (OrderStates.Completed or OrderStates.Cancelled))
                    html.Append(CultureInfo.InvariantCulture, $"<dt class=total>{Text(words.Balance)}</dt><dd class=total>{order.Balance}</dd>");
            }

            return html.Append(CultureInfo.InvariantCulture, $"</dl><p>{Text(order.Note ?? "")}</p>{Code128.Svg(order.Code)}<p>{order.Code}</p>\n").ToString();
        }

        private static string Text(string text) => Encoder.Encode(text);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/orders/{orderId:long}/paper.html", async (long storeId, long orderId, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Content(await mediator.Send(new Query(storeId, orderId, language), cancel), "text/html; charset=utf-8"))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(GetOrderHtml)).WithSummary("Get a quotation or order as a page to print")
            .Produces<string>(contentType: "text/html").ProducesProblem(404);
    }

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
