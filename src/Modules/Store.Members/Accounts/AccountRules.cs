using System.Text.RegularExpressions;

namespace Store.Members.Accounts;

/// <summary>What accounts elsewhere are called.</summary>
internal static partial class AccountRules
{
    public const int SubjectLengthAtMost = 200;

    /// <summary>A provider as it is kept: compared without case.</summary>
    public static string Normal(string provider) => provider.Trim().ToLowerInvariant();

    public static IRuleBuilderOptions<T, string?> IsProvider<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(provider => provider is not null && Provider().IsMatch(Normal(provider))).WithMessage("A provider is a word such as wechat: letters, digits and hyphens, 40 at most.");

    public static IRuleBuilderOptions<T, string?> IsSubject<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(subject => !string.IsNullOrWhiteSpace(subject) && subject.Trim().Length <= SubjectLengthAtMost && !subject.Trim().Any(char.IsControl))
            .WithMessage($"What identifies an account has {SubjectLengthAtMost} characters at most.");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Provider();
}
