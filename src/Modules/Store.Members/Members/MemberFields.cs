namespace Store.Members.Members;

/// <summary>What a member's number and name may be, typed or from a file.</summary>
internal static class MemberFields
{
    public const int NameLengthAtMost = 100;

    /// <summary>What is wrong with a number; null when nothing is.</summary>
    public static string? FaultOfNumber(string? number) =>
        string.IsNullOrWhiteSpace(number) ? "The number is missing."
        : number.Trim().Length > MemberRows.NumberLengthAtMost ? $"The number has more than {MemberRows.NumberLengthAtMost} characters."
        : number.Any(char.IsControl) ? "The number has control characters in it."
        : null;

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? FaultOfName(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "The name is missing."
        : name.Trim().Length > NameLengthAtMost ? $"The name has more than {NameLengthAtMost} characters."
        : name.Any(char.IsControl) ? "The name has control characters in it."
        : null;
}
