using Microsoft.Extensions.Configuration;

namespace Store.Devices.Profile;

/// <summary>The folder in which a till's devices keep everything: profile, pairings and journals. One process holds it.</summary>
internal sealed class DeviceFolder : IDisposable
{
    private readonly string path;
    private FileStream? held;

    public DeviceFolder(IConfiguration configuration) => path = System.IO.Path.GetFullPath(configuration["Devices:Folder"] is { Length: > 0 } named ? named : "data/devices");

    public string this[string name] => System.IO.Path.Combine(path, name);

    /// <summary>Whether anything has been set up here; a host without devices makes no folder.</summary>
    public bool Exists => Directory.Exists(path);

    /// <summary>Makes the folder and keeps others out. The operating system lets go when the process dies.</summary>
    /// <exception cref="SettingMissing">Another process works in it.</exception>
    public void Hold()
    {
        Directory.CreateDirectory(path);
        try
        {
            held ??= new FileStream(this["lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new SettingMissing($"The devices in {path} are in use by another process; give this one a folder of its own (Devices:Folder).");
        }
    }

    /// <summary>Writes a file whole or not at all, also when the power goes.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(path);
        var bytes = content.ToArray();
        WholeFile.Write(this[name], file => file.Write(bytes));
    }

    public void Dispose() => held?.Dispose();
}
