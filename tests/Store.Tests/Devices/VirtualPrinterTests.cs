using Store.Contracts.Devices;
using Store.Devices.EscPos;
using Store.Devices.Virtual;
using static Store.Tests.Devices.Papers;

namespace Store.Tests.Devices;

/// <summary>What a virtual printer does as a real one would.</summary>
public sealed class VirtualPrinterTests
{
    private static readonly PrintDocument Two = Document(PrintElement.Line("one"), PrintElement.Line("two"), PrintElement.Cut);

    /// <summary>Of a printer that tells nothing by itself, and of one that does.</summary>
    private static readonly byte[] Job = EscPosEncoder.Encode(Two, Wide with { AutoStatus = false }).Bytes;
    private static readonly byte[] WatchedJob = EscPosEncoder.Encode(Two, Wide).Bytes;

    [Fact]
    public void Says_that_a_job_is_on_paper_when_it_is()
    {
        var reader = new StatusReader();
        var printer = Printer(Wide);

        var told = reader.Read(printer.Feed([.. Job, .. EscPosCommands.ReportProcess("AbC1")]));

        Assert.Equal([new ProcessCompleted("AbC1")], told);
        Assert.Equal("one\ntwo", Assert.Single(printer.Receipts).Text);
    }

    [Fact]
    public void Stops_where_the_paper_ends_and_goes_on_by_itself_with_a_new_roll()
    {
        var reader = new StatusReader();
        var printer = Printer(Wide);
        printer.LoadPaper(3);

        Assert.Empty(reader.Read(printer.Feed([.. WatchedJob, .. EscPosCommands.ReportProcess("AbC1")])).OfType<ProcessCompleted>());
        Assert.Equal(new PrinterStatus(Known: true, PaperOut: true, PaperNearEnd: true), reader.Status);
        Assert.Empty(printer.Receipts);

        printer.LoadPaper(80_000);
        Assert.Equal(new ProcessCompleted("AbC1"), reader.Read(printer.Advance())[^1]);
        Assert.True(reader.Status is { Online: true, PaperOut: false });
        Assert.Equal("one\ntwo", Assert.Single(printer.Receipts).Text);
    }

    [Fact]
    public void Answers_at_once_while_it_stands_still()
    {
        var reader = new StatusReader();
        var printer = Printer(Wide);
        printer.OpenCover();
        printer.Feed(Job);

        foreach (var about in (int[])[1, 2, 3, 4])
        {
            reader.ExpectRealTime(about);
            reader.Read(printer.Feed(EscPosCommands.RealTimeStatus(about)));
        }

        Assert.Equal(new PrinterStatus(Known: true, CoverOpen: true), reader.Status);
        Assert.Empty(printer.Receipt.Lines);
    }

    [Fact]
    public void Answers_for_hours_while_it_stands_still_and_prints_then_what_it_was_given()
    {
        var printer = Printer(Wide);
        printer.LoadPaper(0);
        printer.Feed(Job);
        var waiting = printer.State.BufferedBytes;

        // Each second for three hours, and now and then a drawer.
        for (var second = 0; second < 3 * 3_600; second++)
        {
            foreach (var about in (int[])[1, 2, 3, 4])
                Assert.Single(printer.Feed(EscPosCommands.RealTimeStatus(about)));
            if (second % 600 == 0)
                printer.Feed(EscPosCommands.KickAtOnce());
        }

        Assert.Equal(waiting, printer.State.BufferedBytes);
        printer.LoadPaper(80_000);
        printer.Advance();
        Assert.Equal("one\ntwo", Assert.Single(printer.Receipts).Text);
    }

    [Fact]
    public void What_it_is_asked_within_a_picture_is_a_part_of_that_too()
    {
        var printer = Printer(Wide);
        printer.OpenCover();

        Assert.Single(printer.Feed([0x1D, 0x76, 0x30, 0x00, 0x05, 0x00, 0x01, 0x00, 0xFF, .. EscPosCommands.RealTimeStatus(1), 0xFF, .. "one\n"u8]));
        printer.CloseCover();
        printer.Advance();

        Assert.Equal((19, "one"), (Papers.BlackDots(printer.Receipt.Dots) - Papers.BlackDots(Print(Document(PrintElement.Line("one")), Wide).Dots), printer.Receipt.Text.Trim()));
    }

    [Fact]
    public void Forgets_in_a_power_cut_what_is_not_on_paper()
    {
        var clock = new StoppedClock();
        var printer = Printer(Wide, new VirtualPrinterOptions(MmPerSecond: 10), clock);
        printer.Feed([.. Job, .. EscPosCommands.ReportProcess("AbC1")]);
        Assert.Equal("one", printer.Receipt.Text);

        printer.CutPower();
        Assert.Empty(printer.Feed(EscPosCommands.RealTimeStatus(1)));
        printer.RestorePower();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(printer.Advance());
        Assert.Equal("one", printer.Receipt.Text);
        Assert.Equal(0, printer.State.BufferedBytes);
    }

    [Fact]
    public void Takes_its_time_and_tells_only_then()
    {
        var clock = new StoppedClock();
        var printer = Printer(Wide, new VirtualPrinterOptions(MmPerSecond: 10), clock);

        Assert.Empty(printer.Feed([.. Job, .. EscPosCommands.ReportProcess("AbC1")]));
        Assert.True(printer.State.Printing);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Empty(printer.Advance());
        Assert.Equal("one\ntwo", printer.Receipt.Text);
        var replies = new List<byte>();
        for (var second = 0; second < 3; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            replies.AddRange(printer.Advance());
        }
        Assert.Equal([new ProcessCompleted("AbC1")], new StatusReader().Read([.. replies]));
    }

    [Fact]
    public void A_stuck_knife_stops_it_until_someone_frees_it_and_says_so()
    {
        var reader = new StatusReader();
        var printer = Printer(Wide);
        printer.JamCutter();

        reader.Read(printer.Feed([.. WatchedJob, .. EscPosCommands.ReportProcess("AbC1")]));
        Assert.Equal(new PrinterStatus(Known: true, CutterError: true), reader.Status);

        printer.FreeCutter();
        Assert.Contains(new ProcessCompleted("AbC1"), reader.Read(printer.Feed(EscPosCommands.Recover)));
        Assert.True(reader.Status is { Online: true, CutterError: false });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_kick_opens_the_drawer_and_its_pin_tells(bool openIsHigh)
    {
        var reader = new StatusReader();
        var printer = Printer(Wide, new VirtualPrinterOptions(DrawerOpenHigh: openIsHigh));
        reader.Read(printer.Feed(EscPosCommands.AutoStatus(on: true)));
        Assert.Equal(!openIsHigh, reader.Status.DrawerPinHigh);

        reader.Read(printer.Feed(EscPosCommands.Kick()));
        Assert.Equal(openIsHigh, reader.Status.DrawerPinHigh);
        Assert.Equal((true, 1), (printer.State.DrawerOpen, printer.State.Pulses));

        printer.CloseDrawer();
        reader.Read(printer.Advance());
        Assert.Equal(!openIsHigh, reader.Status.DrawerPinHigh);
    }

    [Fact]
    public void Obeys_a_pulse_in_real_time_even_inside_a_picture_unless_that_is_turned_off()
    {
        byte[] picture = [0x1D, 0x76, 0x30, 0x00, 0x05, 0x00, 0x01, 0x00, 0x10, 0x14, 0x01, 0x00, 0x05];
        var printer = Printer(Wide);

        printer.Feed(picture);
        Assert.Equal(1, printer.State.Pulses);

        printer.Feed([0x1D, 0x28, 0x44, 0x03, 0x00, 0x14, 0x01, 0x00]);
        printer.Feed(picture);
        Assert.Equal(1, printer.State.Pulses);
    }

    [Fact]
    public void A_pulse_in_real_time_opens_the_drawer_without_paper_and_with_an_open_cover_but_not_while_the_knife_is_stuck_or_another_runs()
    {
        var clock = new StoppedClock();
        var printer = Printer(Wide, clock: clock);
        printer.LoadPaper(0);
        printer.OpenCover();

        printer.Feed([.. EscPosCommands.Kick(), .. EscPosCommands.KickAtOnce()]);
        Assert.Equal((true, 1), (printer.State.DrawerOpen, printer.State.Pulses));
        printer.Feed(EscPosCommands.KickAtOnce());
        Assert.Equal(1, printer.State.Pulses);

        // The one in its turn comes in its turn.
        clock.Advance(TimeSpan.FromSeconds(1));
        printer.CloseCover();
        printer.LoadPaper(1000);
        printer.Advance();
        Assert.Equal(2, printer.State.Pulses);

        clock.Advance(TimeSpan.FromSeconds(1));
        printer.JamCutter();
        printer.Feed(EscPosCommands.Cut);
        printer.Feed(EscPosCommands.KickAtOnce());
        Assert.Equal(2, printer.State.Pulses);
    }

    [Fact]
    public void Cheap_ones_say_nothing_by_themselves_and_know_no_codes_of_four_bytes()
    {
        var printer = new VirtualPrinter(VirtualPrinterOptions.Cheap, TimeProvider.System);

        Assert.Empty(printer.Feed([.. EscPosCommands.Preamble(Wide), .. EscPosCommands.ReportProcess("AbC1")]));
        Assert.Equal([0x00], printer.Feed(EscPosCommands.PaperWhenReached));
        printer.Feed([0x81, 0x30, 0x84, 0x36, 0x0A]);
        Assert.Equal("?0?6", printer.Receipt.Lines[^1].Text);
    }

    [Fact]
    public void Says_who_it_is()
    {
        var reader = new StatusReader();

        Assert.Equal([new PrinterNamed("Virtual")], reader.Read(Printer(Wide).Feed(EscPosCommands.PrinterName(67))));
    }

    [Fact]
    public void Text_that_is_too_long_goes_on_in_the_next_line_as_on_paper()
    {
        var printer = Printer(Narrow);

        printer.Feed([.. "0123456789012345678901234567890123\n"u8]);

        Assert.Equal("01234567890123456789012345678901\n23", printer.Receipt.Text);
        Assert.True(printer.Receipt.Lines[0].Overflowed);
    }
}
