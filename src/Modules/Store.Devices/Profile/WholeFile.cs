using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Store.Devices.Profile;

/// <summary>Writes files whole or not at all, also when the power goes.</summary>
internal static partial class WholeFile
{
    private const int CloseOnExec = 0x80000;

    /// <summary>Puts another file in the place of this one.</summary>
    /// <returns>How long it is.</returns>
    public static long Write(string path, Action<Stream> write)
    {
        var fresh = path + ".new";
        long length;
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            write(file);
            file.Flush(flushToDisk: true);
            length = file.Length;
        }

        File.Move(fresh, path, overwrite: true);
        KeepNames(Path.GetDirectoryName(path)!);
        return length;
    }

    /// <summary>Waits until the disk has the names in a folder too: a file that was made or renamed is there after a power cut only then. Windows keeps them by itself.</summary>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public static void KeepNames(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var opened = OpenFolder(folder, CloseOnExec);
        if (opened.IsInvalid || Flush(opened) != 0)
            throw new IOException($"The names in {folder} cannot be kept: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle folder);
}
