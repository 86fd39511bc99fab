using System.Globalization;
using System.Text;
using Store.Devices.Links;
using Store.Devices.Scales;

namespace Store.Devices.Virtual;

/// <summary>A scale without a plate: what lies on it is said, and it answers like the scale that it stands for, or as badly as that can.</summary>
internal sealed class VirtualScale(ScaleModel model)
{
    private const int CapacityGrams = 15_000;
    private readonly Lock gate = new();
    private readonly Queue<ScaleFault> faults = new();
    private int grams;
    private int tare;
    private int zeroAt;
    private bool moving;
    private int? lastSaid;

    /// <summary>Pounds instead of kilograms.</summary>
    public bool Pounds { get; set; }

    /// <summary>What it is told besides weights, such as to set itself to zero.</summary>
    public int Questions { get; private set; }

    private int Net => grams - zeroAt - tare;

    /// <summary>Lays something on the plate, or takes it away.</summary>
    public void Put(int onPlate, bool unstable = false)
    {
        lock (gate)
            (grams, moving) = (onPlate, unstable);
    }

    /// <summary>Spoils the next answers, one after the other.</summary>
    public void Spoil(params IReadOnlyList<ScaleFault> next)
    {
        lock (gate)
        {
            foreach (var fault in next)
                faults.Enqueue(fault);
        }
    }

    /// <summary>Answers what comes over the wire until it is cut.</summary>
    public async Task Run(ILink link, CancellationToken cancellationToken)
    {
        if (model == ScaleModel.CasContinuous)
        {
            await Talk(link, cancellationToken);
            return;
        }

        var buffer = new byte[64];
        var asked = new List<byte>();
        while (await link.Receive(buffer, cancellationToken) is > 0 and var count)
        {
            asked.AddRange(buffer[..count]);
            while (Answer(asked) is { } answer)
                await Send(link, answer, cancellationToken);
        }
    }

    /// <summary>Sends its weight ten times a second, as continuous scales do.</summary>
    private async Task Talk(ILink link, CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await beat.WaitForNextTickAsync(cancellationToken))
        {
            byte[] frame;
            lock (gate)
                frame = Continuous();
            await Send(link, frame, cancellationToken);
        }
    }

    private async Task Send(ILink link, byte[] answer, CancellationToken cancellationToken)
    {
        ScaleFault fault;
        lock (gate)
        {
            Questions++;
            // A single byte of agreement is spoilt by silence alone.
            fault = faults.Count > 0 && (answer.Length > 1 || faults.Peek() == ScaleFault.Silent) ? faults.Dequeue() : ScaleFault.None;
        }

        if (fault == ScaleFault.Silent || answer.Length == 0)
            return;
        await link.Send(Spoilt(answer, fault), cancellationToken);
    }

    private static byte[] Spoilt(byte[] answer, ScaleFault fault) => fault switch
    {
        ScaleFault.Partial => answer[..(answer.Length / 2)],
        ScaleFault.Noise => [0xFF, 0x00, .. "garbage"u8, 0x7E],
        ScaleFault.BadCheck => [.. answer.Select((one, at) => at == answer.Length / 2 ? (byte)(one ^ 0x11) : one)],
        _ => answer,
    };

    /// <summary>Takes the first question, if it is whole, and gives its answer; empty where it has none.</summary>
    private byte[]? Answer(List<byte> asked)
    {
        lock (gate)
        {
            return asked.Count == 0 ? null : model switch
            {
                ScaleModel.Toledo8217 => Toledo(Take(asked, 1)[0]),
                ScaleModel.Cas => CasAnswer(Take(asked, 1)[0]),
                _ => asked.IndexOf((byte)'\n') is >= 0 and var end ? Line(Encoding.ASCII.GetString(Take(asked, end + 1)).TrimEnd()) : null,
            };
        }
    }

    private static byte[] Take(List<byte> asked, int count)
    {
        var taken = asked[..count].ToArray();
        asked.RemoveRange(0, count);
        return taken;
    }

    private byte[] Toledo(byte question)
    {
        switch ((char)(question & 0x7F))
        {
            case 'W':
                return WithParity(State() == 0x40 || State() == 0x50 || State() == 0x60 ? $"\u0002{Kilograms("00.000")}{(tare != 0 ? "N" : "")}\r" : $"\u0002?{(char)State()}\r");
            case 'Z' when !moving && Math.Abs(grams) <= CapacityGrams / 50:
                zeroAt = grams;
                return WithParity($"\u0002?{(char)State()}\r");
            case 'Z':
                return WithParity($"\u0002?{(char)(State() | 0x08)}\r");
            case 'T':
                tare = grams - zeroAt;
                return WithParity($"\u0002?{(char)State()}\r");
            case 'C':
                tare = 0;
                return WithParity($"\u0002?{(char)State()}\r");
            default:
                return [];
        }
    }

    private int State() => 0x40 | (moving ? 0x01 : 0) | (grams > CapacityGrams ? 0x02 : 0) | (Net < 0 ? 0x04 : 0) | (Net == 0 && !moving ? 0x10 : 0) | (tare != 0 ? 0x20 : 0);

    /// <summary>Seven bits and even parity, as the wire carries them.</summary>
    private static byte[] WithParity(string text) => [.. Encoding.ASCII.GetBytes(text).Select(one => (byte)(int.PopCount(one) % 2 == 0 ? one : one | 0x80))];

    private string Kilograms(string format) => Pounds && model == ScaleModel.Toledo8217
        ? (Net / 453.59237m).ToString("000.00", CultureInfo.InvariantCulture)
        : (Net / 1000m).ToString(format, CultureInfo.InvariantCulture);

    private byte[] CasAnswer(byte question)
    {
        switch (question)
        {
            case 0x05:
                return [0x06];
            case 0x11:
                var said = Encoding.ASCII.GetBytes($"{(moving ? 'U' : 'S')}{(Net < 0 ? '-' : ' ')}{Math.Abs(Net) / 1000m:00.000}{(Pounds ? "lb" : "kg")}");
                return [0x01, 0x02, .. said, WeightText.Xor(said), 0x03, 0x04];
            default:
                return [];
        }
    }

    private byte[] Continuous() => grams > CapacityGrams
        ? [.. "OL,GS,0"u8, 0x80, .. ",         "u8, .. "kg\r\n"u8]
        : [.. Encoding.ASCII.GetBytes($"{(moving ? "US" : "ST")},{(tare != 0 ? "NT" : "GS")},0"), 0x80, .. Encoding.ASCII.GetBytes($",{(Net < 0 ? '-' : '+')}{Math.Abs(Net) / 1000m,7:0.000} {(Pounds ? "lb" : "kg")}\r\n")];

    private byte[] Line(string question)
    {
        if (model == ScaleModel.Dibal)
        {
            if (!question.StartsWith("98", StringComparison.Ordinal))
                return [];
            var said = Encoding.ASCII.GetBytes($"99{(moving || Net < 0 ? '1' : '0')}{Math.Max(0, Net):00000}0000000");
            return [.. said, WeightText.Xor(said), (byte)'\r', (byte)'\n'];
        }

        switch (question)
        {
            case "P" when !moving && Net != 0 && Net != lastSaid:
                lastSaid = Net;
                return Encoding.ASCII.GetBytes($"{Kilograms("0.000")} {(Pounds ? "lb" : "kg")}\r\n");
            case "Z":
                zeroAt = grams;
                return [];
            default:
                return [];
        }
    }
}

/// <summary>What can go wrong with an answer.</summary>
internal enum ScaleFault
{
    None,

    /// <summary>No answer at all.</summary>
    Silent,

    /// <summary>Half of it.</summary>
    Partial,

    /// <summary>Something else, as with the wrong speed.</summary>
    Noise,

    /// <summary>One bit different.</summary>
    BadCheck,
}
