using Store.Devices.Registry;

namespace Store.Devices.Links;

/// <summary>The wire to a device on another one's cable: what is sent goes out whole, between what that one sends itself. Nothing is heard on it.</summary>
/// <param name="send">Has the owner of the cable send something in its turn.</param>
/// <param name="over">The cable is gone.</param>
internal sealed class SharedLink(Func<ReadOnlyMemory<byte>, CancellationToken, Task> send, Task over) : ILink
{
    public async ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await send(bytes, cancellationToken);
        }
        catch (OutOfReach gone)
        {
            throw new LinkFailed(gone.Code, gone.Message, gone);
        }
    }

    public async ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await over.WaitAsync(cancellationToken);
        return 0;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
