using Store.Kernel.Privacy;
using Store.Members.Purchases;

namespace Store.Members.Contacts;

/// <summary>
/// Makes phones normal that were entered before the country was taken off a mobile number written without a plus, so that they are found however they are typed. Goes through all once, a
/// page per transaction, and remembers how far it came. Where the normal number is another member's by now it stays as it is: whether both are one person, people decide.
/// </summary>
internal sealed class NormalPhones(Db db, ContactBook contacts, TimeProvider clock)
{
    public const string Task = "Phones";

    private const int ContactsAtATime = 500;
    private const long Finished = long.MaxValue;

    /// <summary>Says how many were changed.</summary>
    public async Task<int> Run(CancellationToken cancellationToken)
    {
        var changed = 0;
        for (var after = await CareRun.Position(db, Task, cancellationToken); after != Finished;)
        {
            var page = await db.Query<long>("""
                SELECT MemberId FROM members.MemberContacts WHERE Kind = 'Phone' AND MemberId > @after ORDER BY MemberId OFFSET 0 ROWS FETCH NEXT @ContactsAtATime ROWS ONLY
                """, new { after, ContactsAtATime }, cancellationToken);
            after = page.Count == 0 ? Finished : page[^1];
            changed += await db.Transact(async () =>
            {
                await CareRun.Put(db, Task, clock.UtcNow(), after, cancellationToken);
                return await Change(page, cancellationToken);
            }, cancellationToken);
        }

        return changed;
    }

    private async Task<int> Change(IReadOnlyList<long> memberIds, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var (memberId, contact) in await contacts.Of(memberIds, cancellationToken))
        {
            if (Phone.Normal(contact.Phone) is not { } normal || normal == contact.Phone || await contacts.OwnerOf(normal, cancellationToken) is not null)
                continue;
            await contacts.Put(memberId, contact with { Phone = normal }, cancellationToken);
            changed++;
        }

        return changed;
    }
}
