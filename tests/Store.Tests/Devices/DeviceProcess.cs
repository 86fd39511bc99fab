using Store.Tests.Processes;

namespace Store.Tests.Devices;

/// <summary>The built device service as a process of its own, which can be ended as a power cut does, and a program that may use it.</summary>
internal sealed class DeviceProcess : IDisposable
{
    private readonly HostProcess process;

    private DeviceProcess(HostProcess process)
    {
        this.process = process;
        process.Use(DeviceTill.Token);
        Client = new StoreApp.Client(process.Http);
    }

    public StoreApp.Client Client { get; }

    public static async Task<DeviceProcess> Start(string folder, params string[] settings) => new(await HostProcess.ServeDevices(folder, settings));

    /// <summary>kill -9.</summary>
    public void Kill() => process.Kill();

    public void Dispose() => process.Dispose();
}
