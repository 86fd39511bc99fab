namespace Store.Devices.Virtual;

/// <summary>What a virtual printer shows to the wire that it hangs on.</summary>
internal interface IVirtualPrinter
{
    /// <summary>Something can be seen or read that could not before.</summary>
    event EventHandler? Changed;

    /// <summary>Bytes it can take before it makes others wait.</summary>
    int Room { get; }

    /// <summary>It has more to print, and goes on as time does.</summary>
    bool HasMore { get; }

    /// <summary>Takes bytes and prints as far as time allows.</summary>
    /// <returns>What it has to say.</returns>
    byte[] Feed(ReadOnlySpan<byte> bytes);

    /// <summary>Prints on as far as time allows.</summary>
    /// <returns>What it has to say.</returns>
    byte[] Advance();
}
