using System.Data.Common;
using Store.Kernel.Privacy;

namespace Store.Members.Contacts;

/// <summary>Members' phones and e-mail addresses: sealed in the database, found by blind index, shown masked.</summary>
internal sealed class ContactBook(Db db, PersonalData personal, Caller caller, TimeProvider clock)
{
    private const string PhonePurpose = "member.phone";
    private const string EmailPurpose = "member.email";
    private const string LastDigitsPurpose = "member.phone.last";

    /// <summary>The blind index of a phone number, normal.</summary>
    public string PhoneIndex(string phone) => personal.Index(PhonePurpose, phone);

    /// <summary>The blind index of what may be a whole phone number or e-mail address; one that finds nobody where it is neither.</summary>
    public (string Kind, string Index) Exact(string text) =>
        Email.Normal(text) is { } email ? (ContactKinds.Email, personal.Index(EmailPurpose, email))
        : (ContactKinds.Phone, Kernel.Privacy.Phone.Normal(text) is { } phone ? PhoneIndex(phone) : "");

    /// <summary>The blind index of a phone number's last digits.</summary>
    public string LastDigitsIndex(string digits) => personal.Index(LastDigitsPurpose, digits);

    /// <summary>Who has a phone number, be it from a file that was merged into theirs; null: nobody.</summary>
    public Task<long?> OwnerOf(string phone, CancellationToken cancellationToken) => db.Find<long?>("""
        SELECT COALESCE(m.MergedIntoId, m.MemberId)
        FROM   members.MemberContacts c
        JOIN   members.Members m ON m.MemberId = c.MemberId
        WHERE  c.Kind = 'Phone' AND c.ExactIndex = @index
        """, new { index = PhoneIndex(phone) }, cancellationToken);

    /// <summary>Who has any of these phones and addresses.</summary>
    public async Task<ContactOwners> OwnersOf(IReadOnlyList<Contact> wanted, CancellationToken cancellationToken)
    {
        var indexes = wanted.SelectMany(one => new[] { one.Phone is null ? null : PhoneIndex(one.Phone), one.Email is null ? null : personal.Index(EmailPurpose, one.Email) })
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var rows = indexes.Count == 0 ? [] : await db.Query<Owner>("""
            SELECT c.Kind, c.ExactIndex, m.MemberId, m.Number
            FROM   members.MemberContacts c
            JOIN   members.Members f ON f.MemberId = c.MemberId
            JOIN   members.Members m ON m.MemberId = COALESCE(f.MergedIntoId, f.MemberId)
            WHERE  c.Kind IN ('Phone', 'Email') AND c.ExactIndex IN @indexes
            """, new { indexes }, cancellationToken);
        return new ContactOwners(
            PhoneIndex, email => personal.Index(EmailPurpose, email), rows.ToDictionary(row => (row.Kind, row.ExactIndex), row => (row.MemberId, row.Number)));
    }

    /// <summary>What is kept of some members, readable.</summary>
    public async Task<IReadOnlyDictionary<long, Contact>> Of(IReadOnlyCollection<long> memberIds, CancellationToken cancellationToken)
    {
        var rows = memberIds.Count == 0 ? [] : await db.Query<Row>("""
            SELECT MemberId, Kind, Sealed FROM members.MemberContacts WHERE MemberId IN @memberIds
            """, new { memberIds }, cancellationToken);
        return rows.GroupBy(row => row.MemberId).ToDictionary(member => member.Key, member => new Contact(Opened(member, ContactKinds.Phone), Opened(member, ContactKinds.Email)));
    }

    /// <summary>Further phones and addresses of a member: those of files that were merged into theirs, and by which they are found too.</summary>
    public async Task<IReadOnlyList<Contact>> FurtherOf(long memberId, CancellationToken cancellationToken)
    {
        var rows = await db.Query<Row>("""
            SELECT c.MemberId, c.Kind, c.Sealed
            FROM   members.Members f
            JOIN   members.MemberContacts c ON c.MemberId = f.MemberId
            WHERE  f.MergedIntoId = @memberId
            ORDER BY c.MemberId
            """, new { memberId }, cancellationToken);
        return [.. rows.GroupBy(row => row.MemberId).Select(file => new Contact(Opened(file, ContactKinds.Phone), Opened(file, ContactKinds.Email)))];
    }

    /// <summary>Makes a member's contact what it is now. What was a further one of theirs may become the first.</summary>
    /// <exception cref="Conflict"><c>member.phone_taken</c> or <c>member.email_taken</c>: another member has it.</exception>
    public async Task Put(long memberId, Contact contact, CancellationToken cancellationToken)
    {
        await db.Execute("DELETE FROM members.MemberContacts WHERE MemberId = @memberId", new { memberId }, cancellationToken);
        var indexes = new[] { contact.Phone is null ? "" : PhoneIndex(contact.Phone), contact.Email is null ? "" : personal.Index(EmailPurpose, contact.Email) };
        await db.Execute("""
            DELETE FROM members.MemberContacts
            WHERE  Kind IN ('Phone', 'Email') AND ExactIndex IN @indexes AND MemberId IN (SELECT f.MemberId FROM members.Members f WHERE f.MergedIntoId = @memberId)
            """, new { indexes, memberId }, cancellationToken);
        await Add([(memberId, contact)], cancellationToken);
    }

    /// <summary>Enters contacts of members that have none yet.</summary>
    /// <exception cref="Conflict">Another member has the phone or the address.</exception>
    public async Task Add(IReadOnlyList<(long MemberId, Contact Contact)> contacts, CancellationToken cancellationToken)
    {
        foreach (var kind in new[] { ContactKinds.Phone, ContactKinds.Email })
        {
            var rows = contacts.Where(one => one.Contact.Of(kind) is not null).Select(one => Sealed(one.MemberId, kind, one.Contact.Of(kind)!)).ToList();
            try
            {
                await db.Insert("""
                    INSERT INTO members.MemberContacts (MemberId, Kind, Sealed, ExactIndex, LastDigitsIndex, ChangedAt)
                    VALUES (@MemberId, @Kind, @Sealed, @ExactIndex, @LastDigitsIndex, @ChangedAt)
                    """, rows, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw await Taken(kind, [.. rows.Select(row => row.ExactIndex)], cancellationToken);
            }
        }
    }

    /// <summary>Who may see members hears whose it is.</summary>
    private async Task<Conflict> Taken(string kind, IReadOnlyList<string> indexes, CancellationToken cancellationToken)
    {
        var owner = !caller.May("members.view") ? null : await db.Find<Owner>("""
            SELECT c.Kind, c.ExactIndex, m.MemberId, m.Number
            FROM   members.MemberContacts c
            JOIN   members.Members f ON f.MemberId = c.MemberId
            JOIN   members.Members m ON m.MemberId = COALESCE(f.MergedIntoId, f.MemberId)
            WHERE  c.Kind = @kind AND c.ExactIndex IN @indexes
            """, new { kind, indexes }, cancellationToken);
        var facts = owner is null ? null : new Dictionary<string, object?> { ["memberId"] = owner.MemberId, ["number"] = owner.Number };
        return kind == ContactKinds.Phone
            ? new Conflict("member.phone_taken", "Another member has this phone number.", facts)
            : new Conflict("member.email_taken", "Another member has this e-mail address.", facts);
    }

    private SealedRow Sealed(long memberId, string kind, string text) => kind == ContactKinds.Phone
        ? new SealedRow(memberId, kind, personal.Seal(PhonePurpose, text), PhoneIndex(text), LastDigitsIndex(Phone.Last(text)), clock.UtcNow())
        : new SealedRow(memberId, kind, personal.Seal(EmailPurpose, text), personal.Index(EmailPurpose, text), "", clock.UtcNow());

    private string? Opened(IEnumerable<Row> rows, string kind) =>
        rows.FirstOrDefault(row => row.Kind == kind) is { } row ? personal.Open(kind == ContactKinds.Phone ? PhonePurpose : EmailPurpose, row.Sealed) : null;

    private sealed record Owner(string Kind, string ExactIndex, long MemberId, string Number);

    private sealed record Row(long MemberId, string Kind, string Sealed);

    private sealed record SealedRow(long MemberId, string Kind, string Sealed, string ExactIndex, string LastDigitsIndex, DateTime ChangedAt);
}

/// <summary>The kinds of contact, as the database names them.</summary>
internal static class ContactKinds
{
    public const string Phone = "Phone";
    public const string Email = "Email";
}

/// <param name="Phone">Normal (<see cref="Kernel.Privacy.Phone"/>); null without one.</param>
/// <param name="Email">Normal; null without one.</param>
internal sealed record Contact(string? Phone, string? Email)
{
    public static readonly Contact None = new(null, null);

    public string? MaskedPhone => Phone is null ? null : Kernel.Privacy.Phone.Masked(Phone);

    public string? MaskedEmail => Email is null ? null : Contacts.Email.Masked(Email);

    public string? Of(string kind) => kind == ContactKinds.Phone ? Phone : Email;

    /// <summary>Never the contact itself: logs and errors get to see this.</summary>
    public override string ToString() => $"{MaskedPhone} {MaskedEmail}";
}
