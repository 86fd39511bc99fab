using System.Text;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.Profile;

namespace Store.Devices.Virtual;

/// <summary>Does on paper what ESC/POS commands say, and hands those that are not about paper to the printer.</summary>
internal sealed class EscPosInterpreter(VirtualPrinterOptions options, VirtualPaper paper, Action<EscPosCommand> elsewhere, Action<byte[]> passOn)
{
    private static readonly Dictionary<int, int> CodePages = new() { [0] = 437, [2] = 850, [3] = 860, [4] = 863, [5] = 865, [16] = 1252, [17] = 866, [18] = 852, [19] = 858 };

    private static ReadOnlySpan<byte> Choose => [0x1B, 0x3D];

    private readonly VirtualCodes codes = new(options, paper);
    private Encoding codePage = Page(437);
    private bool chinese;
    private bool passes;
    private Bitmap? stored;

    /// <summary>Takes the first command of the bytes; 0 while it is not all there.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        if (passes && ForTheDisplay(bytes) is var others && (others > 0 || bytes.Length < Choose.Length))
        {
            passOn(bytes[..others].ToArray());
            return others;
        }

        if (EscPosParser.Next(bytes, chinese, options.Chinese == ChineseFont.Gb18030) is not { } command)
            return 0;
        if (command.Name == "text")
        {
            Put(command.Bytes);
        }
        else
        {
            paper.Receipt.Add(command.ToString());
            Execute(command, command.Bytes);
        }
        return command.Bytes.Length;
    }

    /// <summary>As after switching on.</summary>
    public void Reset()
    {
        paper.Reset();
        codes.Reset();
        (chinese, passes, codePage, stored) = (false, false, Page(437), null);
    }

    /// <summary>How many of the bytes come before the next choice between printer and display.</summary>
    private static int ForTheDisplay(ReadOnlySpan<byte> bytes) => bytes.IndexOf(Choose) is var at and >= 0 ? at : bytes[^1] == Choose[0] ? bytes.Length - 1 : bytes.Length;

    private void Execute(EscPosCommand command, byte[] bytes)
    {
        switch (command.Name)
        {
            case "ESC @":
                Reset();
                elsewhere(command);
                break;
            case "ESC =":
                passes = (bytes[2] & 3) == 2;
                break;
            case "LF":
                paper.PrintLine();
                break;
            case "HT":
                paper.Tab();
                break;
            case "ESC d":
                for (var line = 0; line < Math.Max(1, (int)bytes[2]); line++)
                {
                    if (line < bytes[2] || !paper.AtLineStart)
                        paper.PrintLine();
                }
                break;
            case "ESC J":
                if (!paper.AtLineStart)
                    paper.PrintLine();
                paper.FeedDots(bytes[2]);
                break;
            case "ESC a" when (bytes[2] & 0x0F) <= 2:
                paper.AlignTo((PrintAlign)(bytes[2] & 0x0F));
                break;
            case "ESC E" or "ESC G":
                paper.Bold = (bytes[2] & 1) != 0;
                break;
            case "ESC -" or "FS -":
                paper.Underline = bytes[2] & 3;
                break;
            case "GS B":
                paper.Inverted = (bytes[2] & 1) != 0;
                break;
            case "GS !":
                (paper.Across, paper.Down) = ((bytes[2] >> 4 & 7) + 1, (bytes[2] & 7) + 1);
                break;
            case "ESC !":
                (paper.Narrow, paper.Bold) = ((bytes[2] & 1) != 0, (bytes[2] & 8) != 0);
                (paper.Across, paper.Down, paper.Underline) = ((bytes[2] & 0x20) != 0 ? 2 : 1, (bytes[2] & 0x10) != 0 ? 2 : 1, bytes[2] >> 7);
                break;
            case "FS !":
                (paper.Across, paper.Down, paper.Underline) = ((bytes[2] & 4) != 0 ? 2 : 1, (bytes[2] & 8) != 0 ? 2 : 1, bytes[2] >> 7);
                break;
            case "ESC M":
                paper.Narrow = (bytes[2] & 1) != 0;
                break;
            case "ESC 2":
                paper.UseUsualSpacing();
                break;
            case "ESC 3":
                paper.Spacing = bytes[2];
                break;
            case "ESC t":
                codePage = Page(CodePages.GetValueOrDefault(bytes[2], 437));
                break;
            case "FS &":
                chinese = options.Chinese != ChineseFont.None;
                break;
            case "FS .":
                chinese = false;
                break;
            case "ESC $":
                paper.MoveTo(bytes[2] | bytes[3] << 8);
                break;
            case "ESC \\":
                paper.MoveBy((short)(bytes[2] | bytes[3] << 8));
                break;
            case "ESC *":
                paper.Put(Columns(bytes));
                break;
            case "GS v" when paper.AtLineStart:
                var stride = bytes[4] | bytes[5] << 8;
                paper.Print(Bitmap.FromRows(stride * 8, bytes[6] | bytes[7] << 8, bytes.AsSpan(8)).Enlarged((bytes[3] & 1) + 1, (bytes[3] >> 1 & 1) + 1));
                break;
            case "GS ( L" or "GS 8 L":
                Graphics(bytes.AsSpan(command.Name[3] == '(' ? 5 : 7));
                break;
            case "GS V" when options.Cutter:
                if (!paper.AtLineStart)
                    paper.PrintLine();
                if (bytes.Length > 3)
                    paper.FeedDots(bytes[3]);
                elsewhere(command);
                break;
            case "ESC i" or "ESC m" when options.Cutter:
                elsewhere(command);
                break;
            case "GS h" or "GS w" or "GS H" or "GS k" or "GS ( k":
                codes.Execute(command.Name, bytes);
                break;
            case "ESC p" or "GS a" or "GS r" or "GS I" or "GS ( H" or "GS ( D":
                elsewhere(command);
                break;
        }
    }

    private void Put(byte[] bytes)
    {
        if (bytes[0] < 0x20)
            return;
        var text = bytes.Length > 1 ? Gb18030.Encoding.GetString(bytes) : chinese ? bytes[0] < 0x80 ? ((char)bytes[0]).ToString() : "?" : codePage.GetString(bytes);
        foreach (var rune in text.EnumerateRunes())
            paper.Put(rune, bytes.Length == 1 ? 1 : 2);
    }

    /// <summary>Dots that stand in columns, eight or twenty-four high.</summary>
    private static Bitmap Columns(byte[] bytes)
    {
        var (count, high) = (bytes[3] | bytes[4] << 8, bytes[2] >= 32 ? 3 : 1);
        var dots = new Bitmap(count, high * 8);
        for (var place = 0; place < count * high; place++)
        {
            for (var bit = 0; bit < 8; bit++)
                dots[place / high, place % high * 8 + bit] = (bytes[5 + place] & 0x80 >> bit) != 0;
        }
        return dots.Enlarged((bytes[2] & 1) == 0 ? 2 : 1, high == 1 ? 3 : 1);
    }

    /// <summary>Pictures that are stored first (function 112) and printed then (function 50).</summary>
    private void Graphics(ReadOnlySpan<byte> parameters)
    {
        if (parameters is [0x30, 112, 48, var across, var down, _, var widthLow, var widthHigh, var heightLow, var heightHigh, ..])
            stored = Bitmap.FromRows(widthLow | widthHigh << 8, heightLow | heightHigh << 8, parameters[10..]).Enlarged(Math.Clamp(across, (byte)1, (byte)2), Math.Clamp(down, (byte)1, (byte)2));
        else if (parameters is [0x30, 2 or 50, ..] && stored is { } picture && paper.AtLineStart)
            paper.Print(picture);
    }

    private static Encoding Page(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page)!;
}
