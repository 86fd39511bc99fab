using Store.Kernel.Modules;

namespace Store.Devices;

/// <summary>The hardware of a till: receipt and label printer, drawer, scanner, scale and customer display. Names are those of UnifiedPOS.</summary>
public sealed class DevicesModule : IModule
{
    public string Name => "devices";
}
