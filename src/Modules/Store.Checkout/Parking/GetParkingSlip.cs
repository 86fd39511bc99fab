using System.Globalization;
using System.Text.Encodings.Web;
using Store.Checkout.Receipts;
using Store.Contracts.Chain;

namespace Store.Checkout.Parking;

/// <summary>The slip that goes with a parked basket: its code to scan at any till of the store, how much is in it, and that it is no receipt.</summary>
internal static class GetParkingSlip
{
    internal sealed record Query(long StoreId, long ParkedSaleId, string? Language) : IQuery<string>, IStoreScoped;

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, string>
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

        public async Task<string> Handle(Query query, CancellationToken cancellationToken)
        {
            var parked = await db.Find<Parked>("""
                SELECT p.ParkedAt, p.ParkedByName, p.ItemCount, p.TotalMinor, p.Note, r.Code AS RegisterCode
                FROM   checkout.ParkedSales p
                JOIN   checkout.Registers r ON r.RegisterId = p.RegisterId
                WHERE  p.ParkedSaleId = @ParkedSaleId AND p.StoreId = @StoreId
                """, query, cancellationToken) ?? throw new NotFound("parked", query.ParkedSaleId);
            var store = await mediator.Send(new GetStore(query.StoreId), cancellationToken);
            var (title, notPaid, items, total) = Words(query.Language);
            var code = ParkCode.Of(query.ParkedSaleId);
            return string.Create(CultureInfo.InvariantCulture, $$"""
                <!doctype html><meta charset="utf-8"><title>{{code}}</title>
                <style>body{font:14px/1.5 system-ui,sans-serif;max-width:80mm;margin:0 auto;padding:4mm;text-align:center}h1,h2{font-size:18px;margin:0}h2{font-weight:400}
                dl{display:grid;grid-template-columns:1fr auto;margin:8px 0;text-align:left}dd{margin:0;text-align:right}.code{width:100%;height:48px}p{margin:4px 0}</style>
                <h1>{{Text(store.Name)}}</h1><h2>{{title}}</h2>
                <dl><dt>{{Text(parked.RegisterCode)}} {{Text(parked.ParkedByName)}}</dt><dd>{{store.Time().Local(parked.ParkedAt):yyyy-MM-dd HH:mm}}</dd>
                <dt>{{items}}</dt><dd>{{parked.ItemCount}}</dd><dt>{{total}}</dt><dd>{{Text(store.Currency)}} {{parked.Total}}</dd></dl>
                <p>{{Text(parked.Note ?? "")}}</p>{{Code128.Svg(code)}}<p>{{code}}</p><p>{{notPaid}}</p>

                """);
        }

        private static (string Title, string NotPaid, string Items, string Total) Words(string? language) => language switch
        {
            "zh-Hant" => ("掛單憑條", "尚未付款，不作為銷售憑證", "品項", "合計"),
            "en" => ("Parked sale", "Not paid; this is no receipt", "Lines", "Total"),
            _ => ("挂单凭条", "尚未付款，不作为销售凭证", "行数", "合计"),
        };

        private static string Text(string text) => Encoder.Encode(text);

        private sealed record Parked(DateTime ParkedAt, string ParkedByName, int ItemCount, Money Total, string? Note, string RegisterCode);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/parked-sales/{parkedSaleId:long}/slip.html", async (
                long storeId, long parkedSaleId, string? language, IMediator mediator, CancellationToken cancel) =>
                Results.Content(await mediator.Send(new Query(storeId, parkedSaleId, language), cancel), "text/html; charset=utf-8"))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetParkingSlip)).WithSummary("Get the slip of a parked basket")
            .Produces<string>(contentType: "text/html").ProducesProblem(404);
    }
}
