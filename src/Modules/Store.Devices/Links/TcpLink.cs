using System.Net.Sockets;

namespace Store.Devices.Links;

/// <summary>A device in the network, port 9100 as a rule.</summary>
internal sealed class TcpLink : ILink
{
    private static readonly TimeSpan ConnectAtMost = TimeSpan.FromSeconds(3);

    private readonly Socket socket;

    private TcpLink(Socket socket) => this.socket = socket;

    public static async Task<TcpLink> Open(string host, int port, TimeProvider clock, CancellationToken cancellationToken)
    {
        var opened = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var tooLong = new CancellationTokenSource(ConnectAtMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLong.Token);
        try
        {
            await opened.ConnectAsync(host, port, either.Token);

            // A printer that lost its power says nothing; the keep-alive finds that out in about 15 seconds.
            opened.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            opened.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 5);
            opened.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 3);
            opened.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            return new TcpLink(opened);
        }
        catch (Exception failed) when (failed is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            opened.Dispose();
            throw failed is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
                ? new LinkFailed("link.refused", $"{host} is on but takes nothing at port {port}: it may be serving another till.", failed)
                : new LinkFailed("link.unreachable", $"{host} does not answer: look at its power and its network cable.", failed);
        }
    }

    public async ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            while (bytes.Length > 0)
                bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
        catch (Exception failed) when (failed is SocketException or ObjectDisposedException)
        {
            throw new LinkFailed("link.lost", "The connection broke.", failed);
        }
    }

    public async ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellationToken);
        }
        catch (Exception failed) when (failed is SocketException or ObjectDisposedException)
        {
            throw new LinkFailed("link.lost", "The connection broke.", failed);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
