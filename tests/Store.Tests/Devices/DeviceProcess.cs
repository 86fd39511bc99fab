using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Store.Tests.Devices;

/// <summary>The built device service as a process of its own, which can be ended as a power cut does.</summary>
internal sealed partial class DeviceProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private DeviceProcess(Process process, Uri address)
    {
        this.process = process;
        Http = new HttpClient { BaseAddress = address, Timeout = Patience };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", DeviceTill.Token);
        Client = new StoreApp.Client(Http);
    }

    public HttpClient Http { get; }

    public StoreApp.Client Client { get; }

    public static async Task<DeviceProcess> Start(string folder, params string[] settings)
    {
        var started = Run([$"--Devices:Folder={folder}", "--Listen:Port=0", "--environment=Production", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", .. settings]);
        var errors = started.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (await started.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (Listening().Match(line) is { Success: true } listening)
            {
                // Read on, or the service would wait for someone to take its log.
                _ = started.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new DeviceProcess(started, new Uri(listening.Value));
            }
        }

        await started.WaitForExitAsync(patience.Token);
        throw new InvalidOperationException($"The service ended with {started.ExitCode}: {await errors}");
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private static Process Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "Store.DeviceService.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
