using Microsoft.Extensions.DependencyInjection;
using Microsoft.Win32.SafeHandles;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Virtual;
using Store.Tests.Processes;

namespace Store.Tests.Devices;

/// <summary>The printers on a machine's USB as Linux shows them: what they call themselves under one folder, and under another a device file for each, behind which a printer prints.</summary>
internal sealed class UsbBus : IAsyncDisposable
{
    public const string Epson = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;DES:EPSON TM-T20III;VSTATUS:IDLE;\n";
    public const string Xprinter = "MANUFACTURER:Xprinter;MODEL:XP-80C;COMMAND SET:ESC/POS;SERN:7781;";

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, (SerialCable Cable, SafeFileHandle Held)> plugged = [];

    public UsbBus()
    {
        Directory.CreateDirectory(Classes);
        Directory.CreateDirectory(Nodes);
    }

    private string Classes => folder["usbmisc"];

    private string Nodes => folder["usb"];

    /// <summary>The address of a node, as a profile that trusts its number names it.</summary>
    public string Node(string node) => $"file:{Path.Combine(Nodes, node)}";

    /// <summary>Has a service find its printers here.</summary>
    public void Attach(IServiceCollection services) => services.AddSingleton(provider => new UsbPrinters(provider.GetRequiredService<DeviceFolder>(), Classes, Nodes));

    /// <summary>Plugs a printer in, and the system gives it this node.</summary>
    public async Task Plug(string node, string name, VirtualPrinter? paper = null)
    {
        var cable = await SerialCable.Plug((wire, cancellationToken) => paper is null ? Task.Delay(Timeout.Infinite, cancellationToken) : SerialCable.Print(paper, wire, cancellationToken));
        var end = LinkAddress.Parse(cable.Address).Target;

        // A pseudo-terminal is over when the last that had it open lets go; a printer is not.
        plugged[node] = (cable, File.OpenHandle(end, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        Directory.CreateDirectory(Path.Combine(Classes, node, "device"));
        await File.WriteAllTextAsync(Path.Combine(Classes, node, "device", "ieee1284_id"), name);
        File.CreateSymbolicLink(Path.Combine(Nodes, node), end);
    }

    public async Task Pull(string node)
    {
        plugged.Remove(node, out var printer);
        File.Delete(Path.Combine(Nodes, node));
        Directory.Delete(Path.Combine(Classes, node), recursive: true);
        printer.Held.Dispose();
        await printer.Cable.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in plugged.Keys.ToList())
            await Pull(node);
        folder.Dispose();
    }
}
