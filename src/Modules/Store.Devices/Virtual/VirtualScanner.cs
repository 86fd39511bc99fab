using System.Text;
using System.Threading.Channels;
using Store.Devices.Links;

namespace Store.Devices.Virtual;

/// <summary>A scanner without a lens: it sends the codes that it is given, as fast, as split and as glued as scanners do.</summary>
internal sealed class VirtualScanner
{
    private readonly Channel<(byte[] Bytes, TimeSpan Pause)> sending = Channel.CreateUnbounded<(byte[], TimeSpan)>();

    /// <summary>Sends one code with its end.</summary>
    /// <param name="code">With the kind in front of it (<c>]E0</c>) where the scanner is set to send it.</param>
    /// <param name="pieces">In how many pieces it comes.</param>
    /// <param name="pause">Between them.</param>
    public void Scan(string code, int pieces = 1, TimeSpan pause = default) => Send([.. Encoding.UTF8.GetBytes(code), (byte)'\r'], pieces, pause);

    /// <summary>Sends any bytes.</summary>
    public void Send(byte[] bytes, int pieces = 1, TimeSpan pause = default)
    {
        foreach (var piece in bytes.Chunk(Math.Max(1, (bytes.Length + pieces - 1) / pieces)))
            sending.Writer.TryWrite((piece, pause));
    }

    /// <summary>Sends over the wire until it is cut.</summary>
    public async Task Run(ILink link, CancellationToken cancellationToken)
    {
        await foreach (var (bytes, pause) in sending.Reader.ReadAllAsync(cancellationToken))
        {
            await link.Send(bytes, cancellationToken);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, cancellationToken);
        }
    }
}
