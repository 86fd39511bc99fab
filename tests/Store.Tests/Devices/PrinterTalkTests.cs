using Store.Devices.Links;
using Store.Devices.Printing;

namespace Store.Tests.Devices;

/// <summary>What is asked of a printer and what it answers, where answers get lost.</summary>
public sealed class PrinterTalkTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task While_an_answer_is_to_come_nothing_is_asked_that_it_could_be_taken_for()
    {
        var (till, printer) = PipeLink.Pair();
        await using var device = printer;
        await using var talk = new PrinterTalk(till, TimeProvider.System, _ => { });

        // The drawer's pin is high, which in an answer about the cover would be an open one.
        Assert.False(await talk.AskStatus([1], Moment, CancellationToken.None));
        Assert.False(await talk.AskStatus([2], Moment, CancellationToken.None));
        await device.Send(new byte[] { 0x16 }, CancellationToken.None);
        Assert.True(await talk.Until(() => talk.Status.Known, Moment * 10, CancellationToken.None));

        Assert.Equal((true, false), (talk.Status.DrawerPinHigh, talk.Status.CoverOpen));
        Assert.Equal([0x10, 0x04, 0x01], await Asked(device));

        // Once it is not waited for any more, what comes is about what was asked since.
        var asking = talk.AskStatus([1], Moment, CancellationToken.None);
        Assert.False(await asking);
        talk.Forget();
        asking = talk.AskStatus([4], Moment * 10, CancellationToken.None);
        await Asked(device);
        await device.Send(new byte[] { 0x72 }, CancellationToken.None);
        Assert.True(await asking);
        Assert.True(talk.Status.PaperOut);
    }

    [Fact]
    public async Task A_report_of_changes_is_no_answer_to_a_question()
    {
        var (till, printer) = PipeLink.Pair();
        await using var device = printer;
        await using var talk = new PrinterTalk(till, TimeProvider.System, _ => { });

        var asking = talk.AskStatus([1], Moment, CancellationToken.None);
        await device.Send(new byte[] { 0x14, 0x00, 0x00, 0x0F }, CancellationToken.None);

        Assert.False(await asking);
        Assert.True(talk.Reports);
    }

    private static async Task<byte[]> Asked(PipeLink device)
    {
        var buffer = new byte[64];
        return buffer[..await device.Receive(buffer, CancellationToken.None)];
    }
}
