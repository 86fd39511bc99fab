using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Store.Devices.Displays;
using Store.Devices.Scales;
using Store.Devices.Scanners;

namespace Store.Devices.Profile;

/// <summary>What every device of a hardware profile has.</summary>
/// <param name="Id">Its name in routes and events: <c>receipt</c>, <c>scale-1</c>.</param>
/// <param name="Name">What people call it; the id where none is given.</param>
/// <param name="Address">Where it hangs, see <see cref="Links.LinkAddress"/>.</param>
internal abstract partial record DeviceSettings(string Id, string Name, string Address)
{
    /// <summary>Whether it is used; one that is not stays in the profile, and a till goes on as if it had none.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The printer on whose cable it hangs; null for one with a wire of its own.</summary>
    [JsonIgnore]
    public string? Behind => Links.LinkAddress.Parse(Address) is { Kind: Links.LinkKind.Printer } address ? address.Target : null;

    /// <summary>Nothing is heard from where it hangs.</summary>
    [JsonIgnore]
    public bool IsMute => Links.LinkAddress.Parse(Address).Kind == Links.LinkKind.Spool;

    /// <summary>What is wrong with it; null when nothing.</summary>
    public virtual string? Fault()
    {
        if (!IdShape().IsMatch(Id ?? ""))
            return $"'{Id}' is no id of a device: small letters, digits and hyphens, 40 at most.";
        try
        {
            _ = Links.LinkAddress.Parse(Address ?? "");
            return null;
        }
        catch (FormatException wrong)
        {
            return $"{Id}: {wrong.Message}";
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdShape();
}

/// <summary>A receipt printer, and the drawer that hangs on it.</summary>
/// <param name="Profile">What paper looks like on it.</param>
/// <param name="Proof">How it says that paper came out.</param>
/// <param name="Drawer">The drawer at its socket, if there is one.</param>
/// <param name="PatienceSeconds">How long it may stay silent while it prints; long papers get more.</param>
/// <param name="HangUpAfterSeconds">How long its wire stays open while nobody prints; see <see cref="IdleWire"/>.</param>
/// <param name="BlockWhenUnprinted">Whether a till begins no further sale while a paper of an earlier one has not come out.</param>
internal sealed record PrinterSettings(
    string Id, string Name, string Address, PrinterProfile? Profile = null, ProofOfPrint Proof = ProofOfPrint.Auto, DrawerSettings? Drawer = null, int PatienceSeconds = 8, int? HangUpAfterSeconds = null,
    bool BlockWhenUnprinted = false)
    : DeviceSettings(Id, Name, Address)
{
    public override string? Fault() => base.Fault() ?? (PatienceSeconds is < 1 or > 120 ? $"{Id}: a patience of 1 to 120 seconds."
        : IdleWire.Fault(HangUpAfterSeconds) is { } wire ? $"{Id}: {wire}."
        : IsMute && Proof is ProofOfPrint.ProcessId or ProofOfPrint.InOrder ? $"{Id}: a printer behind Windows' spooler proves nothing, so its proof is Auto or Sent."
        : !Enum.IsDefined(Proof) ? $"{Id}: there is no such proof." : Profile?.Fault() is { } fault ? $"{Id}: {fault}." : Drawer?.Fault(this));
}

/// <summary>How a printer says that what it was sent is on paper.</summary>
internal enum ProofOfPrint
{
    /// <summary>Found out when it is first reached: process ID, else in order, else none, and then each paper is uncertain until a person has looked.</summary>
    Auto,

    /// <summary>It answers a process ID when the paper before it is printed.</summary>
    ProcessId,

    /// <summary>It answers a status request when it comes to it in its buffer.</summary>
    InOrder,

    /// <summary>It says nothing, and whoever set it up has decided that bytes which went out without an error count as printed.</summary>
    Sent,
}

/// <summary>A cash drawer on a printer's socket.</summary>
/// <param name="Id">Its name in routes and events.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Pin">2 or 5, of the socket.</param>
/// <param name="OnMilliseconds">How long the pulse lasts.</param>
/// <param name="OpenLevel">The level of the sensor when it is open; learned, since drawers differ.</param>
/// <param name="KickWhenOpen">Whether a drawer that stands open may be kicked again.</param>
/// <param name="AlarmAfterSeconds">How long it may stand open before someone is told; 0 never tells.</param>
/// <param name="BlockWhenOpen">Whether a till begins no further sale while it stands open.</param>
internal sealed record DrawerSettings(
    string Id, string Name, int Pin = 2, int OnMilliseconds = 100, int OffMilliseconds = 500, DrawerLevel OpenLevel = DrawerLevel.Unknown, bool KickWhenOpen = false, int AlarmAfterSeconds = 60,
    bool BlockWhenOpen = false)
{
    /// <summary>Whether it is used, whatever its printer does.</summary>
    public bool Enabled { get; init; } = true;

    public string? Fault(PrinterSettings printer)
    {
        if (Id == printer.Id)
            return $"{Id}: the drawer needs an id of its own.";
        if (!Enum.IsDefined(OpenLevel))
            return $"{Id}: there is no such level.";
        if (AlarmAfterSeconds is < 0 or > 3600)
            return $"{Id}: an alarm after at most an hour, 0 for none.";
        return Pin is 2 or 5 && OnMilliseconds is >= 2 and <= 510 && OffMilliseconds >= OnMilliseconds && OffMilliseconds <= 510
            ? string.IsNullOrWhiteSpace(Id) ? $"{printer.Id}: its drawer needs an id." : null
            : $"{Id}: pin 2 or 5, a pulse of 2 to 510 ms and a pause of at least as long.";
    }
}

/// <summary>The level at the drawer's sensor pin.</summary>
internal enum DrawerLevel
{
    Unknown,
    High,
    Low,
}

/// <summary>A label printer.</summary>
/// <param name="Profile">What it understands, and the labels in it.</param>
/// <param name="Proof">How it says that labels came out: found out, or not at all (<c>Sent</c>).</param>
/// <param name="PatienceSeconds">How long it may neither print nor say anything while labels are due; what it takes long to receive gets more.</param>
/// <param name="HangUpAfterSeconds">How long its wire stays open while nobody prints; see <see cref="IdleWire"/>.</param>
internal sealed record LabelPrinterSettings(
    string Id, string Name, string Address, LabelPrinterProfile? Profile = null, ProofOfPrint Proof = ProofOfPrint.Auto, int PatienceSeconds = 8, int? HangUpAfterSeconds = null)
    : DeviceSettings(Id, Name, Address)
{
    public override string? Fault() => base.Fault() ?? (PatienceSeconds is < 1 or > 120 ? $"{Id}: a patience of 1 to 120 seconds."
        : IdleWire.Fault(HangUpAfterSeconds) is { } wire ? $"{Id}: {wire}."
        : Proof is not (ProofOfPrint.Auto or ProofOfPrint.Sent) ? $"{Id}: the proof of a label printer is Auto or Sent." : Profile?.Fault() is { } fault ? $"{Id}: {fault}." : null);
}

/// <summary>A scale.</summary>
/// <param name="Model">What it speaks.</param>
/// <param name="LeastGrams">What it is approved to weigh at least; also what weights have to differ by to count as other goods.</param>
/// <param name="MostGrams">What it can weigh at most.</param>
internal sealed record ScaleSettings(string Id, string Name, string Address, ScaleModel Model = ScaleModel.Toledo8217, int LeastGrams = 20, int MostGrams = 15_000)
    : DeviceSettings(Id, Name, Address)
{
    public override string? Fault() => base.Fault() ?? (!Enum.IsDefined(Model) ? $"{Id}: there is no such scale." : LeastGrams is > 0 and <= 10_000 && MostGrams > LeastGrams && MostGrams <= 1_000_000 ? null : $"{Id}: the least weight is 1 to 10,000 g, the greatest is more than it.");
}

/// <summary>A scanner on a wire of its own; one that types like a keyboard needs no setting.</summary>
/// <param name="End">How it ends a scan.</param>
/// <param name="Separator">What it sends in place of the separator of GS1, such as <c>^]</c>; none where it sends that itself.</param>
internal sealed record ScannerSettings(string Id, string Name, string Address, ScanEnd End = ScanEnd.Line, string? Separator = null) : DeviceSettings(Id, Name, Address)
{
    private const int LongestSeparator = 4;

    public override string? Fault() => base.Fault() ?? (!Enum.IsDefined(End) ? $"{Id}: a scan does not end so."
        : Separator is { Length: > LongestSeparator } ? $"{Id}: what stands for the separator has {LongestSeparator} characters at most."
        : Separator is { Length: > 0 } && Separator.All(char.IsAsciiLetterOrDigit) ? $"{Id}: letters and digits are part of codes, so they cannot stand for the separator." : null);
}

/// <summary>A customer display.</summary>
/// <param name="Model">What it speaks.</param>
/// <param name="IdleText">What stands on it while nobody is served, in letters that it has.</param>
internal sealed record DisplaySettings(string Id, string Name, string Address, DisplayModel Model = DisplayModel.Cd5220, string? IdleText = null) : DeviceSettings(Id, Name, Address)
{
    private const int LongestText = 40;

    public override string? Fault() => base.Fault() ?? (!Enum.IsDefined(Model) ? $"{Id}: there is no such display." : IdleText is { Length: > LongestText } ? $"{Id}: the idle text has 40 letters at most." : null);
}
