namespace Store.Devices.Scales;

/// <summary>A weight in the letters of a scale.</summary>
internal static class WeightText
{
    private const int DigitsAtMost = 8;

    /// <summary>
    /// Grams of a text such as <c>+ 01.250</c>, in kilograms. Null where it is none, or is finer than a gram: that is not rounded, since what is sold by it would cost something else.
    /// </summary>
    public static int? Grams(ReadOnlySpan<byte> kilograms)
    {
        var text = kilograms.Trim((byte)' ');
        var sign = 1;
        if (text is [(byte)'-' or (byte)'+', ..])
        {
            sign = text[0] == (byte)'-' ? -1 : 1;
            text = text[1..].TrimStart((byte)' ');
        }

        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var part = point < 0 ? [] : text[(point + 1)..].TrimEnd((byte)'0');
        if (whole.IsEmpty || whole.Length > DigitsAtMost - 3 || part.Length > 3)
            return null;
        return Digits(whole) is { } kilos && Digits(part) is { } rest ? sign * ((kilos * 1000) + (rest * part.Length switch { 1 => 100, 2 => 10, _ => 1 })) : null;
    }

    /// <summary>A number of digits alone; null where something else is among them.</summary>
    public static int? Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit((char)letter))
                return null;
            number = (number * 10) + letter - '0';
        }

        return number;
    }

    /// <summary>All bytes of these combined with "exclusive or", the check of several protocols.</summary>
    public static byte Xor(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var one in bytes)
            sum ^= one;
        return sum;
    }
}
