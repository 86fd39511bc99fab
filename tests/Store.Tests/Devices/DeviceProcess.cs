using Store.Tests.Processes;

namespace Store.Tests.Devices;

/// <summary>The built device service as a process of its own, with a program that may do everything.</summary>
internal sealed class DeviceProcess : IDisposable
{
    private readonly HostProcess process;

    private DeviceProcess(HostProcess process)
    {
        this.process = process;
        process.Use(DeviceTill.Token);
        Client = new StoreApp.Client(Http);
    }

    public HttpClient Http => process.Http;

    public StoreApp.Client Client { get; }

    public static async Task<DeviceProcess> Start(string folder, params string[] settings) => new(await HostProcess.ServeDevices(folder, settings));

    /// <summary>kill -9.</summary>
    public void Kill() => process.Kill();

    public Task Stop() => process.Stop();

    public void Dispose() => process.Dispose();
}
