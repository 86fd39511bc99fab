using Store.Devices.Profile;

namespace Store.Devices.Virtual;

/// <summary>Which printer the virtual one is.</summary>
/// <param name="DotsPerLine">Dots across the paper: 384 on 58 mm, 576 on 80 mm.</param>
/// <param name="Chinese">The Chinese characters in its font.</param>
/// <param name="ProcessIds">Whether it tells when a job is on paper (GS ( H).</param>
/// <param name="TurnAnswers">Whether it answers what it is asked in turn (GS r).</param>
/// <param name="TurnMilliseconds">How long such an answer keeps it, of one that prints in time; what it is asked in real time it answers meanwhile.</param>
/// <param name="AutoStatus">Whether it tells changes by itself (ASB).</param>
/// <param name="QrCommand">Whether it draws QR codes.</param>
/// <param name="Cutter">Whether it has a knife.</param>
/// <param name="DrawerOpenHigh">The level at the drawer's pin while the drawer is open.</param>
/// <param name="PaperMm">On a full roll.</param>
/// <param name="NearEndMm">When the roll counts as nearly at its end.</param>
/// <param name="MmPerSecond">How fast it prints; 0 takes no time.</param>
/// <param name="BufferBytes">What it takes before it makes others wait.</param>
/// <param name="FontFile">A bitmap font; none is Debian's Unifont if it is there, else Chinese characters are boxes in the picture.</param>
internal sealed record VirtualPrinterOptions(
    int DotsPerLine = 576, ChineseFont Chinese = ChineseFont.Gb18030, bool ProcessIds = true, bool TurnAnswers = true, int TurnMilliseconds = 0, bool AutoStatus = true, bool QrCommand = true, bool Cutter = true,
    bool DrawerOpenHigh = true, double PaperMm = 80_000, double NearEndMm = 3_000, double MmPerSecond = 0, int BufferBytes = 4096, string? FontFile = null)
{
    /// <summary>A cheap printer that leaves out what cheap printers leave out.</summary>
    public static VirtualPrinterOptions Cheap { get; } = new(Chinese: ChineseFont.Gbk, ProcessIds: false, AutoStatus: false);
}

/// <summary>What can be seen of a virtual printer.</summary>
internal sealed record VirtualPrinterState(
    bool Power, bool Online, bool CoverOpen, bool PaperOut, bool PaperNearEnd, double PaperMm, bool CutterError, bool DrawerOpen, int Pulses, int BufferedBytes, bool Printing,
    int Receipts);
