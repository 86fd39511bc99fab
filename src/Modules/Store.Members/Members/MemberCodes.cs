using Store.Members.Contacts;
using Store.Members.Page;

namespace Store.Members.Members;

/// <summary>Finds members by what they say or show: the card on their phone, the number, a card that is in use, the phone number. At most one statement, by three indexes.</summary>
internal sealed class MemberCodes(Db db, ContactBook contacts, CardCodes cards)
{
    public const int LengthAtMost = 60;

    /// <summary>Whose it is; a file that was merged leads to the one that goes on. Null: nobody's.</summary>
    public async Task<long?> Find(string code, CancellationToken cancellationToken)
    {
        if (cards.MemberOf(code) is { } shown)
            return shown;
        var phone = Phone.Normal(code);
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
            WHERE  c.Kind = 'Phone' AND c.ExactIndex = @index
            """, new { number = MemberRows.NormalNumber(code), index = phone is null ? "" : contacts.PhoneIndex(phone) }, cancellationToken);
        return found.MinBy(one => one.FoundBy) is { } first ? first.MergedIntoId ?? first.MemberId : null;
    }

    private sealed record Found(long MemberId, long? MergedIntoId, int FoundBy);
}
