namespace Store.Devices.Links;

/// <summary>The calls of Windows' print spooler that a printer needs, as winspool.drv has them.</summary>
internal interface IWinspool
{
    /// <summary>The number of Windows' error, after a call that failed.</summary>
    int LastError { get; }

    /// <returns>A handle; 0 where it fails.</returns>
    nint Open(string printer);

    /// <summary>Begins a document of bytes that no driver changes (RAW), and its page.</summary>
    bool Begin(nint printer, string title);

    /// <returns>How many bytes the spooler took; -1 where it fails.</returns>
    int Write(nint printer, ReadOnlySpan<byte> bytes);

    /// <summary>Ends page and document, which from then on is printed whenever the printer can.</summary>
    bool End(nint printer);

    /// <summary>Takes the document back.</summary>
    void Abort(nint printer);

    /// <summary>The printer's status as the spooler knows it; null where it fails.</summary>
    uint? Status(nint printer);

    void Close(nint printer);
}
