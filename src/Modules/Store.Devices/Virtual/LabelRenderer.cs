using System.Globalization;

namespace Store.Devices.Virtual;

/// <summary>Understands a language of label printers.</summary>
internal abstract class LabelRenderer
{
    /// <summary>A label and its copies are complete.</summary>
    public Action<VirtualLabel, int> Print { get; init; } = (_, _) => { };

    /// <summary>Someone asks for the status.</summary>
    public Action Ask { get; init; } = () => { };

    /// <summary>Someone has it say something.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Takes the first command of the bytes; 0 while it is not all there.</summary>
    public abstract int Take(ReadOnlySpan<byte> bytes);

    protected static int Number(IReadOnlyList<string> values, int place, int usual) =>
        place < values.Count && int.TryParse(values[place].Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
