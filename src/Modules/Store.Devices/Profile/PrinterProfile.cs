using Store.Devices.Drawing;

namespace Store.Devices.Profile;

/// <summary>What a receipt printer can do, as far as paper looks different for it.</summary>
/// <param name="Columns">Of its narrow font on one line: 32 on 58 mm, 48 or 42 on 80 mm.</param>
/// <param name="DotsPerLine">Dots across the paper: 384 on 58 mm, 576 or 512 on 80 mm.</param>
/// <param name="Chinese">Which Chinese characters it has.</param>
/// <param name="Cutter">Whether it can cut.</param>
/// <param name="QrCommand">Whether it draws QR codes itself; the others get a picture.</param>
/// <param name="AutoStatus">Whether it says by itself what has changed (ASB).</param>
/// <param name="FontFile">A bitmap font (BDF or HEX, also gzipped) to draw what the printer lacks; none is Debian's Unifont if it is there.</param>
/// <param name="Buzzer">How it is told to beep.</param>
internal sealed record PrinterProfile(
    int Columns = 48, int DotsPerLine = 576, ChineseFont Chinese = ChineseFont.Gb18030, bool Cutter = true, bool QrCommand = true, bool AutoStatus = true, string? FontFile = null,
    Buzzer Buzzer = Buzzer.None)
{
    /// <summary>What is wrong with it; null when nothing.</summary>
    public string? Fault() => this switch
    {
        { Columns: < 16 or > 96 } or { DotsPerLine: < 128 or > 1200 } => "16 to 96 columns, and 128 to 1200 dots across the paper",
        { Chinese: not (ChineseFont.None or ChineseFont.Gbk or ChineseFont.Gb18030) } => "a Chinese font that there is",
        { Buzzer: not (Buzzer.None or Buzzer.Epson or Buzzer.Clone) } => "a buzzer that there is",
        { FontFile: { } file } when !BitmapFont.IsOne(file) => BitmapFont.Kinds,
        _ => null,
    };
}

/// <summary>The command at which a printer beeps; one that does not know it may print its letters.</summary>
internal enum Buzzer
{
    None,

    /// <summary>ESC ( A, of Epson's.</summary>
    Epson,

    /// <summary>ESC B, of printers that are like Epson's.</summary>
    Clone,
}

/// <summary>The Chinese characters in a printer's own font.</summary>
internal enum ChineseFont
{
    /// <summary>None: what is not ASCII is drawn as a picture.</summary>
    None,

    /// <summary>Codes of one and two bytes; what needs four is drawn.</summary>
    Gbk,

    /// <summary>All of GB18030.</summary>
    Gb18030,
}
