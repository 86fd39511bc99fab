using Store.Contracts.Devices;

namespace Store.Devices.EscPos;

/// <summary>How a line of text looks.</summary>
internal sealed record TextStyle(PrintAlign Align = PrintAlign.Left, bool Bold = false, bool Inverted = false, int Scale = 1);
