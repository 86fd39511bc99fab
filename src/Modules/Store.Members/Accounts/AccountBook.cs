using System.Data.Common;
using Store.Kernel.Privacy;

namespace Store.Members.Accounts;

/// <summary>
/// Accounts that members have elsewhere, such as with a wallet or the chain's own app, and by which they are known again. What identifies them there is sealed in the database and found
/// by blind index; what it is of stands open.
/// </summary>
internal sealed class AccountBook(Db db, PersonalData personal, Caller caller, TimeProvider clock)
{
    private const string Purpose = "member.account";

    /// <summary>What identifies an account is that of its provider alone: the same text with another is another's.</summary>
    private string Index(string provider, string subject) => personal.Index(Purpose, $"{provider}\n{subject}");

    /// <summary>Whose it is; a file that was merged leads to the one that goes on. Null: nobody's.</summary>
    public Task<long?> OwnerOf(string provider, string subject, CancellationToken cancellationToken) => db.Find<long?>("""
        SELECT COALESCE(m.MergedIntoId, m.MemberId)
        FROM   members.MemberAccounts a
        JOIN   members.Members m ON m.MemberId = a.MemberId
        WHERE  a.Provider = @provider AND a.SubjectIndex = @index
        """, new { provider, index = Index(provider, subject) }, cancellationToken);

    /// <summary>Links one. Says its id, and whether it was not linked before.</summary>
    /// <exception cref="Conflict"><c>account.taken</c>: it is another member's.</exception>
    public async Task<(long AccountId, bool IsNew)> Link(long accountId, long memberId, string provider, string subject, CancellationToken cancellationToken)
    {
        var index = Index(provider, subject);
        if (await db.Find<Owner>("""
            SELECT a.AccountId, m.MemberId, m.Number
            FROM   members.MemberAccounts a
            JOIN   members.Members m ON m.MemberId = a.MemberId
            WHERE  a.Provider = @provider AND a.SubjectIndex = @index
            """, new { provider, index }, cancellationToken) is { } owner)
        {
            if (owner.MemberId == memberId)
                return (owner.AccountId, IsNew: false);
            var facts = caller.May("members.view") ? new Dictionary<string, object?> { ["memberId"] = owner.MemberId, ["number"] = owner.Number } : null;
            throw new Conflict("account.taken", "This account belongs to another member.", facts);
        }

        try
        {
            await db.Execute("""
                INSERT INTO members.MemberAccounts (AccountId, MemberId, Provider, SubjectIndex, Sealed, LinkedAt, LinkedBy, LinkedByName)
                VALUES (@accountId, @memberId, @provider, @index, @Sealed, @LinkedAt, @UserId, @Name)
                """, new { accountId, memberId, provider, index, Sealed = personal.Seal(Purpose, subject), LinkedAt = clock.UtcNow(), caller.UserId, caller.Name }, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("The account has been linked by a parallel request.", refused);
        }

        return (accountId, IsNew: true);
    }

    /// <summary>The accounts of some files, readable, in the order in which they were linked.</summary>
    public async Task<IReadOnlyList<Account>> Of(IReadOnlyCollection<long> memberIds, CancellationToken cancellationToken)
    {
        var rows = await db.Query<Row>("""
            SELECT AccountId, Provider, Sealed, LinkedAt, LinkedByName FROM members.MemberAccounts WHERE MemberId IN @memberIds ORDER BY AccountId
            """, new { memberIds }, cancellationToken);
        return [.. rows.Select(row => new Account(row.AccountId, row.Provider, personal.Open(Purpose, row.Sealed), row.LinkedAt, row.LinkedByName))];
    }

    private sealed record Owner(long AccountId, long MemberId, string Number);

    private sealed record Row(long AccountId, string Provider, string Sealed, DateTime LinkedAt, string LinkedByName);
}

/// <summary>An account elsewhere, readable.</summary>
internal sealed record Account(long AccountId, string Provider, string Subject, DateTime LinkedAt, string LinkedByName)
{
    private const int ShownAtMost = 4;

    /// <summary>So much of it that it can be told from the member's others.</summary>
    public string MaskedSubject => $"***{Subject[^Math.Min(ShownAtMost, Subject.Length / 2)..]}";

    /// <summary>Never the subject itself: logs and errors get to see this.</summary>
    public override string ToString() => $"{Provider} {MaskedSubject}";
}
