using System.Globalization;
using Store.Contracts.Devices;

namespace Store.Checkout.Paper;

/// <summary>What a store has on its receipts besides the figures; nothing before it was set.</summary>
/// <param name="Header">Lines below the store's name: address, telephone, tax number.</param>
/// <param name="Footer">Lines at the end instead of the usual thanks.</param>
/// <param name="Logo">A PNG above the store's name.</param>
/// <param name="Link">An address at the end as a QR code: of the members' page, or of the shop's official account.</param>
/// <param name="LinkText">What is said below that code.</param>
/// <param name="PrintsZ">Whether the Z report prints by itself when a shift is closed.</param>
/// <param name="Version">0 before it was changed.</param>
internal sealed record Letterhead(string? Header, string? Footer, byte[]? Logo, string? Link, string? LinkText, bool PrintsZ, long Version)
{
    private static readonly Letterhead None = new(null, null, null, null, null, PrintsZ: true, 0);

    public static async Task<Letterhead> Of(Db db, long storeId, CancellationToken cancellationToken) => await db.Find<Letterhead>("""
        SELECT Header, Footer, Logo, Link, LinkText, PrintsZ, Version FROM checkout.Letterheads WHERE StoreId = @storeId
        """, new { storeId }, cancellationToken) ?? None;

    /// <summary>The head of a paper: logo, the store's name and the lines below it.</summary>
    public IEnumerable<PrintElement> Head(string storeName)
    {
        if (Logo is not null)
            yield return new PrintElement(PrintKind.Picture) { Png = Logo, Align = PrintAlign.Center };
        yield return PrintElement.Line(storeName, PrintAlign.Center, bold: true, scale: 2);
        if (!string.IsNullOrEmpty(Header))
            yield return PrintElement.Line(Header, PrintAlign.Center);
    }

    /// <summary>The foot of a paper.</summary>
    /// <param name="thanks">What it says where the store has no lines of its own.</param>
    public IEnumerable<PrintElement> Foot(string thanks)
    {
        yield return PrintElement.Line(string.IsNullOrEmpty(Footer) ? thanks : Footer, PrintAlign.Center);
        if (string.IsNullOrEmpty(Link))
            yield break;
        yield return new PrintElement(PrintKind.QrCode) { Data = Link, Align = PrintAlign.Center };
        if (!string.IsNullOrEmpty(LinkText))
            yield return PrintElement.Line(LinkText, PrintAlign.Center);
    }

    /// <summary>A code that a scanner at the till reads, with its letters below.</summary>
    public static PrintElement Code(string code) => new(PrintKind.Barcode) { Symbology = "Code128", Data = code, Readable = true, Align = PrintAlign.Center };

    /// <summary>The number of a receipt as it is said and printed.</summary>
    public static string Number(string registerCode, long receiptNumber) => string.Create(CultureInfo.InvariantCulture, $"{registerCode}-{receiptNumber:000000}");
}
