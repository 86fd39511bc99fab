using System.Data.Common;

namespace Store.Access.Users;

/// <summary>What the slices that make and change accounts share: new accounts, grants, passwords, the end of sessions.</summary>
internal sealed class Accounts(Db db, Ids ids, Sessions.RememberedAnswers remembered, TimeProvider clock)
{
    public const string DefaultLanguage = "zh-Hans";

    /// <summary>User names are typed without regard to case, and phones like to put a blank behind them.</summary>
    public static string Canonical(string userName) => userName.Trim().ToLowerInvariant();

    public static string SearchText(string userName, string displayName) => $"{userName} {displayName.ToLowerInvariant()}";

    /// <exception cref="Conflict">The user name is taken.</exception>
    public async Task<long> Create(string userName, string displayName, string passwordHash, IReadOnlyCollection<Grant> grants, CancellationToken cancellationToken)
    {
        var user = new
        {
            UserId = ids.Next(), UserName = Canonical(userName), DisplayName = displayName, SearchText = SearchText(Canonical(userName), displayName),
            PasswordHash = passwordHash, Language = DefaultLanguage, CreatedAt = clock.UtcNow(),
        };
        try
        {
            await db.Execute("""
                INSERT INTO access.Users (UserId, UserName, DisplayName, SearchText, PasswordHash, Language, Active, FailedSignIns, CreatedAt, Version)
                VALUES (@UserId, @UserName, @DisplayName, @SearchText, @PasswordHash, @Language, 1, 0, @CreatedAt, 1)
                """, user, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new Conflict("user.name_taken", $"There is a user {user.UserName} already.");
        }

        await AddGrants(user.UserId, grants, cancellationToken);
        return user.UserId;
    }

    public async Task AddGrants(long userId, IReadOnlyCollection<Grant> grants, CancellationToken cancellationToken)
    {
        if (grants.Count > 0)
        {
            await db.Insert("""
                INSERT INTO access.Grants (UserId, StoreId, RoleId)
                VALUES (@UserId, @StoreId, @RoleId)
                """, grants.Select(grant => new { UserId = userId, grant.StoreId, grant.RoleId }).ToList(), cancellationToken);
        }
    }

    public Task<IReadOnlyList<Grant>> GrantsOf(long userId, CancellationToken cancellationToken) => db.Query<Grant>("""
        SELECT RoleId, StoreId FROM access.Grants WHERE UserId = @userId ORDER BY StoreId, RoleId
        """, new { userId }, cancellationToken);

    /// <summary>Puts a new password on an account, unlocks it and ends its sessions, but for the one the person has just used to do it.</summary>
    public async Task SetPassword(long userId, string passwordHash, string? exceptTokenHash, CancellationToken cancellationToken)
    {
        await db.Execute("""
            UPDATE access.Users
            SET    PasswordHash = @passwordHash, FailedSignIns = 0, LockedUntil = NULL
            WHERE  UserId = @userId
            """, new { userId, passwordHash }, cancellationToken);
        await EndSessions(userId, exceptTokenHash, cancellationToken);
    }

    /// <summary>Puts a new PIN on an account or takes it away, unlocks it and ends its sessions at tills, but for the one the person has just used to do it.</summary>
    public async Task SetPin(long userId, string? pinHash, string? exceptTokenHash, CancellationToken cancellationToken)
    {
        await db.Execute("""
            UPDATE access.Users
            SET    PinHash = @pinHash, FailedSignIns = 0, LockedUntil = NULL
            WHERE  UserId = @userId
            """, new { userId, pinHash }, cancellationToken);
        await db.Execute("""
            DELETE FROM access.Sessions WHERE UserId = @userId AND Kind = @Kind AND TokenHash <> @except
            """, new { userId, Kind = nameof(Sessions.SessionKind.Till), except = exceptTokenHash ?? "" }, cancellationToken);
        Forget(userId);
    }

    public async Task EndSessions(long userId, string? exceptTokenHash, CancellationToken cancellationToken)
    {
        await db.Execute("""
            DELETE FROM access.Sessions WHERE UserId = @userId AND TokenHash <> @except
            """, new { userId, except = exceptTokenHash ?? "" }, cancellationToken);
        Forget(userId);
    }

    /// <summary>From the commit on, this host asks the database again who the user is and what they may do.</summary>
    public void Forget(long userId) => db.AfterCommit(() => remembered.ForgetUser(userId));

    /// <summary>What is done to a user belongs into the log of the one store it concerns, or of the whole chain.</summary>
    public static long StoreOf(IEnumerable<Grant> grants) => grants.Select(grant => grant.StoreId).Distinct().ToList() is [var only] ? only : 0;
}
