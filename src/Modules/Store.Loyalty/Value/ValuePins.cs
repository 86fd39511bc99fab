using System.Data.Common;
using Microsoft.AspNetCore.Identity;

namespace Store.Loyalty.Value;

/// <summary>
/// Members' PINs for large payments out of stored value: hashed, and locked for a while after five failures in a row. The try is counted and committed before the PIN is looked at, so
/// that guesses sent all at once are no more than guesses sent one by one.
/// </summary>
internal sealed class ValuePins(Db db, TimeProvider clock)
{
    private const int FailuresAtMost = 5;

    private static readonly TimeSpan LockTerm = TimeSpan.FromMinutes(15);
    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> hasher = new();

    public async Task Set(long memberId, string pin, CancellationToken cancellationToken)
    {
        var row = new { memberId, hash = hasher.HashPassword(Nobody, pin) };
        if (await db.Execute("UPDATE loyalty.ValuePins SET PinHash = @hash, Failures = 0, LockedUntil = NULL WHERE MemberId = @memberId", row, cancellationToken) > 0)
            return;
        try
        {
            await db.Execute("INSERT INTO loyalty.ValuePins (MemberId, PinHash, Failures) VALUES (@memberId, @hash, 0)", row, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("The member's PIN is being set elsewhere.", refused);
        }
    }

    /// <summary>Outside of any transaction: a failure counts whatever becomes of the request.</summary>
    /// <exception cref="RuleBroken"><c>value.pin_missing</c>, <c>value.pin_locked</c> or <c>value.pin_wrong</c>.</exception>
    public async Task Require(long memberId, string pin, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var counted = await db.Transact(() => db.Execute("""
            UPDATE loyalty.ValuePins
            SET    Failures = Failures + 1, LockedUntil = CASE WHEN Failures + 1 >= @FailuresAtMost THEN @until ELSE NULL END
            WHERE  MemberId = @memberId AND (LockedUntil IS NULL OR LockedUntil <= @now)
            """, new { FailuresAtMost, until = now + LockTerm, memberId, now }, cancellationToken), cancellationToken);
        var hash = await db.Find<string>("SELECT PinHash FROM loyalty.ValuePins WHERE MemberId = @memberId", new { memberId }, cancellationToken)
            ?? throw new RuleBroken("value.pin_missing", "The member has no PIN yet.");
        if (counted == 0)
            throw new RuleBroken("value.pin_locked", "Too many wrong PINs; try again in a quarter of an hour.");
        if (hasher.VerifyHashedPassword(Nobody, hash, pin) == PasswordVerificationResult.Failed)
            throw new RuleBroken("value.pin_wrong", "This is not the member's PIN.");
        await db.Transact(() => db.Execute("UPDATE loyalty.ValuePins SET Failures = 0, LockedUntil = NULL WHERE MemberId = @memberId", new { memberId }, cancellationToken), cancellationToken);
    }
}

internal static class ValuePinRule
{
    public static IRuleBuilderOptions<T, string> IsValuePin<T>(this IRuleBuilder<T, string> pin) =>
        pin.NotEmpty().Length(4, 8).Must(digits => digits is null || digits.All(char.IsAsciiDigit)).WithMessage("A PIN is 4 to 8 digits.");
}
