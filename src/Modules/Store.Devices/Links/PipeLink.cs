using System.IO.Pipelines;

namespace Store.Devices.Links;

/// <summary>A wire within the process, to a virtual device.</summary>
internal sealed class PipeLink : ILink
{
    private readonly PipeReader incoming;
    private readonly PipeWriter outgoing;

    private PipeLink(PipeReader incoming, PipeWriter outgoing)
    {
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    /// <summary>The two ends of a new wire.</summary>
    public static (PipeLink Till, PipeLink Device) Pair()
    {
        var (down, up) = (new Pipe(), new Pipe());
        return (new PipeLink(up.Reader, down.Writer), new PipeLink(down.Reader, up.Writer));
    }

    public async ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            if ((await outgoing.WriteAsync(bytes, cancellationToken)).IsCompleted)
                throw new LinkFailed("link.lost", "The device is gone.");
        }
        catch (InvalidOperationException closed)
        {
            throw new LinkFailed("link.lost", "The device is gone.", closed);
        }
    }

    public ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken) => Take(incoming, buffer, cancellationToken);

    /// <summary>Pulls the cable: both sides find the other gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await outgoing.CompleteAsync();
        await incoming.CompleteAsync();
    }

    /// <summary>What has come in, as far as there is room; waits for the first byte, 0 when no more will come.</summary>
    internal static async ValueTask<int> Take(PipeReader incoming, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await incoming.ReadAsync(cancellationToken);
        var count = (int)Math.Min(buffer.Length, read.Buffer.Length);
        var taken = read.Buffer.Slice(0, count);
        var written = 0;
        foreach (var part in taken)
        {
            part.CopyTo(buffer[written..]);
            written += part.Length;
        }

        incoming.AdvanceTo(taken.End);
        return count;
    }
}
