namespace Store.Devices.EscPos;

/// <summary>What a receipt printer last said about itself.</summary>
/// <param name="Known">Whether it has said anything yet.</param>
/// <param name="Online">It prints what it is given.</param>
/// <param name="CoverOpen">Its cover is open.</param>
/// <param name="PaperOut">The roll is at its end: it has stopped.</param>
/// <param name="PaperNearEnd">The roll is nearly at its end: it still prints.</param>
/// <param name="CutterError">The knife is stuck.</param>
/// <param name="MechanicalError">Something else is stuck.</param>
/// <param name="UnrecoverableError">Only switching it off helps.</param>
/// <param name="RecoverableError">Goes away by itself, such as a hot print head.</param>
/// <param name="FeedButton">Someone feeds paper with the button.</param>
/// <param name="DrawerPinHigh">The level of the drawer's switch. Whether that means open differs from drawer to drawer.</param>
internal sealed record PrinterStatus(
    bool Known = false, bool Online = false, bool CoverOpen = false, bool PaperOut = false, bool PaperNearEnd = false, bool CutterError = false, bool MechanicalError = false,
    bool UnrecoverableError = false, bool RecoverableError = false, bool FeedButton = false, bool DrawerPinHigh = false)
{
    /// <summary>Something is stuck or broken: it does nothing at all, not even what is asked in real time.</summary>
    public bool IsFaulty => CutterError || MechanicalError || UnrecoverableError;
}

/// <summary>Something a printer said.</summary>
internal abstract record PrinterMessage;

/// <summary>Its status, whether or not it has changed.</summary>
internal sealed record StatusTold(PrinterStatus Status) : PrinterMessage;

/// <summary>Everything up to this process id is on paper; of several only the latest is told.</summary>
internal sealed record ProcessCompleted(string Id) : PrinterMessage;

/// <summary>The oldest request to answer in turn (GS r, GS I) has been reached, so everything before it is on paper.</summary>
internal sealed record TurnReached(PrinterStatus Status) : PrinterMessage;

/// <summary>What it says its maker, model or number is.</summary>
internal sealed record PrinterNamed(string Name) : PrinterMessage;

/// <summary>It asks for silence, or to go on.</summary>
internal sealed record FlowChanged(bool Stopped) : PrinterMessage;
