using System.Globalization;
using Store.Checkout.Paper;
using Store.Contracts.Chain;
using Store.Contracts.Devices;

namespace Store.Checkout.Parking;

/// <summary>The slip that goes with a parked basket: its code to scan at any till of the store, how much is in it, and that it is no receipt.</summary>
internal static class ParkingPaper
{
    public static async Task<PrintDocument> Of(Db db, IMediator mediator, long storeId, long parkedSaleId, string? language, CancellationToken cancellationToken)
    {
        var parked = await db.Find<Parked>("""
            SELECT p.ParkedAt, p.ParkedByName, p.ItemCount, p.TotalMinor, p.Note, r.Code AS RegisterCode
            FROM   checkout.ParkedSales p
            JOIN   checkout.Registers r ON r.RegisterId = p.RegisterId
            WHERE  p.ParkedSaleId = @parkedSaleId AND p.StoreId = @storeId
            """, new { parkedSaleId, storeId }, cancellationToken) ?? throw new NotFound("parked", parkedSaleId);
        var store = await mediator.Send(new GetStore(storeId), cancellationToken);
        var (title, notPaid, items, total) = Words(language);
        List<PrintElement> paper =
        [
            PrintElement.Line(store.Name, PrintAlign.Center, bold: true, scale: 2),
            PrintElement.Line(title, PrintAlign.Center),
            PrintElement.Apart($"{parked.RegisterCode} {parked.ParkedByName}", store.Time().Local(parked.ParkedAt).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
            PrintElement.Apart(items, parked.ItemCount.ToString(CultureInfo.InvariantCulture)),
            PrintElement.Apart(total, $"{store.Currency} {parked.Total}", bold: true),
        ];
        if (parked.Note is not null)
            paper.Add(PrintElement.Line(parked.Note));
        paper.AddRange([Letterhead.Code(ParkCode.Of(parkedSaleId)), PrintElement.Line(notPaid, PrintAlign.Center, bold: true), PrintElement.Cut]);
        return new PrintDocument(paper);
    }

    private static (string Title, string NotPaid, string Items, string Total) Words(string? language) => language switch
    {
        "zh-Hant" => ("掛單憑條", "尚未付款，不作為銷售憑證", "品項", "合計"),
        "en" => ("Parked sale", "Not paid; this is no receipt", "Lines", "Total"),
        _ => ("挂单凭条", "尚未付款，不作为销售凭证", "行数", "合计"),
    };

    private sealed record Parked(DateTime ParkedAt, string ParkedByName, int ItemCount, Money Total, string? Note, string RegisterCode);
}
