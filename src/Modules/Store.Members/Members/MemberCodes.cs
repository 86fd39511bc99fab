using Store.Members.Contacts;
using Store.Members.Page;

namespace Store.Members.Members;

/// <summary>Finds members by what they say or show: the card on their phone, the number, a card that is in use, the whole phone number or e-mail address. At most one statement, by three indexes.</summary>
internal sealed class MemberCodes(Db db, ContactBook contacts, CardCodes cards)
{
    public const int LengthAtMost = Email.LengthAtMost;

    /// <summary>Whose it is; a file that was merged leads to the one that goes on. Null: nobody's.</summary>
    public async Task<long?> Find(string code, CancellationToken cancellationToken)
    {
        if (cards.MemberOf(code) is { } shown)
            return shown;
        var (kind, index) = contacts.Exact(code);
        var found = await db.Query<Found>("""
            SELECT m.MemberId, m.MergedIntoId, 1 AS FoundBy
            FROM   members.Members m
            WHERE  m.Number = @number AND m.State <> 'Erased'
            UNION ALL
            SELECT m.MemberId, m.MergedIntoId, 2
            FROM   members.MemberCards c
            JOIN   members.Members m ON m.MemberId = c.MemberId
            WHERE  c.Code = @number AND c.State = 'Active'
            UNION ALL
            SELECT m.MemberId, m.MergedIntoId, 3
            FROM   members.MemberContacts c
            JOIN   members.Members m ON m.MemberId = c.MemberId
            WHERE  c.Kind = @kind AND c.ExactIndex = @index
            """, new { number = MemberRows.NormalNumber(code), kind, index }, cancellationToken);
        return found.MinBy(one => one.FoundBy) is { } first ? first.MergedIntoId ?? first.MemberId : null;
    }

    private sealed record Found(long MemberId, long? MergedIntoId, int FoundBy);
}
