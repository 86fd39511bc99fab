using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Store.Devices.Scales;

namespace Store.Tests.Devices;

/// <summary>What comes from a scale, byte by byte.</summary>
public sealed class ScaleProtocolTests
{
    private static readonly byte[] CasExample = [0x01, 0x02, 0x53, 0x20, 0x30, 0x31, 0x2E, 0x32, 0x35, 0x30, 0x6B, 0x67, 0x67, 0x03, 0x04];

    public static TheoryData<string> Names => [.. Enum.GetNames<ScaleModel>()];

    [Theory]
    [InlineData("Toledo8217", "02 30 31 2E 32 35 30 0D", "Stable", 1250)]
    [InlineData("Toledo8217", "82 30 B1 2E B2 35 30 8D", "Stable", 1250)]
    [InlineData("Toledo8217", "02 30 30 2E 33 30 30 4E 0D", "Stable", 300)]
    [InlineData("Toledo8217", "02 30 30 2E 30 30 30 0D", "AtZero", 0)]
    [InlineData("Toledo8217", "02 3F 41 0D", "Moving", 0)]
    [InlineData("Toledo8217", "02 3F 42 0D", "OverCapacity", 0)]
    [InlineData("Toledo8217", "02 3F 43 0D", "OverCapacity", 0)]
    [InlineData("Toledo8217", "02 3F 44 0D", "UnderZero", 0)]
    [InlineData("Toledo8217", "02 3F 50 0D", "AtZero", 0)]
    [InlineData("Toledo8217", "02 3F 48 0D", "OutsideZero", 0)]
    [InlineData("Toledo8217", "02 30 30 32 2E 37 36 0D", "WrongUnit", 0)]
    [InlineData("Cas", "01 02 53 20 30 31 2E 32 35 30 6B 67 67 03 04", "Stable", 1250)]
    [InlineData("Cas", "81 02 53 20 30 31 2E 32 35 30 6B 67 67 03 04", "Stable", 1250)]
    [InlineData("Cas", "01 02 53 20 30 30 31 2E 32 35 30 6B 67 57 03", "Stable", 1250)]
    [InlineData("Cas", "01 02 55 20 30 31 2E 32 35 30 6B 67 61 03 04", "Moving", 1250)]
    [InlineData("Cas", "01 02 53 2D 30 31 2E 32 35 30 6B 67 6A 03 04", "UnderZero", -1250)]
    [InlineData("Cas", "01 02 53 20 30 31 2E 32 35 30 6C 62 65 03 04", "WrongUnit", 0)]
    [InlineData("CasContinuous", "53 54 2C 47 53 2C 30 80 2C 2B 20 20 31 2E 32 35 30 20 6B 67 0D 0A", "Stable", 1250)]
    [InlineData("CasContinuous", "55 53 2C 47 53 2C 30 80 2C 2B 20 20 31 2E 32 35 30 20 6B 67 0D 0A", "Moving", 1250)]
    [InlineData("CasContinuous", "53 54 2C 4E 54 2C 30 80 2C 2D 20 20 31 2E 32 35 30 20 6B 67 0D 0A", "UnderZero", -1250)]
    [InlineData("CasContinuous", "4F 4C 2C 47 53 2C 30 80 2C 20 20 20 20 20 20 20 20 20 6B 67 0D 0A", "OverCapacity", 0)]
    [InlineData("CasContinuous", "53 54 2C 47 53 2C 30 80 2C 2B 20 20 31 2E 32 35 30 20 6C 62 0D 0A", "WrongUnit", 0)]
    [InlineData("Dibal", "39 39 30 30 31 32 35 30 30 30 30 30 30 30 30 36 0D 0A", "Stable", 1250)]
    [InlineData("Dibal", "39 39 31 30 31 32 35 30 30 30 30 30 30 30 30 37 0D 0A", "Moving", 0)]
    [InlineData("Adam", "20 20 31 2E 32 35 30 20 6B 67 0D 0A", "Stable", 1250)]
    [InlineData("Adam", "4E 65 74 20 20 30 2E 35 20 6B 67 0D 0A", "Stable", 500)]
    [InlineData("Adam", "20 20 32 2E 37 36 20 6C 62 0D 0A", "WrongUnit", 0)]
    public void Reads_what_scales_say(string protocol, string hex, string state, int grams)
    {
        var reading = Assert.Single(All(Of(protocol), Bytes(hex)));

        Assert.Equal((state, grams), (reading.State.ToString(), reading.Grams));
    }

    [Fact]
    public void A_tare_that_is_taken_off_is_told()
    {
        Assert.True(Assert.Single(All(new Toledo8217(), Bytes("02 30 30 2E 33 30 30 4E 0D"))).Net);
        Assert.True(Assert.Single(All(new CasContinuous(), Bytes("53 54 2C 4E 54 2C 30 80 2C 2B 20 20 31 2E 32 35 30 20 6B 67 0D 0A"))).Net);
        Assert.True(Assert.Single(All(new Adam(), "Net 0.500 kg\r\n"u8.ToArray())).Net);
        Assert.False(Assert.Single(All(new Adam(), "0.500 kg\r\n"u8.ToArray())).Net);
    }

    [Theory]
    [InlineData("Toledo8217", "02 30 31 2C 32 35 30 0D")]
    [InlineData("Toledo8217", "02 3F 01 0D")]
    [InlineData("Cas", "01 02 53 20 30 31 2E 32 35 30 6B 67 66 03 04")]
    [InlineData("Cas", "01 02 53 20 30 31 2E 33 35 30 6B 67 67 03 04")]
    [InlineData("CasContinuous", "53 54 2C 47 53 2C 30 80 2C 2B 20 20 31 2E 32 35 2E 20 6B 67 0D 0A")]
    [InlineData("Dibal", "39 39 30 30 31 32 35 31 30 30 30 30 30 30 30 36 0D 0A")]
    [InlineData("Adam", "31 2E 32 33 34 35 20 6B 67 0D 0A")]
    public void What_came_broken_is_no_weight(string protocol, string hex) => Assert.Empty(All(Of(protocol), Bytes(hex)));

    [Fact]
    public void Dibal_is_asked_with_its_check() => Assert.Equal(Bytes("39 38 30 30 31 32 33 31 0D 0A"), Dibal.Ask(123));

    [Theory]
    [MemberData(nameof(Names))]
    public void However_it_is_split_and_glued_and_whatever_stands_between_every_weight_is_read(string protocol)
    {
        var noise = Gen.Elements<byte>(0xFF, 0x00, 0x7F, 0x0D, 0x15, 0x20).ListOf(4).Select(bytes => bytes.ToArray());
        var part = noise.Zip(Gen.Choose(1, 14_999));
        Prop.ForAll(part.ListOf(5).Zip(Gen.Choose(1, 7)).ToArbitrary(), one =>
        {
            var (parts, step) = one;
            var sent = parts.SelectMany(each => each.Item1.Concat(Frame(protocol, each.Item2))).ToArray();

            return All(Of(protocol), sent, step).Select(reading => reading.Grams).SequenceEqual(parts.Select(each => each.Item2));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Garbage_is_never_a_weight_and_never_an_end(string protocol) => Prop.ForAll(Gen.Choose(0, 255).ListOf(300).ToArbitrary(), garbage =>
    {
        // With a digit for a weight among a hundred garbage bytes the odds are not worth counting.
        var bytes = garbage.Select(one => (byte)one).Where(one => one != (byte)'.').ToArray();

        return All(Of(protocol), bytes).All(reading => reading.State is not ScaleState.Stable || protocol == "Adam");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_bit_that_came_wrong_never_changes_the_weight_of_a_scale_that_sends_a_check()
    {
        for (var bit = 0; bit < CasExample.Length * 8; bit++)
        {
            var sent = CasExample.ToArray();
            sent[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.All(All(new Cas(), sent), reading => Assert.Equal(1250, reading.Grams));
        }
    }

    private static ScaleProtocol Of(string name) => ScaleProtocol.Of(Enum.Parse<ScaleModel>(name));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>All readings in these bytes as they come, a few at a time.</summary>
    private static List<ScaleReading> All(ScaleProtocol protocol, byte[] sent, int step = int.MaxValue)
    {
        var readings = new List<ScaleReading>();
        var waiting = new List<byte>();
        foreach (var chunk in sent.Chunk(Math.Min(step, Math.Max(1, sent.Length))))
        {
            waiting.AddRange(chunk);
            while (waiting.Count > 0 && protocol.Read(waiting.ToArray()) is { Used: > 0 } frame)
            {
                waiting.RemoveRange(0, frame.Used);
                if (frame.Reading is not null)
                    readings.Add(frame.Reading);
            }
        }

        return readings;
    }

    private static byte[] Frame(string protocol, int grams)
    {
        var kilograms = (grams / 1000m).ToString("00.000", CultureInfo.InvariantCulture);
        switch (protocol)
        {
            case "Toledo8217":
                return Encoding.ASCII.GetBytes($"\u0002{kilograms}\r");
            case "Cas":
                var said = Encoding.ASCII.GetBytes($"S {kilograms}kg");
                return [0x01, 0x02, .. said, WeightText.Xor(said), 0x03, 0x04];
            case "CasContinuous":
                return [.. "ST,GS,1"u8, 0x81, .. Encoding.ASCII.GetBytes($",  {kilograms} kg\r\n")];
            case "Dibal":
                var answer = Encoding.ASCII.GetBytes($"990{grams:00000}0001234");
                return [.. answer, WeightText.Xor(answer), (byte)'\r', (byte)'\n'];
            default:
                return Encoding.ASCII.GetBytes($"\n {kilograms} kg\r\n");
        }
    }
}
