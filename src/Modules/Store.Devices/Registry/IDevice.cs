using Store.Devices.Jobs;
using Store.Devices.Profile;

namespace Store.Devices.Registry;

/// <summary>A device of this till. One of its own owns the wire; everyone else asks it.</summary>
internal interface IDevice : IAsyncDisposable
{
    string Id { get; }

    /// <summary>Whether it is used; see <see cref="DeviceSettings.Enabled"/>.</summary>
    bool IsEnabled { get; }

    /// <summary>How it is now.</summary>
    DeviceInfo Look();

    /// <summary>Reaches for the device, and goes on reaching until it is disposed.</summary>
    void Start();

    /// <summary>Asks it how it is, as far as it can be asked.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    /// <exception cref="OutOfReach">It does not answer.</exception>
    Task<DeviceProblem?> Check(CancellationToken cancellationToken);
}

/// <summary>Makes the devices of one kind out of a profile. Found by scanning.</summary>
internal interface IDeviceMaker
{
    /// <param name="profile">All of it, since one may hang on another.</param>
    /// <param name="isNew">Which are to be made; the others go on.</param>
    IEnumerable<IDevice> Make(HardwareProfile profile, Func<DeviceSettings, bool> isNew);
}

/// <summary>What UnifiedPOS calls a device's state.</summary>
internal enum DeviceState
{
    /// <summary>Not reached yet.</summary>
    Closed,

    Idle,

    Busy,

    /// <summary>Something has to be done about it; the problem says what.</summary>
    Error,
}

internal enum DeviceKind
{
    Printer,
    Drawer,
    Scale,
    Scanner,
    Display,
    LabelPrinter,
}

/// <summary>Why a device does not work.</summary>
/// <param name="Code">The stable code, such as <c>printer.paper_out</c>.</param>
/// <param name="Message">What to do, in words for a cashier.</param>
internal sealed record DeviceProblem(string Code, string Message);

/// <summary>A device as pages show it.</summary>
/// <param name="Id">Its name in routes.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="State">How it is.</param>
/// <param name="Online">Whether it answers; null while that is not known.</param>
/// <param name="Problem">Why it does not work.</param>
internal sealed record DeviceInfo(string Id, string Name, DeviceKind Kind, DeviceState State, bool? Online, DeviceProblem? Problem)
{
    /// <summary>Whether it is used, as UnifiedPOS calls it. One that is not refuses to work, and a till goes on as if it had none.</summary>
    public bool DeviceEnabled { get; init; } = true;

    /// <summary>Whether a window has it to itself.</summary>
    public bool Claimed { get; init; }

    /// <summary>What people call that window; null where it has not said, or none has it.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>Whether it has power, as UnifiedPOS calls it: <c>Online</c>, <c>OffOffline</c> (which of the two cannot be told), or <c>Unknown</c>.</summary>
    public string PowerState => Online switch { true => "Online", false => "OffOffline", null => "Unknown" };

    /// <summary>What it can do, as UnifiedPOS names it: <c>CapRecPapercut</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>How often it was lost and found again since the start.</summary>
    public int Reconnects { get; init; }

    /// <summary>Of a printer.</summary>
    public PrinterInfo? Printer { get; init; }

    /// <summary>Of a label printer.</summary>
    public LabelPrinterInfo? LabelPrinter { get; init; }

    /// <summary>Of a drawer.</summary>
    public DrawerInfo? Drawer { get; init; }

    /// <summary>Of a scale.</summary>
    public ScaleInfo? Scale { get; init; }

    /// <summary>Of a scanner.</summary>
    public ScannerInfo? Scanner { get; init; }
}

/// <param name="Live">Whether it tells its weight as it changes; others are asked when a weight is wanted.</param>
/// <param name="SetsToZero">Whether it can be set to zero from here.</param>
/// <param name="TareGrams">What is taken off by the till.</param>
/// <param name="Weighings">Weights that goods were sold by since the start.</param>
internal sealed record ScaleInfo(bool Live, bool SetsToZero, int TareGrams, int Weighings);

/// <param name="Read">Codes read since the start.</param>
/// <param name="Broken">Of them came broken.</param>
/// <param name="Unheard">Were read while no window listened, or waited in vain.</param>
/// <param name="DataEventEnabled">Whether the next scan goes to the window that has it.</param>
/// <param name="AutoDisable">Whether that window asks for each scan.</param>
/// <param name="DataCount">Scans that wait until it does.</param>
internal sealed record ScannerInfo(int Read, int Broken, int Unheard, bool DataEventEnabled, bool AutoDisable, int DataCount);

/// <param name="PaperOut">Nothing can be printed until there is paper.</param>
/// <param name="PaperLow">The roll is nearly used up.</param>
/// <param name="CoverOpen">Nothing can be printed until it is closed.</param>
/// <param name="Fault">The cutter or the mechanism is stuck.</param>
/// <param name="Confirmation">How it says that paper came out: <c>ProcessId</c>, <c>InOrder</c>, <c>Sent</c>, or <c>None</c>; null until it was reached.</param>
/// <param name="Waiting">Papers that wait.</param>
/// <param name="Uncertain">Papers of which nobody knows whether they came out.</param>
/// <param name="Columns">Of its narrow font on a line.</param>
/// <param name="DrawerId">The drawer on its socket.</param>
/// <param name="Counts">What became of what it was given since the start.</param>
/// <param name="Reports">Whether it says by itself what has changed; one that does not is asked every second. Null while that is not known.</param>
/// <param name="BlockWhenUnprinted">Whether a till begins no further sale while a paper of an earlier one has not come out.</param>
/// <param name="Identity">What it calls itself; null where it does not say, or has not been asked yet.</param>
internal sealed record PrinterInfo(
    bool PaperOut, bool PaperLow, bool CoverOpen, bool Fault, string? Confirmation, int Waiting, int Uncertain, int Columns, string? DrawerId, JobCounts Counts, bool? Reports, bool BlockWhenUnprinted,
    PrinterIdentity? Identity);

/// <param name="Maker">Who made it.</param>
/// <param name="Model">What it is.</param>
/// <param name="Firmware">The version of its software, where it says that too.</param>
internal sealed record PrinterIdentity(string Maker, string Model, string? Firmware);

/// <param name="PaperOut">Nothing can be printed until there are labels in it.</param>
/// <param name="RibbonOut">Nothing can be printed until there is a ribbon in it.</param>
/// <param name="HeadOpen">Nothing can be printed until its head is closed.</param>
/// <param name="Jammed">A label is stuck.</param>
/// <param name="Paused">Nothing can be printed until its button is pressed.</param>
/// <param name="Language">What it understands.</param>
/// <param name="WidthMm">Of the labels in it.</param>
/// <param name="HeightMm">Of the labels in it.</param>
/// <param name="GapMm">Between two labels.</param>
/// <param name="Chinese">Whether this till has a font to draw Chinese with.</param>
/// <param name="Speaks">Whether it answers for its status; one that does not proves nothing.</param>
/// <param name="Waiting">Batches of labels that wait.</param>
/// <param name="Uncertain">Batches of which nobody knows whether they came out.</param>
internal sealed record LabelPrinterInfo(
    bool PaperOut, bool RibbonOut, bool HeadOpen, bool Jammed, bool Paused, LabelLanguage Language, decimal WidthMm, decimal HeightMm, decimal GapMm, bool Chinese, bool Speaks, int Waiting, int Uncertain);

/// <param name="PrinterId">The printer that it hangs on.</param>
/// <param name="Open">Whether it stands open; null while nobody has taught which level means open.</param>
/// <param name="PinHigh">The level at its sensor; null while that is not known.</param>
/// <param name="LeftOpen">It has stood open for longer than it should.</param>
/// <param name="Kicks">How often it was opened since the start.</param>
/// <param name="KicksFailed">How often it should have been and was not.</param>
/// <param name="BlockWhenOpen">Whether a till begins no further sale while it stands open.</param>
internal sealed record DrawerInfo(string PrinterId, bool? Open, bool? PinHigh, bool LeftOpen, int Kicks, int KicksFailed, bool BlockWhenOpen);
