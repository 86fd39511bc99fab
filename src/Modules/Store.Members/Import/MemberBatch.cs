using System.Data.Common;
using Store.Kernel.Files;
using Store.Members.Contacts;
using Store.Members.Levels;
using Store.Members.Members;

namespace Store.Members.Import;

/// <summary>
/// Brings some rows of a member file in, in one transaction. Rows whose phone or e-mail is another member's, or that would set what the caller may not, are told and left out. Who brought
/// whom is written down without reward: what is taken over has been rewarded where it comes from. A row whose referrer is not there yet, nor among the other rows, is left for later.
/// </summary>
internal sealed class MemberBatch(Db db, Ids ids, AuditLog audit, Caller caller, ContactBook contacts, LevelChanges changes, TimeProvider clock)
{
    public async Task<Brought> Bring(IReadOnlyList<MemberFileRow> rows, Names names, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return new Brought(ImportCounts.None, [], []);
        var known = (await db.Query<Stored>("""
            SELECT MemberId, Number, Name, HomeStoreId, LevelId, Gender, BirthYear, Birthday, Language, Notes, Preferences, ReferrerId, State, Version FROM members.Members WHERE Number IN @Numbers
            """, new { Numbers = rows.Select(row => row.Number) }, cancellationToken)).ToDictionary(member => member.Number, StringComparer.Ordinal);
        var knownIds = known.Values.Select(member => member.MemberId).ToList();
        var reached = await contacts.Of(knownIds, cancellationToken);
        var tags = (await db.Query<TagRow>("SELECT MemberId, Tag FROM members.MemberTags WHERE MemberId IN @knownIds", new { knownIds }, cancellationToken)).ToLookup(tag => tag.MemberId, tag => tag.Tag);
        var owners = await contacts.OwnersOf([.. rows.Select(row => new Contact(row.Phone, row.Email))], cancellationToken);

        var referrers = (await db.MembersByNumber([.. rows.Select(row => row.Referrer).OfType<string>()], cancellationToken)).ToDictionary(
            member => member.Key, member => member.Value.MemberId, StringComparer.Ordinal);

        var rejected = new List<RejectedRow>();
        var wanted = new List<Wanted>();
        var waiting = rows;
        while (waiting.Where(row => row.Referrer is null || referrers.ContainsKey(row.Referrer)).ToList() is { Count: > 0 } ready)
        {
            foreach (var row in ready)
            {
                var old = known.GetValueOrDefault(row.Number);
                var memberId = old?.MemberId ?? ids.Next();
                var one = Wanted.Of(row, memberId, old, reached.GetValueOrDefault(memberId, Contact.None), [.. tags[memberId]], names, referrers);
                var fault = old is not null && old.State != MemberStates.Active ? "The file of this member is closed."
                    : row.Referrer is not null && one.Now.ReferrerId == memberId ? NoReferrer(row)
                    : Forbidden(one) ?? owners.TakenBy(row.Phone, row.Email, memberId);
                if (fault is not null)
                {
                    rejected.Add(row.Rejected(fault));
                    continue;
                }

                wanted.Add(one);
                referrers.TryAdd(row.Number, memberId);
            }

            waiting = [.. waiting.Except(ready)];
        }

        var (created, changed) = (wanted.Where(one => one.Old is null).ToList(), wanted.Where(one => one.Old is not null && one.Changes).ToList());
        await Create(created, cancellationToken);
        foreach (var one in changed)
            await Change(one, cancellationToken);
        await changes.Enter(LevelChanges.ByHand, wanted.Where(one => one.Now.LevelId != one.Old?.LevelId).Select(one => (one.Now.MemberId, one.Old?.LevelId, one.Now.LevelId)), cancellationToken);
        if (created.Count + changed.Count > 0)
            await audit.Add("members.import", "members", MemberRows.NoStore, old: null, new { Created = created.Count, Updated = changed.Count }, cancellationToken);
        return new Brought(new ImportCounts(wanted.Count, created.Count, changed.Count, wanted.Count - created.Count - changed.Count, 0), rejected, waiting);
    }

    /// <summary>Why a row is not taken whose referrer never came.</summary>
    public static string NoReferrer(MemberFileRow row) => $"There is no other member {row.Referrer} who could have brought this one.";

    /// <summary>Levels and home stores are set by a file only by whoever may set them by hand.</summary>
    private string? Forbidden(Wanted one) =>
        one.Now.LevelId != one.Old?.LevelId && !caller.May(LevelRules.Permission) ? "You may not set levels."
        : one.Now.HomeStoreId is not MemberRows.NoStore and var home && home != one.Old?.HomeStoreId && !caller.MayIn(home, "members.import") ? "You may not bring members into this store."
        : null;

    private async Task Create(IReadOnlyList<Wanted> created, CancellationToken cancellationToken)
    {
        try
        {
            await db.Insert("""
                INSERT INTO members.Members (MemberId, Number, Name, HomeStoreId, CreatedAt, LevelId, Gender, BirthYear, Birthday, Language, Notes, Preferences, ReferrerId, Version)
                VALUES (@MemberId, @Number, @Name, @HomeStoreId, @CreatedAt, @LevelId, @Gender, @BirthYear, @Birthday, @Language, @Notes, @Preferences, @ReferrerId, 1)
                """, created.Select(one => new
            {
                one.Now.MemberId, one.Now.Number, one.Now.Name, one.Now.HomeStoreId, CreatedAt = clock.UtcNow(), one.Now.LevelId, one.Now.Gender, one.Now.BirthYear, one.Now.Birthday,
                one.Now.Language, one.Now.Notes, one.Now.Preferences, one.Now.ReferrerId,
            }).ToList(), cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Another import has just made one of the members.", refused);
        }

        await Reach(() => contacts.Add([.. created.Select(one => (one.Now.MemberId, one.Contact))], cancellationToken));
        await InsertTags(created, cancellationToken);
    }

    private async Task Change(Wanted one, CancellationToken cancellationToken)
    {
        var updated = await db.Execute("""
            UPDATE members.Members
            SET    Name = @Name, HomeStoreId = @HomeStoreId, LevelId = @LevelId, Gender = @Gender, BirthYear = @BirthYear, Birthday = @Birthday, Language = @Language, Notes = @Notes,
                   Preferences = @Preferences, ReferrerId = @ReferrerId, Version = Version + 1
            WHERE  MemberId = @MemberId AND Version = @Version
            """, one.Now, cancellationToken);
        if (updated == 0)
            throw new RunAgain($"Someone else has just changed the member {one.Now.Number}.");
        if (one.ContactChanges)
            await Reach(() => contacts.Put(one.Now.MemberId, one.Contact, cancellationToken));
        if (!one.TagsChange)
            return;
        await db.Execute("DELETE FROM members.MemberTags WHERE MemberId = @MemberId", new { one.Now.MemberId }, cancellationToken);
        await InsertTags([one], cancellationToken);
    }

    private Task<int> InsertTags(IEnumerable<Wanted> members, CancellationToken cancellationToken) => db.Insert(
        "INSERT INTO members.MemberTags (Tag, MemberId) VALUES (@Tag, @MemberId)", members.SelectMany(one => one.Tags.Select(tag => new TagRow(one.Now.MemberId, tag))).ToList(), cancellationToken);

    private static async Task Reach(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Conflict taken)
        {
            throw new RunAgain("Someone else has just entered one of the contacts.", taken);
        }
    }

    /// <summary>Stores by code and levels by name, as the file names them.</summary>
    internal sealed record Names(IReadOnlyDictionary<string, long> Stores, IReadOnlyDictionary<string, long> Levels);

    /// <param name="Counts">What became of the rows that were taken.</param>
    /// <param name="Rejected">Those that cannot be.</param>
    /// <param name="Waiting">Those whose referrer may come yet.</param>
    internal sealed record Brought(ImportCounts Counts, IReadOnlyList<RejectedRow> Rejected, IReadOnlyList<MemberFileRow> Waiting);

    private sealed record TagRow(long MemberId, string Tag);

    private sealed record Stored(
        long MemberId, string Number, string Name, long HomeStoreId, long? LevelId, string Gender, int? BirthYear, int? Birthday, string Language, string Notes, string Preferences, long? ReferrerId,
        string State, int Version);

    /// <summary>A member as the row wants them.</summary>
    private sealed record Wanted(Stored Now, Stored? Old, Contact Contact, bool ContactChanges, IReadOnlyList<string> Tags, bool TagsChange)
    {
        public bool Changes => Now != Old || ContactChanges || TagsChange;

        public static Wanted Of(MemberFileRow row, long memberId, Stored? old, Contact contact, IReadOnlyList<string> tags, Names names, Dictionary<string, long> referrers)
        {
            var before = old ?? new Stored(memberId, row.Number, row.Number, MemberRows.NoStore, null, "", null, null, "", "", "", null, MemberStates.Active, 0);
            var now = before with
            {
                Name = row.Name ?? before.Name,
                HomeStoreId = row.HomeStore is { } code ? names.Stores[code] : before.HomeStoreId,
                LevelId = row.Level is { } level ? names.Levels[level] : before.LevelId,
                Gender = row.Gender ?? before.Gender,
                BirthYear = row.Birthday is null ? before.BirthYear : row.BirthYear,
                Birthday = row.Birthday ?? before.Birthday,
                Language = row.Language ?? before.Language,
                Notes = row.Notes ?? before.Notes,
                Preferences = row.Preferences ?? before.Preferences,
                ReferrerId = row.Referrer is { } referrer ? referrers[referrer] : before.ReferrerId,
            };
            var reached = new Contact(row.Phone ?? contact.Phone, row.Email ?? contact.Email);
            var marked = row.Tags ?? tags;
            return new Wanted(now, old, reached, reached != contact, marked, !marked.Order(StringComparer.Ordinal).SequenceEqual(tags.Order(StringComparer.Ordinal)));
        }
    }
}
