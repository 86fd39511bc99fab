using FsCheck;
using FsCheck.Fluent;
using Store.Devices.Displays;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>What customers read on a display.</summary>
public sealed class DisplayProtocolTests
{
    private static readonly DisplayContent Cola = new(DisplayKind.Item, "可口可乐 Cola 330ml", 7.00m, "2 × 3.50");

    [Theory]
    [InlineData("Cd5220")]
    [InlineData("EpsonDmD")]
    public void Two_lines_of_letters_show_item_total_and_change(string protocol)
    {
        var display = new VirtualDisplay();
        var spoken = Of(protocol);
        display.Take(spoken.Begin());

        display.Take(spoken.Show(Cola));
        Assert.Equal(("Cola 330ml", "2 x 3.50        7.00"), display.Screen());
        display.Take(spoken.Show(Cola with { Total = 12.50m }));
        Assert.Equal(("Cola 330ml      7.00", "TOTAL          12.50"), display.Screen());
        display.Take(spoken.Show(Cola with { Name = "可口可乐", Total = 12.50m }));
        Assert.Equal(("2 x 3.50        7.00", "TOTAL          12.50"), display.Screen());
        display.Take(spoken.Show(new DisplayContent(DisplayKind.Total, Amount: 1234.50m, Detail: "3 pcs")));
        Assert.Equal(("TOTAL        1234.50", "3 pcs"), display.Screen());
        display.Take(spoken.Show(new DisplayContent(DisplayKind.Change, Amount: 0.50m)));
        Assert.Equal(("CHANGE          0.50", ""), display.Screen());
        display.Take(spoken.Show(new DisplayContent(DisplayKind.Idle, "Welcome")));
        Assert.Equal(("      Welcome", ""), display.Screen());
        display.Take(spoken.Show(new DisplayContent(DisplayKind.Lines, "Café   ＡＢ", Detail: "12345678901234567890 and more")));
        Assert.Equal(("Cafe   AB", "12345678901234567890"), display.Screen());
        display.Take(spoken.Show(new DisplayContent(DisplayKind.Item, "Cafe\uFFFE\u202E 😀\0\u001B")));
        Assert.Equal(("Cafe", "                0.00"), display.Screen());
        display.Take(spoken.Clear());
        Assert.Equal(("", ""), display.Screen());
    }

    [Theory]
    [InlineData("Cd5220")]
    [InlineData("EpsonDmD")]
    public void A_text_that_is_too_long_goes_round_in_the_upper_line_and_the_lower_one_stays(string protocol)
    {
        const string Text = "Fresh bread every day at eight";
        var (display, spoken) = (new VirtualDisplay(), Of(protocol));
        var content = new DisplayContent(DisplayKind.Marquee, Text, Detail: "Store 1");
        display.Take(spoken.Begin());
        display.Take(spoken.Show(content));

        var round = string.Concat(Enumerable.Repeat(Text + "   ", 2));
        for (var step = 0; step < round.Length; step++)
        {
            Assert.Equal(((round + round).Substring(step, 20).TrimEnd(), "Store 1"), display.Screen());
            display.Take(spoken.Move(content, step + 1));
        }

        Assert.Equal(0, display.Ignored);
        Assert.Empty(spoken.Move(content with { Name = "It fits" }, 1));
        Assert.Empty(new Led8().Move(content, 1));
    }

    [Theory]
    [InlineData("Cd5220")]
    [InlineData("EpsonDmD")]
    [InlineData("Led8")]
    public void No_command_falls_into_the_trap_of_string_mode(string protocol) => Prop.ForAll(Gen.Choose(0, 6).ListOf(12).ToArbitrary(), steps =>
    {
        var display = new VirtualDisplay();
        var spoken = Of(protocol);
        display.Take(spoken.Begin());
        foreach (var step in steps)
        {
            display.Take(step switch
            {
                0 => spoken.Begin(),
                1 => spoken.Clear(),
                2 => spoken.Brightness(3),
                3 => spoken.Show(Cola),
                4 => spoken.Show(new DisplayContent(DisplayKind.Total, Amount: 99m)),
                5 => spoken.Show(new DisplayContent(DisplayKind.Idle, "Have a very nice day, see you")),
                _ => spoken.Show(new DisplayContent(DisplayKind.Change, Amount: 1m)),
            });
        }

        return display.Ignored == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_virtual_display_has_the_trap()
    {
        var display = new VirtualDisplay();
        display.Take([0x1B, (byte)'Q', (byte)'A', .. "12345678901234567890"u8, 0x0D]);
        display.Take([0x1B, 0x2A, 0x01]);
        Assert.Equal((1, 4), (display.Ignored, display.Brightness));

        display.Take([0x0C, 0x1B, 0x2A, 0x01]);
        Assert.Equal((1, 1), (display.Ignored, display.Brightness));
    }

    [Fact]
    public void A_price_display_shows_the_number_and_what_it_is()
    {
        var display = new VirtualDisplay();
        var led = new Led8();
        display.Take(led.Begin());

        display.Take(led.Show(Cola));
        Assert.Equal(("7.00", '1'), (display.Screen().Upper, display.Lamp));
        display.Take(led.Show(new DisplayContent(DisplayKind.Change, Amount: 3m)));
        Assert.Equal(("3.00", '4'), (display.Screen().Upper, display.Lamp));
        display.Take(led.Show(new DisplayContent(DisplayKind.Total, Amount: 12_345_678.90m)));
        Assert.Equal("", display.Screen().Upper);
        display.Take(led.Show(new DisplayContent(DisplayKind.Idle, "Welcome")));
        Assert.Equal(("", '0'), (display.Screen().Upper, display.Lamp));
    }

    [Fact]
    public void Every_line_has_exactly_as_many_letters_as_the_display_whatever_the_text() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<string>().Zip(Gen.Choose(0, 99_999_999)).ToArbitrary(), one =>
        {
            var (upper, lower) = DisplayText.Lines(new DisplayContent(DisplayKind.Item, one.Item1 ?? "", one.Item2 / 100m, one.Item1 ?? ""), Cd5220.Columns);

            return upper.Length == Cd5220.Columns && lower.Length == Cd5220.Columns && (upper + lower).All(sign => sign is >= ' ' and <= '~');
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Café ａｂｃ　１２", "Cafe abc 12")]
    [InlineData("可口可乐", "")]
    public void What_the_display_has_no_letters_for_is_left_out(string text, string shown) => Assert.Equal(shown, DisplayText.Ascii(text));

    private static DisplayProtocol Of(string model) => DisplayProtocol.Of(Enum.Parse<DisplayModel>(model));
}
