using System.Globalization;
using Store.Contracts.Devices;
using Store.Devices.EscPos;
using Store.Devices.Jobs;
using Store.Devices.Links;
using Store.Devices.Registry;

namespace Store.Devices.Printing;

/// <summary>What is wrong with a printer, in words for a cashier; and the marks on papers that are not the first or not on time.</summary>
internal static class PrinterWords
{
    public static readonly DeviceProblem NoAnswer = new("printer.no_answer", "The printer does not answer: look at its power and its cable.");

    public static readonly DeviceProblem NoProof = new("printer.no_proof", "The printer has not said that this came out. Look at the paper.");

    public static readonly DeviceProblem CannotProve = new("printer.cannot_prove", "This printer cannot say whether paper came out. Look at the paper.");

    public static readonly DeviceProblem LostMeanwhile = new("printer.lost_meanwhile", "The printer was lost while this was printing. Look at the paper.");

    private static readonly DeviceProblem PaperOut = new("printer.paper_out", "The printer is out of paper: put in a new roll.");

    private static readonly DeviceProblem Failure = new("printer.failure", "The printer reports a fault: switch it off and on again.");

    private static readonly DeviceProblem Offline = new("printer.offline", "The printer is paused or busy with its button.");

    /// <summary>Why one that says nothing itself cannot print now, by its port; null when it can.</summary>
    public static DeviceProblem? Problem(PortStatus? port) => port switch
    {
        { PaperOut: true } => PaperOut,
        { HasError: true } => Failure,
        { IsOffline: true } => Offline,
        _ => null,
    };

    /// <summary>Why it cannot print now; null when it can.</summary>
    public static DeviceProblem? Problem(PrinterStatus status) => status switch
    {
        { Known: false } => null,
        { CoverOpen: true } => new DeviceProblem("printer.cover_open", "The printer's cover is open: close it."),
        { PaperOut: true } => PaperOut,
        { CutterError: true } => new DeviceProblem("printer.cutter_stuck", "The printer's cutter is stuck: open the cover, free the cutter, then continue."),
        { MechanicalError: true } or { UnrecoverableError: true } => Failure,
        { Online: false } => Offline,
        _ => null,
    };

    /// <summary>The paper as it is printed: a repeated one says so, and so does one that waited over a restart.</summary>
    public static PrintDocument Marked(PrintJob job)
    {
        var marks = new List<PrintElement>();
        if (job.Request.ReprintNumber > 0)
            marks.Add(PrintElement.Line($"重打 / REPRINT {job.Request.ReprintNumber}", PrintAlign.Center, bold: true));
        if (job.IsLate)
            marks.Add(PrintElement.Line($"延迟打印 / DELAYED {job.Request.CreatedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}", PrintAlign.Center));
        return marks.Count == 0 ? job.Request.Document! : new PrintDocument([.. marks, .. job.Request.Document!.Elements]);
    }
}
