namespace Store.Members.Contacts;

/// <summary>An e-mail address as it is kept: in one case, since nobody's differ by it.</summary>
internal static class Email
{
    public const int LengthAtMost = 200;

    /// <summary>The address as it is kept; null where it is none.</summary>
    public static string? Normal(string? text)
    {
        var address = text?.Trim().ToLowerInvariant();
        if (address is null or { Length: > LengthAtMost } || address.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
            return null;
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == address.LastIndexOf('@') && address.IndexOf('.', at) > at + 1 && !address.EndsWith('.') ? address : null;
    }

    /// <summary>So much of it that its owner knows it again: z***@example.com.</summary>
    public static string Masked(string normal) => $"{normal[0]}***{normal[normal.IndexOf('@', StringComparison.Ordinal)..]}";
}
