using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Store.Devices.Links;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>A cable between till and virtual device that the operating system knows: a pair of pseudo-terminals, or a port in the network, made by socat. It can be pulled.</summary>
internal sealed class SerialCable : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("store-cable-").FullName;
    private readonly int port;
    private readonly CancellationTokenSource unplugging = new();
    private Process? socat;
    private Task running = Task.CompletedTask;

    private SerialCable(bool network) => port = network ? FreePort() : 0;

    /// <summary>How the till's profile names its end.</summary>
    public string Address => port == 0 ? $"serial:{folder}/till?9600,8N1" : string.Create(CultureInfo.InvariantCulture, $"tcp:127.0.0.1:{port}");

    /// <summary>Plugs a device in.</summary>
    /// <param name="run">What answers at the other end.</param>
    /// <param name="network">Whether the till reaches it over the network.</param>
    public static async Task<SerialCable> Plug(Func<ILink, CancellationToken, Task> run, bool network = false)
    {
        var cable = new SerialCable(network);
        await cable.PlugIn(run);
        return cable;
    }

    /// <summary>A printer at the end of a wire, until the cable is pulled.</summary>
    public static async Task Print(VirtualPrinter paper, ILink wire, CancellationToken cancellationToken)
    {
        var buffer = new byte[256];
        try
        {
            var reading = wire.Receive(buffer, cancellationToken).AsTask();
            while (true)
            {
                await Task.WhenAny(reading, Task.Delay(20, cancellationToken));
                var answer = paper.Advance();
                if (reading.IsCompleted)
                {
                    if (await reading == 0)
                        return;
                    answer = [.. answer, .. paper.Feed(buffer.AsSpan(0, await reading))];
                    reading = wire.Receive(buffer, cancellationToken).AsTask();
                }

                if (answer.Length > 0)
                    await wire.Send(answer, cancellationToken);
            }
        }
        catch (LinkFailed)
        {
            // The cable was pulled.
        }
    }

    /// <summary>Plugs it in again.</summary>
    public async Task PlugIn(Func<ILink, CancellationToken, Task> run)
    {
        var till = port == 0 ? $"pty,raw,echo=0,link={folder}/till" : string.Create(CultureInfo.InvariantCulture, $"tcp-listen:{port},bind=127.0.0.1,reuseaddr");
        socat = Process.Start(new ProcessStartInfo("socat", [$"pty,raw,echo=0,link={folder}/device", till]) { RedirectStandardError = true, UseShellExecute = false })!;
        await Wait.Until(() => File.Exists($"{folder}/device") && (port != 0 || File.Exists($"{folder}/till")));
        var link = await new LinkOpener(TimeProvider.System).Open(LinkAddress.Parse($"serial:{folder}/device"), unplugging.Token);
        running = Task.Run(async () =>
        {
            await using (link)
                await run(link, unplugging.Token);
        });
    }

    public async Task Pull()
    {
        socat!.Kill();
        await socat.WaitForExitAsync();
        socat.Dispose();
        socat = null;
        File.Delete($"{folder}/till");
        File.Delete($"{folder}/device");
    }

    public async ValueTask DisposeAsync()
    {
        await unplugging.CancelAsync();
        if (socat is not null)
            await Pull();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        unplugging.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Waits for what other threads do.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task Until(Func<bool> come)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!come())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, "It did not come.");
            await Task.Delay(20);
        }
    }
}
