using Store.Devices.Registry;

namespace Store.Devices.Statistics;

/// <summary>What is counted of devices, by the names of UnifiedPOS; the last two it has no name for.</summary>
internal enum Statistic
{
    /// <summary>Hours in which it answered.</summary>
    HoursPoweredCount,

    /// <summary>How often its wire was lost.</summary>
    CommunicationErrorCount,

    /// <summary>How often it was found again after it could not be reached.</summary>
    OnlineTransitionCount,

    /// <summary>Of papers that are proven.</summary>
    ReceiptLinePrintedCount,

    PaperCutCount,

    /// <summary>Barcodes and QR codes.</summary>
    BarcodePrintedCount,

    ReceiptCoverOpenCount,

    /// <summary>Its cutter or its mechanism got stuck.</summary>
    PrinterFaultCount,

    DrawerGoodOpenCount,

    DrawerFailedOpenCount,

    GoodScanCount,

    GoodWeightReadCount,

    /// <summary>Labels that are proven, each copy.</summary>
    LabelPrintedCount,

    /// <summary>Papers and batches of labels that did not come out, or of which nobody knew.</summary>
    FailedWriteCount,
}

/// <summary>Which of them there are of which device.</summary>
internal static class StatisticKinds
{
    private static readonly Statistic[] OfAll = [Statistic.HoursPoweredCount, Statistic.CommunicationErrorCount, Statistic.OnlineTransitionCount];

    public static IEnumerable<Statistic> Of(DeviceKind kind) => kind switch
    {
        DeviceKind.Drawer => [Statistic.DrawerGoodOpenCount, Statistic.DrawerFailedOpenCount],
        DeviceKind.Printer =>
        [
            Statistic.ReceiptLinePrintedCount, Statistic.PaperCutCount, Statistic.BarcodePrintedCount, Statistic.ReceiptCoverOpenCount, Statistic.PrinterFaultCount, Statistic.FailedWriteCount, .. OfAll,
        ],
        DeviceKind.LabelPrinter => [Statistic.LabelPrintedCount, Statistic.BarcodePrintedCount, Statistic.FailedWriteCount, .. OfAll],
        DeviceKind.Scanner => [Statistic.GoodScanCount, .. OfAll],
        DeviceKind.Scale => [Statistic.GoodWeightReadCount, .. OfAll],
        _ => OfAll,
    };
}
