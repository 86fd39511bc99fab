using Store.Devices.Links;
using Store.Devices.Registry;

namespace Store.Devices.Labels;

/// <summary>What is wrong with a label printer, in words for whoever stands in front of it.</summary>
internal static class LabelPrinterWords
{
    public static readonly DeviceProblem NoAnswer = new("label_printer.no_answer", "The label printer does not answer: look at its power, its cable, its labels and its head.");

    public static readonly DeviceProblem NoProof = new("label_printer.no_proof", "The label printer has not said that these labels came out. Look at them.");

    public static readonly DeviceProblem CannotProve = new("label_printer.cannot_prove", "This label printer cannot say whether labels came out. Look at them.");

    public static readonly DeviceProblem LostMeanwhile = new("label_printer.lost_meanwhile", "The label printer was lost while it printed. Look at the labels.");

    private static readonly DeviceProblem PaperOut = new("label_printer.paper_out", "The label printer is out of labels: put in a new roll.");

    private static readonly DeviceProblem Paused = new("label_printer.paused", "The label printer is paused: press its button.");

    /// <summary>Why one that says nothing itself cannot print now, by its port; null when it can.</summary>
    public static DeviceProblem? Problem(PortStatus? port) => port switch
    {
        { PaperOut: true } => PaperOut,
        { IsWell: false } => Paused,
        _ => null,
    };

    /// <summary>Why it cannot print now; null when it can.</summary>
    public static DeviceProblem? Problem(LabelPrinterStatus status) => status switch
    {
        { HeadOpen: true } => new DeviceProblem("label_printer.head_open", "The label printer's head is open: close it."),
        { PaperOut: true } => PaperOut,
        { RibbonOut: true } => new DeviceProblem("label_printer.ribbon_out", "The label printer is out of ribbon: put in a new one."),
        { Jammed: true } => new DeviceProblem("label_printer.jammed", "A label is stuck in the label printer: open it and take it out."),
        { Paused: true } => Paused,
        _ => null,
    };
}
