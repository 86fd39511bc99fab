namespace Store.Devices.Links;

/// <summary>What the driver of a printer's port knows of it without a word of the printer's own language: the lines of IEEE 1284, which USB kept.</summary>
internal readonly record struct PortStatus(bool PaperOut, bool IsOffline, bool HasError)
{
    private const int PaperOutBit = 0x20;
    private const int SelectedBit = 0x10;
    private const int NoErrorBit = 0x08;

    public bool IsWell => this is { PaperOut: false, IsOffline: false, HasError: false };

    /// <param name="bits">As LPGETSTATUS gives them.</param>
    public static PortStatus Of(int bits) => new((bits & PaperOutBit) != 0, (bits & SelectedBit) == 0, (bits & NoErrorBit) == 0);
}
