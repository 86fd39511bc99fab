using System.Text;
using Store.Contracts.Catalog;
using Store.Devices.Registry;

namespace Store.Devices.Scanners;

/// <summary>Makes of the bytes of a scan what the till can use.</summary>
/// <param name="clock">To notice a trigger that bounces.</param>
/// <param name="separator">What the scanner sends in place of the separator of GS1; none where it sends that.</param>
internal sealed class ScanReader(TimeProvider clock, string? separator = null)
{
    /// <summary>A trigger that bounces reads the same code again within this time.</summary>
    private static readonly TimeSpan Bounce = TimeSpan.FromMilliseconds(300);

    private static readonly DeviceProblem NotSound = new("scan.not_gs1", "This code does not say what a code of GS1 says: type in what is printed beside it.");
    private static readonly DeviceProblem NotSeparated = new("scan.not_separated", "Where the parts of this code end cannot be told, since the scanner may not send its separators: read what is printed beside it.");

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 = Chinese();

    /// <summary>A scanner that sends separators sends all of them.</summary>
    private bool separates = !string.IsNullOrEmpty(separator);

    private string lastLabel = "";
    private long lastAt;

    public Scan Read(byte[] bytes)
    {
        var (symbology, label) = Symbology.Of(Separated(Text(bytes)));
        var now = clock.GetTimestamp();
        var repeat = label == lastLabel && clock.GetElapsedTime(lastAt, now) < Bounce;
        (lastLabel, lastAt) = (label, now);
        var (elements, problem) = Elements(symbology, label);
        return new Scan(symbology.Type, symbology.AimId, label, repeat, PaymentCodes.IsOne(label)) { Raw = bytes, Elements = elements, ElementsProblem = problem };
    }

    /// <summary>What a code of GS1 says, element by element: all of it or nothing, since part of one may be a wrong lot.</summary>
    private (IReadOnlyList<Gs1Element>? Elements, DeviceProblem? Problem) Elements(Symbology symbology, string label)
    {
        if (!symbology.IsGs1 && !Gs1Elements.IsLink(label))
            return (null, null);
        separates |= label.Contains(Gs1Elements.Separator, StringComparison.Ordinal);
        if (Gs1Elements.Split(label) is not { } elements || !elements.All(Gs1Elements.IsSound))
            return (null, NotSound);
        return symbology.IsGs1 && !separates && Gs1Elements.MayHideAnother(elements) ? (null, NotSeparated) : (elements, null);
    }

    private string Separated(string text) => string.IsNullOrEmpty(separator) ? text : text.Replace(separator, Gs1Elements.Separator.ToString(), StringComparison.Ordinal);

    /// <summary>QR codes in China carry UTF-8 or GB18030 and do not say which; what is no UTF-8 is the other.</summary>
    private static string Text(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Gb18030.GetString(bytes);
        }
    }

    private static Encoding Chinese()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }
}

/// <summary>What a scanner has read.</summary>
/// <param name="ScanDataType">The kind of code.</param>
/// <param name="SymbologyId">The kind as the scanner named it; empty where it did not.</param>
/// <param name="Label">What the code says, without that name. Separators of GS1 stay in it.</param>
/// <param name="Repeat">The same code as a moment ago: perhaps the trigger bounced.</param>
/// <param name="MayPay">It has the shape of a code that customers pay with; it is worth money for a minute and is never written down.</param>
internal sealed record Scan(ScanDataType ScanDataType, string SymbologyId, string Label, bool Repeat, bool MayPay)
{
    /// <summary>As it came.</summary>
    public byte[] Raw { get; init; } = [];

    /// <summary>What a code of GS1 says, element by element; null where it is none or cannot be told.</summary>
    public IReadOnlyList<Gs1Element>? Elements { get; init; }

    /// <summary>Why the elements of a code of GS1 cannot be told.</summary>
    public DeviceProblem? ElementsProblem { get; init; }

    /// <summary>Without the code, so that it stands in no log.</summary>
    public override string ToString() => $"{ScanDataType} of {Label.Length}{(Repeat ? ", repeated" : "")}";
}

/// <summary>The codes that customers show to pay: of WeChat, Alipay and UnionPay.</summary>
internal static class PaymentCodes
{
    private const int WeChatLength = 18;
    private const int UnionPayLength = 19;
    private const int FaceLength = 35;

    public static bool IsOne(string label)
    {
        if (label.Length == FaceLength && label.StartsWith("fp", StringComparison.Ordinal))
            return true;
        if (label.Length < 16 || label.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return false;
        var prefix = ((label[0] - '0') * 10) + label[1] - '0';
        return prefix switch
        {
            >= 10 and <= 15 => label.Length == WeChatLength,
            >= 25 and <= 30 => label.Length <= 24,
            62 => label.Length == UnionPayLength,
            _ => false,
        };
    }
}
