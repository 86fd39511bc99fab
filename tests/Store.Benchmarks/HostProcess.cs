using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Store.Benchmarks;

/// <summary>A host in a process of its own, as it is shipped: the Release build.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan StartAtMost = TimeSpan.FromMinutes(2);

    private readonly Process process;

    private HostProcess(Process process, Uri address, TimeSpan startTook)
    {
        this.process = process;
        Address = address;
        StartTook = startTook;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to the first good answer of <c>/health/ready</c>.</summary>
    public TimeSpan StartTook { get; }

    public double MemoryMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the host and waits until it answers.</summary>
    public static async Task<HostProcess> Serve(string database, string environment, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var clock = Stopwatch.StartNew();
        var host = Start($"--urls={address}", $"--environment={environment}", Database(database), "--Logging:LogLevel:Default=Warning");
        try
        {
            using var client = new HttpClient { BaseAddress = address };
            while (!await IsReady(client, cancellationToken))
            {
                if (host.HasExited)
                    throw new InvalidOperationException($"The host ended with {host.ExitCode}.");
                if (clock.Elapsed > StartAtMost)
                    throw new InvalidOperationException("The host does not answer.");
                await Task.Delay(2, cancellationToken);
            }

            return new HostProcess(host, address, clock.Elapsed);
        }
        catch
        {
            Stop(host);
            throw;
        }
    }

    /// <summary>Runs one of the host's verbs to its end, and hands back what it printed, how long it took and the most memory it held.</summary>
    public static async Task<(string Output, TimeSpan Took, double PeakMegabytes)> RunVerb(string database, CancellationToken cancellationToken, params string[] verb)
    {
        var clock = Stopwatch.StartNew();
        using var host = Start([.. verb, Database(database)]);
        var output = host.StandardOutput.ReadToEndAsync(cancellationToken);
        var peak = 0L;
        while (!host.HasExited)
        {
            host.Refresh();
            peak = Math.Max(peak, host.HasExited ? 0 : host.PeakWorkingSet64);
            await Task.WhenAny(host.WaitForExitAsync(cancellationToken), Task.Delay(100, cancellationToken));
        }

        clock.Stop();
        return host.ExitCode == 0
            ? (await output, clock.Elapsed, peak / 1048576.0)
            : throw new InvalidOperationException($"{string.Join(' ', verb)} ended with {host.ExitCode}.");
    }

    public void Dispose() => Stop(process);

    private static string Database(string file) => $"--Database:ConnectionString=Data Source={file}";

    private static Process Start(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(SourceTree.HostAssembly());
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static void Stop(Process process)
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static async Task<bool> IsReady(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
