using Store.Contracts.Devices;
using Store.Devices.Profile;

namespace Store.Devices.EscPos;

/// <param name="Bytes">From the preamble to the last feed or cut.</param>
/// <param name="Warnings">What will not look as the document says, each once: a code, and after a space what it is about.</param>
/// <param name="Lines">About how many lines of text it is long, for how long printing may take.</param>
internal sealed record EncodedDocument(byte[] Bytes, IReadOnlyList<string> Warnings, int Lines);

/// <summary>Puts a document into the language of ESC/POS receipt printers.</summary>
internal static class EscPosEncoder
{
    /// <exception cref="InvalidDataException">It is longer than any paper.</exception>
    public static EncodedDocument Encode(PrintDocument document, PrinterProfile profile)
    {
        var paper = new EscPosPaper(profile);
        foreach (var element in document.Elements)
            Write(paper, element);
        return paper.Done();
    }

    private static void Write(EscPosPaper paper, PrintElement element)
    {
        switch (element.Kind)
        {
            case PrintKind.Text:
                paper.Text(element.Text ?? "", new TextStyle(element.Align, element.Bold, element.Inverted, Math.Max(1, element.Scale)));
                break;
            case PrintKind.Columns when element.Columns is { Count: > 0 } columns:
                paper.Columns(columns, new TextStyle(PrintAlign.Left, element.Bold, element.Inverted, Math.Max(1, element.Scale)));
                break;
            case PrintKind.Rule:
                paper.Rule();
                break;
            case PrintKind.Barcode:
                paper.Barcode(element);
                break;
            case PrintKind.QrCode:
                paper.QrCode(element);
                break;
            case PrintKind.Picture:
                paper.Picture(element);
                break;
            case PrintKind.Feed:
                paper.Feed(element.Lines);
                break;
            case PrintKind.Cut:
                paper.Cut();
                break;
        }
    }
}
