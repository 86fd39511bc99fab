using System.Data.Common;
using Store.Contracts.Chain;
using Store.Contracts.Loyalty;
using Store.Contracts.Members;

namespace Store.Loyalty.Memberships;

/// <summary>
/// Members' paid memberships and the ledger of what is owed for them. Whoever changes a member's memberships takes their account row first and holds it until the transaction ends, so
/// that of two tills the second sees what the first has done.
/// </summary>
internal sealed class MembershipBook(Db db, Ids ids, Caller caller, Outbox outbox, IMediator mediator)
{
    /// <summary>Takes the member's account and brings it up to today: what has been used is earned, what is over has ended.</summary>
    /// <returns>What runs or is to come, by its first day.</returns>
    public async Task<List<Membership>> Take(long memberId, Moment at, CancellationToken cancellationToken)
    {
        if (await db.Execute("UPDATE loyalty.MembershipAccounts SET Version = Version + 1 WHERE MemberId = @memberId", new { memberId }, cancellationToken) == 0)
            await Open(memberId, cancellationToken);
        var open = new List<Membership>();
        foreach (var membership in await Running(memberId, cancellationToken))
        {
            var used = await Use(membership, at, cancellationToken);
            if (used.State == MembershipStates.Running)
                open.Add(used);
        }

        return open;
    }

    /// <summary>What runs or is to come, by its first day.</summary>
    public Task<IReadOnlyList<Membership>> Running(long memberId, CancellationToken cancellationToken) => db.Query<Membership>("""
        SELECT MembershipId, MemberId, PlanId, PlanName, LevelId, StoreId, SaleId, LineNumber, SoldBy, BoughtOn, RefundDays, FromDate, ToDate, Days, PaidMinor, CreditMinor, ValueMinor,
               UpgradesId, State
        FROM   loyalty.Memberships
        WHERE  MemberId = @memberId AND State = 'Running'
        ORDER BY FromDate, MembershipId
        """, new { memberId }, cancellationToken);

    /// <summary>The one that a sale line sold, whatever has become of it.</summary>
    public Task<Membership?> OfLine(long saleId, int lineNumber, CancellationToken cancellationToken) => db.Find<Membership>("""
        SELECT MembershipId, MemberId, PlanId, PlanName, LevelId, StoreId, SaleId, LineNumber, SoldBy, BoughtOn, RefundDays, FromDate, ToDate, Days, PaidMinor, CreditMinor, ValueMinor,
               UpgradesId, State
        FROM   loyalty.Memberships
        WHERE  SaleId = @saleId AND LineNumber = @lineNumber
        """, new { saleId, lineNumber }, cancellationToken);

    public Task<Membership?> Find(long membershipId, CancellationToken cancellationToken) => db.Find<Membership>("""
        SELECT MembershipId, MemberId, PlanId, PlanName, LevelId, StoreId, SaleId, LineNumber, SoldBy, BoughtOn, RefundDays, FromDate, ToDate, Days, PaidMinor, CreditMinor, ValueMinor,
               UpgradesId, State
        FROM   loyalty.Memberships
        WHERE  MembershipId = @membershipId
        """, new { membershipId }, cancellationToken);

    public async Task Add(Membership membership, Moment at, CancellationToken cancellationToken) => await db.Execute("""
        INSERT INTO loyalty.Memberships (MembershipId, MemberId, PlanId, PlanName, LevelId, StoreId, SaleId, LineNumber, SoldBy, BoughtOn, RefundDays, FromDate, ToDate, Days, PaidMinor,
               CreditMinor, ValueMinor, UpgradesId, State, NextDueAt)
        VALUES (@MembershipId, @MemberId, @PlanId, @PlanName, @LevelId, @StoreId, @SaleId, @LineNumber, @SoldBy, @BoughtOn, @RefundDays, @FromDate, @ToDate, @Days, @Paid,
               @Credit, 0, @UpgradesId, @State, @NextDueAt)
        """, new
    {
        membership.MembershipId, membership.MemberId, membership.PlanId, membership.PlanName, membership.LevelId, membership.StoreId, membership.SaleId, membership.LineNumber,
        membership.SoldBy, membership.BoughtOn, membership.RefundDays, membership.FromDate, membership.ToDate, membership.Days, membership.Paid, membership.Credit, membership.UpgradesId,
        membership.State, NextDueAt = await NextDue(membership, at, cancellationToken),
    }, cancellationToken);

    /// <summary>Changes what is owed for a membership, with the row that says why. What days use up is earned.</summary>
    public async Task<Membership> Enter(Membership membership, string kind, Money amount, Moment at, CancellationToken cancellationToken)
    {
        if (amount == Money.Zero)
            return membership;
        var entry = new
        {
            EntryId = ids.Next(), membership.MembershipId, at.StoreId, kind, amount, at.SaleId, caller.Name, at.Today, at.Now, membership.Value,
        };
        var changed = await db.Execute("""
            UPDATE loyalty.Memberships SET ValueMinor = ValueMinor + @amount WHERE MembershipId = @MembershipId AND ValueMinor = @Value
            """, entry, cancellationToken);
        if (changed == 0)
            throw new RunAgain("The membership has been changed elsewhere.");
        await db.Execute("""
            INSERT INTO loyalty.MembershipEntries (EntryId, MembershipId, StoreId, Kind, AmountMinor, SaleId, UserName, BusinessDate, OccurredAt)
            VALUES (@EntryId, @MembershipId, @StoreId, @kind, @amount, @SaleId, @Name, @Today, @Now)
            """, entry, cancellationToken);
        if (kind == MembershipEntryKinds.Used)
            await outbox.Add(new MembershipUsed(entry.EntryId, membership.StoreId, at.Today, at.Now, -amount), cancellationToken);
        return membership with { Value = membership.Value + amount };
    }

    /// <summary>Keeps its days and what has become of it; says when something is due next.</summary>
    public async Task Keep(Membership membership, Moment at, CancellationToken cancellationToken) => await db.Execute("""
        UPDATE loyalty.Memberships SET FromDate = @FromDate, ToDate = @ToDate, State = @State, NextDueAt = @NextDueAt WHERE MembershipId = @MembershipId
        """, new { membership.FromDate, membership.ToDate, membership.State, NextDueAt = await NextDue(membership, at, cancellationToken), membership.MembershipId }, cancellationToken);

    /// <summary>What is to come follows without a gap from a day on, with the days that it has left; what it had replaced would do so in its place.</summary>
    public async Task Follow(IEnumerable<Membership> later, DateOnly from, Moment at, CancellationToken cancellationToken)
    {
        foreach (var one in later)
        {
            var by = from.DayNumber - Math.Max(one.FromDate.DayNumber, at.Today.DayNumber);
            for (var moved = by == 0 ? null : one; moved is not null;)
            {
                await Keep(moved.PutOff(at.Today, by), at, cancellationToken);
                moved = await Replaced(moved, at.Today, cancellationToken);
            }

            from = from.AddDays(one.DaysLeft(at.Today));
        }
    }

    /// <summary>The one that was credited for a membership and would run on if that came back; null where there is none, or its days are over.</summary>
    public async Task<Membership?> Replaced(Membership membership, DateOnly today, CancellationToken cancellationToken) =>
        membership.UpgradesId is { } lowerId && await Find(lowerId, cancellationToken) is { State: MembershipStates.Upgraded } lower && lower.DaysLeft(today) > 0 ? lower : null;

    /// <summary>Writes on the account until when all is paid and what is owed, closes reminders of an end that no longer comes, and has the member put on the level that runs.</summary>
    public async Task Close(long memberId, Moment at, CancellationToken cancellationToken)
    {
        var open = await Running(memberId, cancellationToken);
        await db.Execute("""
            UPDATE loyalty.MembershipAccounts SET PaidUntil = @PaidUntil, OwedMinor = @Owed WHERE MemberId = @memberId
            """, new { PaidUntil = open.Count == 0 ? (DateOnly?)null : open.Max(one => one.ToDate), Owed = Money.Sum(open.Select(one => one.Value)), memberId }, cancellationToken);
        if (await ForgetReminders(memberId, cancellationToken) > 0)
            await mediator.Send(new EndIsOff(memberId), cancellationToken);
        await mediator.Send(new SetPaidLevel(memberId, open.LastOrDefault(one => one.IsOn(at.Today))?.LevelId), cancellationToken);
    }

    /// <summary>Somebody was reminded of an end after which more is paid for now, that has moved, or that an upgrade or a refund has taken away. One that has simply come is still to be seen to.</summary>
    private Task<int> ForgetReminders(long memberId, CancellationToken cancellationToken) => db.Execute("""
        UPDATE loyalty.Memberships
        SET    RemindedAt = NULL, RemindedFor = NULL
        WHERE  MemberId = @memberId AND RemindedAt IS NOT NULL
          AND  (State IN ('Upgraded', 'Refunded') OR ToDate <> RemindedFor
                OR ToDate < (SELECT a.PaidUntil FROM loyalty.MembershipAccounts a WHERE a.MemberId = @memberId))
        """, new { memberId }, cancellationToken);

    private async Task<Membership> Use(Membership membership, Moment at, CancellationToken cancellationToken)
    {
        var used = await Enter(membership, MembershipEntryKinds.Used, membership.Owed(at.Today) - membership.Value, at, cancellationToken);
        used = used.ToDate < at.Today ? used with { State = MembershipStates.Ended } : used;
        await Keep(used, at, cancellationToken);
        return used;
    }

    /// <summary>The start of the business day on which it begins, a month of it ends, or it is over.</summary>
    private async Task<DateTime?> NextDue(Membership membership, Moment at, CancellationToken cancellationToken)
    {
        if (membership.State != MembershipStates.Running)
            return null;
        var month = new DateOnly(at.Today.Year, at.Today.Month, 1).AddMonths(1);
        var (over, begins) = (membership.ToDate.AddDays(1), membership.FromDate);
        var day = begins > at.Today ? begins : month < over ? month : over;
        var time = (await mediator.Send(new GetStore(membership.StoreId), cancellationToken)).Time();
        return time.Utc(day.ToDateTime(TimeOnly.MinValue) + time.DayEnds);
    }

    private async Task Open(long memberId, CancellationToken cancellationToken)
    {
        try
        {
            await db.Execute("INSERT INTO loyalty.MembershipAccounts (MemberId, OwedMinor, Version) VALUES (@memberId, 0, 1)", new { memberId }, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("The member's first membership has come from two sides at once.", refused);
        }
    }
}

/// <summary>Where and when memberships are changed.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Today">Its business day.</param>
/// <param name="Now">UTC.</param>
/// <param name="SaleId">With which sale; null for none.</param>
internal sealed record Moment(long StoreId, DateOnly Today, DateTime Now, long? SaleId = null);
