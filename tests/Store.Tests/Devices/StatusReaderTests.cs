using FsCheck;
using FsCheck.Fluent;
using Store.Devices.EscPos;

namespace Store.Tests.Devices;

/// <summary>What printers say, taken apart however it arrives.</summary>
public sealed class StatusReaderTests
{
    private static readonly byte[] Healthy = [0x14, 0x00, 0x00, 0x0F];
    private static readonly byte[] NoPaper = [0x18, 0x00, 0x0F, 0x0F];

    [Fact]
    public void A_report_of_changes_is_a_status()
    {
        var reader = new StatusReader();

        Assert.Equal([new StatusTold(new PrinterStatus(Known: true, Online: true, DrawerPinHigh: true))], reader.Read(Healthy));
        Assert.Equal([new StatusTold(new PrinterStatus(Known: true, PaperOut: true, PaperNearEnd: true))], reader.Read(NoPaper));
        Assert.Equal(new PrinterStatus(Known: true, CoverOpen: true, CutterError: true), ((StatusTold)reader.Read([0x38, 0x08, 0x00, 0x0F])[0]).Status);
    }

    [Fact]
    public void Answers_in_real_time_belong_to_the_questions_in_their_order()
    {
        var reader = new StatusReader();
        foreach (var about in (int[])[1, 2, 4])
            reader.ExpectRealTime(about);

        reader.Read([0x1A, 0x32, 0x7E]);

        Assert.Equal(new PrinterStatus(Known: true, PaperOut: true, PaperNearEnd: true), reader.Status);
        Assert.Equal(0, reader.RealTimeOutstanding);
    }

    [Fact]
    public void A_process_is_complete_even_with_flow_control_inside_its_block()
    {
        var reader = new StatusReader();

        Assert.Equal([new FlowChanged(true), new ProcessCompleted(" 1~A"), new FlowChanged(false)], reader.Read([0x37, 0x22, 0x20, 0x13, 0x31, 0x7E, 0x41, 0x00, 0x11]));
    }

    [Fact]
    public void An_answer_in_turn_counts_only_when_one_is_awaited()
    {
        var reader = new StatusReader();

        Assert.Empty(reader.Read([0x00]));
        reader.ExpectPaper();
        Assert.Equal([new TurnReached(new PrinterStatus(PaperNearEnd: true)), new PrinterNamed("Store")], reader.Read([0x03, 0x5F, .. "Store"u8, 0x00]));
        Assert.Equal(1, reader.Dropped);
    }

    [Fact]
    public void A_broken_report_is_no_answer_that_someone_waits_for()
    {
        var reader = new StatusReader();
        reader.ExpectPaper();

        Assert.Equal([new StatusTold(new PrinterStatus(Known: true, Online: true, DrawerPinHigh: true))], reader.Read([0x10, 0x00, 0x00, .. Healthy]));
    }

    [Fact]
    public void However_reads_are_split_the_same_is_read() => Prop.ForAll(Messages.ToArbitrary(), one =>
    {
        var (messages, splits) = one;
        var bytes = messages.SelectMany(message => message).ToArray();
        var whole = new StatusReader();
        var split = new StatusReader();
        var inOne = whole.Read(bytes);
        var inParts = new List<PrinterMessage>();
        for (var (start, next) = (0, 0); start < bytes.Length; next++)
        {
            var length = Math.Min(splits[next % splits.Length], bytes.Length - start);
            inParts.AddRange(split.Read(bytes.AsSpan(start, length)));
            start += length;
        }
        return inOne.SequenceEqual(inParts) && inOne.Count == messages.Length;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Behind_any_noise_the_truth_is_read_again() => Prop.ForAll(Gen.Choose(0, 255).Select(value => (byte)value).ListOf().Zip(Gen.Choose(0, 9)).ToArbitrary(), one =>
    {
        var reader = new StatusReader();
        for (var expected = 0; expected < one.Item2; expected++)
        {
            if (expected % 2 == 0)
                reader.ExpectPaper();
            else
                reader.ExpectRealTime(1 + expected % 4);
        }
        reader.Read([.. one.Item1]);
        reader.Forget();
        // The second report at the latest is whole again.
        var told = reader.Read([.. NoPaper, .. Healthy, 0x37, 0x22, .. "AbC1"u8, 0x00]);
        return told[^1] is ProcessCompleted("AbC1") && reader.Status == new PrinterStatus(Known: true, Online: true, DrawerPinHigh: true);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Noise_alone_never_says_that_something_is_printed() => Prop.ForAll(Gen.Choose(0, 255).Select(value => (byte)value).ListOf().ToArbitrary(), noise =>
    {
        var block = noise.Select((value, place) => value == 0x37 && place + 1 < noise.Count && noise[place + 1] == 0x22).Any(isBlock => isBlock);
        return block || !new StatusReader().Read([.. noise]).Any(message => message is ProcessCompleted or TurnReached);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Numbers_make_process_ids_that_a_printer_takes_and_none_comes_twice()
    {
        var ids = Enumerable.Range(0, 10_000).Select(number => EscPosCommands.ProcessId(number)).ToList();

        Assert.All(ids, id => Assert.True(id.Length == 4 && id.All(character => character is >= ' ' and <= '~')));
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("~~~~", EscPosCommands.ProcessId(95L * 95 * 95 * 95 - 1));
    }

    private static Gen<(byte[][] Messages, int[] Splits)> Messages => Gen.Elements(Healthy, NoPaper, [0x37, 0x22, .. "AbC1"u8, 0x00], [0x13], [0x11]).NonEmptyListOf()
        .Zip(Gen.Choose(1, 5).NonEmptyListOf()).Select(one => (one.Item1.ToArray(), one.Item2.ToArray()));
}
