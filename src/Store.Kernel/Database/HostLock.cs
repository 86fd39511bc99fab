namespace Store.Kernel.Database;

/// <summary>
/// Says on disk that hosts are working on an embedded database, so that a restore does not pull the file from under them.
/// Every host holds the lock file shared; a restore needs it alone. The operating system lets go when a process dies.
/// </summary>
internal sealed class HostLock : IDisposable
{
    private readonly FileStream file;

    private HostLock(FileStream file) => this.file = file;

    /// <summary>Taken by a host for as long as it runs.</summary>
    public static HostLock TakeShared(string dataFile) =>
        new(new FileStream(dataFile + ".lock", FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read | FileShare.Delete));

    /// <exception cref="SettingMissing">A host is running on the database.</exception>
    public static HostLock TakeForRestore(string dataFile)
    {
        try
        {
            return new HostLock(new FileStream(dataFile + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new SettingMissing($"A host is running on {dataFile}; stop it, then restore.");
        }
    }

    public void Dispose() => file.Dispose();
}
