using System.Runtime.InteropServices;

namespace Store.Devices.Links;

/// <summary>Windows' print spooler itself. Written after its documentation, and not run yet: everything that can be wrong but the calls is in <see cref="SpoolLink"/>.</summary>
internal sealed partial class Winspool : IWinspool
{
    private const int NamedDocument = 1;
    private const int StatusAlone = 6;

    public int LastError => Marshal.GetLastPInvokeError();

    public nint Open(string printer) => OpenPrinter(printer, out var handle, 0) ? handle : 0;

    public unsafe bool Begin(nint printer, string title)
    {
        fixed (char* name = title, raw = "RAW")
        {
            var document = new DocumentInfo { Name = name, DataType = raw };
            return StartDocPrinter(printer, NamedDocument, ref document) != 0 && StartPagePrinter(printer);
        }
    }

    public int Write(nint printer, ReadOnlySpan<byte> bytes) => WritePrinter(printer, in MemoryMarshal.GetReference(bytes), bytes.Length, out var written) ? written : -1;

    public bool End(nint printer) => EndPagePrinter(printer) && EndDocPrinter(printer);

    public void Abort(nint printer) => AbortPrinter(printer);

    public uint? Status(nint printer) => GetPrinter(printer, StatusAlone, out var status, sizeof(uint), out _) ? status : null;

    public void Close(nint printer) => ClosePrinter(printer);

    [LibraryImport("Winspool.drv", EntryPoint = "OpenPrinterW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool OpenPrinter(string printer, out nint handle, nint defaults);

    [LibraryImport("Winspool.drv", EntryPoint = "StartDocPrinterW", SetLastError = true)]
    private static partial int StartDocPrinter(nint printer, int level, ref DocumentInfo document);

    [LibraryImport("Winspool.drv", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool StartPagePrinter(nint printer);

    [LibraryImport("Winspool.drv", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WritePrinter(nint printer, ref readonly byte bytes, int count, out int written);

    [LibraryImport("Winspool.drv", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool EndPagePrinter(nint printer);

    [LibraryImport("Winspool.drv", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool EndDocPrinter(nint printer);

    [LibraryImport("Winspool.drv", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AbortPrinter(nint printer);

    [LibraryImport("Winspool.drv", EntryPoint = "GetPrinterW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetPrinter(nint printer, int level, out uint status, int size, out int needed);

    [LibraryImport("Winspool.drv", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ClosePrinter(nint printer);

    /// <summary>DOC_INFO_1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct DocumentInfo
    {
        public char* Name;
        public char* OutputFile;
        public char* DataType;
    }
}
