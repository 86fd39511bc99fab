using Store.Access.Users;

namespace Store.Access.Sessions;

/// <summary>
/// How a person says at a till who they are: by badge or by user name, and always with the PIN. The PIN alone says nothing, since two people may have the same.
/// </summary>
internal sealed class PinCheck(PasswordCheck check, Badges badges)
{
    /// <summary>No user name is empty, so nobody's tries are counted; the answer takes as long.</summary>
    private const string Nobody = "";

    /// <summary>
    /// Runs <paramref name="then"/> in a transaction when badge or name and PIN go together. Null when they do not, or the account is locked or not active.
    /// </summary>
    public async Task<T?> IfRight<T>(PersonAtTill who, Func<PasswordCheck.Account, Task<T>> then, CancellationToken cancellationToken)
        where T : class
    {
        var userName = who.Badge is { Length: > 0 } badge ? await badges.HolderOf(badge, cancellationToken) ?? Nobody : Accounts.Canonical(who.UserName ?? Nobody);
        return await check.IfPinRight(userName, who.Pin, then, cancellationToken);
    }
}

/// <summary>Someone who says at a till who they are.</summary>
/// <param name="Badge">The code of the badge; null where the name is typed.</param>
/// <param name="UserName">The user name; null where a badge is scanned.</param>
/// <param name="Pin">Four to eight digits.</param>
internal sealed record PersonAtTill(string? Badge, string? UserName, string Pin)
{
    internal sealed class Validator : AbstractValidator<PersonAtTill>
    {
        public Validator()
        {
            RuleFor(who => who.Pin).IsPin();
            RuleFor(who => who.Badge).MaximumLength(100);
            RuleFor(who => who.UserName).MaximumLength(100);
            RuleFor(who => who).Must(who => string.IsNullOrEmpty(who.Badge) != string.IsNullOrEmpty(who.UserName)).WithName("who")
                .WithMessage("Say who it is, by badge or by user name.");
        }
    }
}

internal static class PinRule
{
    private const int LengthAtLeast = 4;
    private const int LengthAtMost = 8;

    public static IRuleBuilderOptions<T, string> IsPin<T>(this IRuleBuilder<T, string> pin) => pin
        .NotEmpty().Must(text => text is null || (text.Length is >= LengthAtLeast and <= LengthAtMost && text.All(char.IsAsciiDigit)))
        .WithMessage($"A PIN has {LengthAtLeast} to {LengthAtMost} digits.");
}
