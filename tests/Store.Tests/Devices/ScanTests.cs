using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Store.Devices.Scanners;

namespace Store.Tests.Devices;

/// <summary>What comes from a scanner, and what of it is a scan.</summary>
public sealed class ScanTests
{
    [Theory]
    [InlineData("6901234567892\r", "6901234567892")]
    [InlineData("6901234567892\n", "6901234567892")]
    [InlineData("6901234567892\r\n", "6901234567892")]
    [InlineData("\u00026901234567892\u0003", "6901234567892")]
    [InlineData("\u00026901234567892\r\n", "6901234567892")]
    [InlineData("6901234567892\r6923644210151\r", "6901234567892|6923644210151")]
    [InlineData("\r\n\r\n6901234567892\r\n", "6901234567892")]
    [InlineData("69012\u000034567892\r", "6901234567892")]
    [InlineData("69012345\u00026923644210151\r", "6923644210151")]
    [InlineData("6901234567892", "")]
    public void Scans_end_as_scanners_end_them(string sent, string scans) => Assert.Equal(scans, string.Join('|', Take(new ScanFraming(ScanEnd.Line), sent)));

    [Fact]
    public void However_scans_are_split_and_glued_they_come_out_whole()
    {
        var code = Gen.Elements("0123456789ABC].-/".ToCharArray()).NonEmptyListOf().Select(signs => string.Concat(signs));
        Prop.ForAll(code.ListOf(8).Zip(Gen.Elements("\r", "\n", "\r\n", "\u0003").Zip(Gen.Choose(1, 9))).ToArbitrary(), one =>
        {
            var (codes, (end, step)) = one;
            var framing = new ScanFraming(ScanEnd.Line);
            var sent = string.Concat(codes.Select(each => each + end));

            return sent.Chunk(step).SelectMany(piece => Take(framing, new string(piece))).SequenceEqual(codes) && framing.Broken == 0;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void C4_what_a_scanner_sends_in_place_of_the_separator_is_one_again()
    {
        var label = new ScanReader(TimeProvider.System, "^]").Read("]C1010690123456789210LOT^]3720"u8.ToArray()).Label;

        Assert.Equal("010690123456789210LOT\u001D3720", label);
    }

    [Theory]
    [InlineData("]d201069012345678921726123131030012501" + "0LOT\u001D21SER", "01=06901234567892 17=261231 3103=001250 10=LOT 21=SER")]
    [InlineData("]C1010690123456789210LOT", "01=06901234567892 10=LOT")]
    [InlineData("]e00106901234567892", "01=06901234567892")]
    [InlineData("]Q1https://id.gs1.org/01/06901234567892/10/LOT?17=261231", "01=06901234567892 10=LOT 17=261231")]
    [InlineData("]Q30106901234567892", "01=06901234567892")]
    [InlineData("]d2010690123456789210LOT3103001250", "scan.not_separated")]
    [InlineData("]d2010690123456789210LOT21SER", "scan.not_separated")]
    [InlineData("]d20106901234567893", "scan.not_gs1")]
    [InlineData("]d2010690123456789217261331", "scan.not_gs1")]
    [InlineData("]d1010690123456789210LOT", "")]
    [InlineData("]E06901234567892", "")]
    [InlineData("0106901234567892", "")]
    public void C4_A_code_of_GS1_is_told_element_by_element_or_not_at_all(string sent, string elements) => Assert.Equal(elements, Said(Read(Encoding.UTF8.GetBytes(sent))));

    [Fact]
    public void C4_A_scanner_that_has_once_sent_a_separator_loses_none()
    {
        var reader = new ScanReader(TimeProvider.System);
        var doubtful = "]d2010690123456789210L2105"u8.ToArray();

        Assert.Equal("scan.not_separated", Said(reader.Read(doubtful)));
        reader.Read("]d2010690123456789210LOT\u001D21SER"u8.ToArray());
        Assert.Equal("01=06901234567892 10=L2105", Said(reader.Read(doubtful)));
        Assert.Equal("01=06901234567892 10=L2105", Said(new ScanReader(TimeProvider.System, "^]").Read(doubtful)));
    }

    [Fact]
    public void Too_long_a_scan_is_thrown_away_as_a_whole_and_the_next_one_is_right()
    {
        var framing = new ScanFraming(ScanEnd.Line);

        Assert.Empty(Take(framing, new string('7', 5000)));
        Assert.Equal(["6901234567892"], Take(framing, "\r6901234567892\r"));
        Assert.Equal(1, framing.Broken);
    }

    [Fact]
    public void A_scan_without_its_end_is_not_glued_to_the_next()
    {
        var framing = new ScanFraming(ScanEnd.Line);

        Assert.Empty(Take(framing, "690123"));
        Assert.True(framing.IsWithin);
        Assert.Null(framing.FallSilent());
        Assert.Equal(["6923644210151"], Take(framing, "6923644210151\r"));
        Assert.Equal(1, framing.Broken);
    }

    [Fact]
    public void Where_a_scanner_sends_no_end_silence_is_one()
    {
        var framing = new ScanFraming(ScanEnd.Silence);

        Assert.Empty(Take(framing, "6901234"));
        Assert.Empty(Take(framing, "567892"));
        Assert.Equal("6901234567892", Encoding.ASCII.GetString(framing.FallSilent()!));
        Assert.Null(framing.FallSilent());
    }

    [Theory]
    [InlineData("]E06901234567892", 104, "]E0", "6901234567892")]
    [InlineData("]E496385074", 103, "]E4", "96385074")]
    [InlineData("]C0ABC-123", 110, "]C0", "ABC-123")]
    [InlineData("]C10106901234567892", 120, "]C1", "0106901234567892")]
    [InlineData("]A0ABC", 108, "]A0", "ABC")]
    [InlineData("]I01234567890", 106, "]I0", "1234567890")]
    [InlineData("]e00106901234567892", 131, "]e0", "0106901234567892")]
    [InlineData("]d1HELLO", 203, "]d1", "HELLO")]
    [InlineData("]d2010690123456789217261231310300125010LOT\u001d21SER", 208, "]d2", "010690123456789217261231310300125010LOT\u001d21SER")]
    [InlineData("]Q1https://id.gs1.org/01/06901234567892", 204, "]Q1", "https://id.gs1.org/01/06901234567892")]
    [InlineData("]Q30106901234567892", 209, "]Q3", "0106901234567892")]
    [InlineData("]h0你好", 215, "]h0", "你好")]
    [InlineData("]X0ABC", 501, "]X0", "ABC")]
    [InlineData("6901234567892", 0, "", "6901234567892")]
    [InlineData("]]", 0, "", "]]")]
    public void The_kind_of_code_stands_in_front_of_it(string sent, int type, string id, string label)
    {
        var scan = Read(Encoding.UTF8.GetBytes(sent));

        Assert.Equal((type, id, label), ((int)scan.ScanDataType, scan.SymbologyId, scan.Label));
    }

    [Fact]
    public void Chinese_is_read_in_either_encoding()
    {
        Assert.Equal("会员001", Read("会员001"u8.ToArray()).Label);
        Assert.Equal("会员001", Read([0xBB, 0xE1, 0xD4, 0xB1, 0x30, 0x30, 0x31]).Label);
    }

    [Fact]
    public void The_same_code_a_moment_later_is_marked()
    {
        var clock = new Stopwatch();
        var reader = new ScanReader(clock);

        Assert.False(reader.Read("6901234567892"u8.ToArray()).Repeat);
        clock.Milliseconds += 200;
        Assert.True(reader.Read("6901234567892"u8.ToArray()).Repeat);
        Assert.False(reader.Read("6923644210151"u8.ToArray()).Repeat);
        clock.Milliseconds += 400;
        Assert.False(reader.Read("6923644210151"u8.ToArray()).Repeat);
    }

    [Theory]
    [InlineData("130123456789012345", true)]
    [InlineData("281234567890123456", true)]
    [InlineData("2512345678901234", true)]
    [InlineData("fp0123456789012345678901234567890ab", true)]
    [InlineData("6212345678901234567", true)]
    [InlineData("6901234567892", false)]
    [InlineData("2200123012500", false)]
    [InlineData("160123456789012345", false)]
    [InlineData("13012345678901234A", false)]
    public void Codes_that_may_be_worth_money_are_marked_and_stand_in_no_log(string code, bool mayPay)
    {
        var scan = Read(Encoding.UTF8.GetBytes(code));

        Assert.Equal(mayPay, scan.MayPay);
        Assert.DoesNotContain(code, $"{scan}", StringComparison.Ordinal);
    }

    private static string Said(Scan scan) => scan.ElementsProblem?.Code ?? string.Join(' ', (scan.Elements ?? []).Select(element => $"{element.Ai}={element.Value}"));

    private static Scan Read(byte[] bytes) => new ScanReader(TimeProvider.System).Read(bytes);

    private static List<string> Take(ScanFraming framing, string sent) => framing.Take(Encoding.UTF8.GetBytes(sent)).Select(Encoding.UTF8.GetString).ToList();

    private sealed class Stopwatch : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
