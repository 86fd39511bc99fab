using Store.Access.Users;

namespace Store.Access.Sessions;

/// <summary>
/// Checks a user's password or PIN and locks the account after five failures in a row, of the one or the other. The try is counted and committed before the password is looked at, so that
/// guesses sent all at once are no more than guesses sent one by one.
/// </summary>
internal sealed class PasswordCheck(Db db, AuditLog audit, Passwords passwords, TimeProvider clock)
{
    private const int FailuresAtMost = 5;

    private static readonly TimeSpan LockTerm = TimeSpan.FromMinutes(15);

    // One try per account at a time on this host: several correct ones at once must not count as failures of each other.
    private static readonly SemaphoreSlim[] Turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>
    /// Runs <paramref name="then"/> in a transaction when name and password go together. Null when they do not, or the account is locked or not active:
    /// after the same time and without a difference that tells which.
    /// </summary>
    public Task<T?> IfRight<T>(string userName, string password, Func<Account, Task<T>> then, CancellationToken cancellationToken)
        where T : class => IfRight(userName, password, account => account.PasswordHash, then, cancellationToken);

    /// <summary>The same with the PIN; someone who has none is refused like someone who mistypes it.</summary>
    public Task<T?> IfPinRight<T>(string userName, string pin, Func<Account, Task<T>> then, CancellationToken cancellationToken)
        where T : class => IfRight(userName, pin, account => account.PinHash, then, cancellationToken);

    private async Task<T?> IfRight<T>(string userName, string secret, Func<Account, string?> hashOf, Func<Account, Task<T>> then, CancellationToken cancellationToken)
        where T : class
    {
        var turn = Turns[(uint)userName.GetHashCode(StringComparison.Ordinal) % Turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            var account = await db.Transact(() => CountTry(userName, cancellationToken), cancellationToken);
            var hash = account is null ? null : hashOf(account);
            if (!passwords.Matches(hash ?? passwords.StandIn, secret) || account is null || hash is null)
            {
                if (account?.LockedUntil is not null)
                    await db.Transact(() => TellOfLock(account, cancellationToken), cancellationToken);
                return null;
            }

            return await db.Transact(async () => await ForgetTries(account, cancellationToken) ? await then(account) : null, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Account?> CountTry(string userName, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var counted = await db.Execute("""
            UPDATE access.Users
            SET    FailedSignIns = CASE WHEN LockedUntil IS NULL THEN FailedSignIns + 1 ELSE 1 END,
                   LockedUntil = CASE WHEN LockedUntil IS NULL AND FailedSignIns + 1 >= @FailuresAtMost THEN @LockedUntil ELSE NULL END
            WHERE  UserName = @userName AND Active = 1 AND (LockedUntil IS NULL OR LockedUntil <= @now)
            """, new { userName, now, FailuresAtMost, LockedUntil = now + LockTerm }, cancellationToken);
        return counted == 0
            ? null
            : await db.Find<Account>("""
                SELECT UserId, UserName, DisplayName, Language, PasswordHash, PinHash, LockedUntil
                FROM   access.Users
                WHERE  UserName = @userName
                """, new { userName }, cancellationToken);
    }

    private async Task<bool> ForgetTries(Account account, CancellationToken cancellationToken) => await db.Execute("""
        UPDATE access.Users
        SET    FailedSignIns = 0, LockedUntil = NULL
        WHERE  UserId = @UserId AND Active = 1 AND PasswordHash = @PasswordHash AND COALESCE(PinHash, '') = @PinHash
        """, new { account.UserId, account.PasswordHash, PinHash = account.PinHash ?? "" }, cancellationToken) == 1;

    private async Task<Account> TellOfLock(Account account, CancellationToken cancellationToken)
    {
        await audit.Add("access.lock-out", $"user {account.UserName}", storeId: 0, old: null, now: new { account.LockedUntil }, cancellationToken);
        return account;
    }

    internal sealed record Account(long UserId, string UserName, string DisplayName, string Language, string PasswordHash, string? PinHash, DateTime? LockedUntil);
}
