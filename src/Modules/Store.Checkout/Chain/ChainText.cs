using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Store.Checkout.Chain;

/// <summary>
/// The canonical text of what is frozen, and its hash. Each field ends in a separator and text carries its length, so that no two different records have the same text.
/// A field that comes later is added at the end, and only where it has a value: what was hashed before keeps its hash.
/// </summary>
internal sealed class ChainText
{
    private readonly StringBuilder text = new(1024);

    public ChainText Add(long value)
    {
        text.Append(CultureInfo.InvariantCulture, $"{value}|");
        return this;
    }

    public ChainText Add(long? value)
    {
        if (value is { } known)
            text.Append(CultureInfo.InvariantCulture, $"{known}");
        text.Append('|');
        return this;
    }

    public ChainText Add(Money amount) => Add(amount.Minor);

    public ChainText Add(Quantity quantity) => Add(quantity.Milli);

    public ChainText Add(string? value)
    {
        if (value is not null)
            text.Append(CultureInfo.InvariantCulture, $"{value.Length}:").Append(value);
        text.Append('|');
        return this;
    }

    public ChainText Add(DateOnly date)
    {
        text.Append(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}|");
        return this;
    }

    /// <summary>A moment, to the millisecond as it is stored.</summary>
    public ChainText Add(DateTime time)
    {
        text.Append(CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.fff}|");
        return this;
    }

    public ChainText Add(Guid id)
    {
        text.Append(CultureInfo.InvariantCulture, $"{id:D}|");
        return this;
    }

    /// <summary>Ends a record: a line, a payment.</summary>
    public ChainText End()
    {
        text.Append('\n');
        return this;
    }

    /// <summary>SHA-256 of the text, in base64.</summary>
    public string Hash() => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
