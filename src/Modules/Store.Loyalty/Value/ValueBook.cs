using System.Data.Common;
using Store.Contracts.Chain;
using Store.Contracts.Loyalty;
using Store.Contracts.Members;

namespace Store.Loyalty.Value;

/// <summary>
/// Members' stored value. Principal (paid for) and bonus (given on top) are kept apart, each by the store that issued it. The balance row is changed by one conditional UPDATE that names
/// the version it was read at; whoever comes second reads again. Holding that row, shares and ledger follow.
/// </summary>
internal sealed class ValueBook(Db db, Ids ids, IMediator mediator, TimeProvider clock)
{
    private const int TriesAtMost = 100;

    /// <summary>Takes what a ticket is paid with, in the order that the chain has chosen; says how much of it was bonus.</summary>
    public async Task<Money> Spend(SettleTicket ticket, long memberId, Money amount, long? holdId, CancellationToken cancellationToken)
    {
        var parts = await Take(memberId, ticket.StoreId, account =>
        {
            account.RequirePermit(amount, holdId, clock.UtcNow());
            if (account.Free(holdId, clock.UtcNow()) < amount)
                throw new RuleBroken("value.short", $"Of the member's stored value {account.Free(holdId, clock.UtcNow())} can be used.", ValueProblems.Facts(account.Free(holdId, clock.UtcNow())));
            return account.Split(amount);
        }, holdId, cancellationToken);
        await Enter(parts.Select(part => Entry(ticket, memberId, ValueEntryKinds.Spent, part.Negative())), cancellationToken);
        return Money.Sum(parts.Select(part => part.Bonus));
    }

    /// <summary>
    /// Gives back to whoever had paid, in the mix in which that sale took it; the last refund ends at exactly what was taken. What goes beyond it (another tender's refund) becomes
    /// principal. Says how much of it is bonus.
    /// </summary>
    public async Task<Money> Refund(SettleTicket ticket, Money amount, long? refundsSaleId, CancellationToken cancellationToken)
    {
        var spent = refundsSaleId is null ? [] : await Spent(refundsSaleId.Value, cancellationToken);
        var memberId = (spent.Count > 0 ? spent[0].MemberId : ticket.MemberId) ?? throw new RuleBroken("value.no_member", "Stored value is a member's: put the member on the ticket.");
        if (memberId != ticket.MemberId)
        {
            // Whose file may have been merged since it was read.
            memberId = (await mediator.Send(new GetStanding(ticket.StoreId, memberId, []), cancellationToken)).Required;
            spent = [.. spent.Select(part => part with { MemberId = memberId })];
        }

        var (mirrored, parts) = Mirrored(spent, amount);
        if (amount > mirrored)
            parts.Add(new Part(memberId, ticket.StoreId, amount - mirrored, Money.Zero));
        await Give(memberId, parts, cancellationToken);
        await Enter(parts.Where(part => !part.IsNothing).Select(part => Entry(ticket, memberId, ValueEntryKinds.Refunded, part) with { RefundsSaleId = refundsSaleId }), cancellationToken);
        return Money.Sum(parts.Select(part => part.Bonus));
    }

    /// <summary>
    /// What a sale took stays with the chain and pays for another: back on paper in the mix in which it was taken, and spent again in the same. What that sale had not taken (another
    /// tender's, put right since) is in no ledger, and comes back as principal one day.
    /// </summary>
    /// <returns>What of it is bonus.</returns>
    public async Task<Money> Carry(SettleTicket ticket, Money amount, long fromSaleId, CancellationToken cancellationToken)
    {
        var parts = Mirrored(await Spent(fromSaleId, cancellationToken), amount).Parts.Where(part => !part.IsNothing).ToList();
        await Enter(
            parts.SelectMany(part => new[]
            {
                Entry(ticket, part.MemberId, ValueEntryKinds.Refunded, part) with { RefundsSaleId = fromSaleId }, Entry(ticket, part.MemberId, ValueEntryKinds.Spent, part.Negative()),
            }), cancellationToken);
        return Money.Sum(parts.Select(part => part.Bonus));
    }

    /// <summary>Gives principal and bonus that a store issues.</summary>
    public async Task Credit(ValueEntry entry, CancellationToken cancellationToken)
    {
        await Give(entry.MemberId, [new Part(entry.MemberId, entry.IssuerStoreId, entry.Principal, entry.Bonus)], cancellationToken);
        await Enter([entry], cancellationToken);
    }

    /// <summary>Takes back exactly so much of each part, first of what one store has issued.</summary>
    /// <exception cref="RuleBroken"><c>value.spent</c>: it is not there any more.</exception>
    public async Task TakeBack(ValueEntry entry, CancellationToken cancellationToken)
    {
        var parts = await Take(entry.MemberId, entry.IssuerStoreId, account =>
            account.Principal >= entry.Principal && account.Bonus >= entry.Bonus && account.Free(null, clock.UtcNow()) >= entry.Principal + entry.Bonus
                ? (entry.Principal, entry.Bonus)
                : throw new RuleBroken("value.spent", "What this top-up gave has been used already."),
            holdId: null, cancellationToken);
        await Enter(parts.Select(part => part.Negative()).Select(part => entry with { EntryId = ids.Next(), IssuerStoreId = part.IssuerStoreId, Principal = part.Principal, Bonus = part.Bonus }), cancellationToken);
    }

    /// <summary>
    /// Takes all that there is. Its principal is paid out at a store, or given up; the bonus that was given on top of it goes where it came from, and the instalments that were still to
    /// come do not come any more.
    /// </summary>
    /// <param name="memberId">Whose.</param>
    /// <param name="paying">The store that pays the principal out, with the moment in its books; null: it is given up.</param>
    /// <param name="momentOf">The moment in the books of a store.</param>
    /// <param name="permits">Refuses what the account does not permit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The entries; none where there was nothing.</returns>
    public async Task<IReadOnlyList<ValueEntry>> End(
        long memberId, StoreMoment? paying, Func<long, Task<StoreMoment>> momentOf, Action<ValueAccount> permits, CancellationToken cancellationToken)
    {
        await db.Execute("""
            UPDATE loyalty.TopUps SET NextDueAt = NULL, InstalmentsLeft = 0, BonusLeftMinor = 0, PointsLeft = 0, UsesLeft = 0 WHERE MemberId = @memberId AND NextDueAt IS NOT NULL
            """, new { memberId }, cancellationToken);
        var parts = await Take(memberId, paying?.StoreId ?? 0, account =>
        {
            permits(account);
            return (account.Principal, account.Bonus);
        }, holdId: null, cancellationToken);
        var entries = new List<ValueEntry>();
        foreach (var part in parts.Select(part => part.Negative()))
        {
            var issuer = await momentOf(part.IssuerStoreId);
            if (part.Principal != Money.Zero)
                entries.Add(Ended(part with { Bonus = Money.Zero }, paying is null ? ValueEntryKinds.GivenUp : ValueEntryKinds.PaidOut, paying ?? issuer));
            if (part.Bonus != Money.Zero)
                entries.Add(Ended(part with { Principal = Money.Zero }, ValueEntryKinds.GivenUp, issuer));
        }

        await Enter(entries, cancellationToken);
        return entries;
    }

    private ValueEntry Ended(Part part, string kind, StoreMoment at) => new(
        ids.Next(), part.MemberId, at.StoreId, part.IssuerStoreId, kind, part.Principal, part.Bonus, SaleId: null, LineNumber: null, RefundsSaleId: null, at.BusinessDate, at.OccurredAt);

    public ValueEntry Entry(SettleTicket ticket, long memberId, string kind, Part part, int? lineNumber = null) => new(
        ids.Next(), memberId, ticket.StoreId, part.IssuerStoreId, kind, part.Principal, part.Bonus, ticket.SaleId, lineNumber, null, ticket.BusinessDate, ticket.OccurredAt);

    /// <summary>The account as it is; null for a member who has none.</summary>
    public async Task<ValueAccount?> Read(long memberId, CancellationToken cancellationToken)
    {
        var rows = await db.Query<Row>("""
            SELECT b.PrincipalMinor, b.BonusMinor, b.HoldId, b.HeldMinor, b.HeldUntil, b.HoldChecked, b.Version,
                   s.IssuerStoreId, s.PrincipalMinor AS SharePrincipalMinor, s.BonusMinor AS ShareBonusMinor, t.SpendOrder, t.PinAboveMinor
            FROM   loyalty.ValueBalances b
            JOIN   loyalty.ValueShares s ON s.MemberId = b.MemberId
            JOIN   loyalty.ValueSettings t ON t.SettingsId = 1
            WHERE  b.MemberId = @memberId
            ORDER BY s.IssuerStoreId
            """, new { memberId }, cancellationToken);
        return rows.Count == 0 ? null : new ValueAccount(
            rows[0].Principal, rows[0].Bonus, rows[0].HoldId, rows[0].Held, rows[0].HeldUntil, rows[0].HoldChecked, rows[0].Version, rows[0].SpendOrder, rows[0].PinAbove,
            [.. rows.Select(row => new Part(memberId, row.IssuerStoreId, row.SharePrincipal, row.ShareBonus))]);
    }

    /// <summary>What a sale took and has not given back, by member and issuer.</summary>
    private Task<IReadOnlyList<Part>> Spent(long saleId, CancellationToken cancellationToken) => db.Query<Part>("""
        SELECT MemberId, IssuerStoreId, -SUM(PrincipalMinor) AS PrincipalMinor, -SUM(BonusMinor) AS BonusMinor
        FROM   loyalty.ValueEntries
        WHERE  (SaleId = @saleId AND Kind = 'Spent') OR (RefundsSaleId = @saleId AND Kind = 'Refunded')
        GROUP BY MemberId, IssuerStoreId
        HAVING SUM(PrincipalMinor) < 0 OR SUM(BonusMinor) < 0
        ORDER BY MemberId, IssuerStoreId
        """, new { saleId }, cancellationToken);

    /// <summary>An amount in the mix of what was spent, never more than that.</summary>
    private static (Money Amount, List<Part> Parts) Mirrored(IReadOnlyList<Part> spent, Money amount)
    {
        var mirrored = Money.Min(amount, Money.Sum(spent.Select(part => part.Principal + part.Bonus)));
        var shares = mirrored.Spread([.. spent.SelectMany(part => new[] { part.Principal.Minor, part.Bonus.Minor })]);
        return (mirrored, [.. spent.Select((part, index) => new Part(part.MemberId, part.IssuerStoreId, shares[2 * index], shares[(2 * index) + 1]))]);
    }

    /// <summary>Takes what <paramref name="wanted"/> finds right for the account as it is at that moment; says what came from which issuer.</summary>
    private async Task<List<Part>> Take(
        long memberId, long firstIssuer, Func<ValueAccount, (Money Principal, Money Bonus)> wanted, long? holdId, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < TriesAtMost; tries++)
        {
            var account = await Read(memberId, cancellationToken) ?? ValueAccount.Empty;
            var (principal, bonus) = wanted(account);
            var taken = await db.Update("""
                UPDATE loyalty.ValueBalances
                SET    PrincipalMinor = PrincipalMinor - @principal, BonusMinor = BonusMinor - @bonus, Version = Version + 1,
                       HeldMinor = CASE WHEN HoldId = @holdId THEN 0 ELSE HeldMinor END, HeldUntil = CASE WHEN HoldId = @holdId THEN NULL ELSE HeldUntil END,
                       HoldId = CASE WHEN HoldId = @holdId THEN NULL ELSE HoldId END
                WHERE  MemberId = @memberId AND Version = @Version AND PrincipalMinor >= @principal AND BonusMinor >= @bonus
                """, [new { principal, bonus, holdId = holdId ?? 0, memberId, account.Version }], cancellationToken);
            if (taken == 0)
                continue;

            var parts = account.From(firstIssuer, principal, bonus);
            await ChangeShares(parts.ConvertAll(part => part.Negative()), cancellationToken);
            return parts;
        }

        throw new RunAgain("The member's stored value is being used all over the place.");
    }

    private async Task Give(long memberId, IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        var all = new { memberId, Principal = Money.Sum(parts.Select(part => part.Principal)), Bonus = Money.Sum(parts.Select(part => part.Bonus)) };
        var changed = await db.Execute("""
            UPDATE loyalty.ValueBalances
            SET    PrincipalMinor = PrincipalMinor + @Principal, BonusMinor = BonusMinor + @Bonus, Version = Version + 1
            WHERE  MemberId = @memberId
            """, all, cancellationToken);
        if (changed == 0)
        {
            await OnlyOnce(() => db.Execute("""
                INSERT INTO loyalty.ValueBalances (MemberId, PrincipalMinor, BonusMinor, HeldMinor, HoldChecked, Version) VALUES (@memberId, @Principal, @Bonus, 0, 0, 1)
                """, all, cancellationToken));
        }

        foreach (var part in parts)
        {
            if (await ChangeShares([part], cancellationToken) == 0)
            {
                await OnlyOnce(() => db.Execute("""
                    INSERT INTO loyalty.ValueShares (MemberId, IssuerStoreId, PrincipalMinor, BonusMinor) VALUES (@MemberId, @IssuerStoreId, @Principal, @Bonus)
                    """, part, cancellationToken));
            }
        }
    }

    private Task<int> ChangeShares(IReadOnlyList<Part> parts, CancellationToken cancellationToken) => db.Update("""
        UPDATE loyalty.ValueShares
        SET    PrincipalMinor = PrincipalMinor + @Principal, BonusMinor = BonusMinor + @Bonus
        WHERE  MemberId = @MemberId AND IssuerStoreId = @IssuerStoreId
        """, parts, cancellationToken);

    private async Task OnlyOnce(Func<Task<int>> insert)
    {
        try
        {
            await insert();
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("The member's first stored value has come from two sides at once.", refused);
        }
    }

    private Task<int> Enter(IEnumerable<ValueEntry> entries, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO loyalty.ValueEntries (EntryId, MemberId, StoreId, IssuerStoreId, Kind, PrincipalMinor, BonusMinor, SaleId, LineNumber, RefundsSaleId, BusinessDate, OccurredAt)
        VALUES (@EntryId, @MemberId, @StoreId, @IssuerStoreId, @Kind, @Principal, @Bonus, @SaleId, @LineNumber, @RefundsSaleId, @BusinessDate, @OccurredAt)
        """, entries.ToList(), cancellationToken);

    private sealed record Row(
        Money Principal, Money Bonus, long? HoldId, Money Held, DateTime? HeldUntil, bool HoldChecked, long Version, long IssuerStoreId, Money SharePrincipal, Money ShareBonus,
        string SpendOrder, Money? PinAbove);
}

/// <summary>A store, and now in its books.</summary>
internal sealed record StoreMoment(long StoreId, DateOnly BusinessDate, DateTime OccurredAt)
{
    public static async Task<StoreMoment> Of(IMediator mediator, long storeId, DateTime now, CancellationToken cancellationToken) =>
        new(storeId, (await mediator.Send(new GetStore(storeId), cancellationToken)).Time().BusinessDate(now), now);
}

/// <summary>Principal and bonus of a member that one store has issued; negative for what goes.</summary>
internal sealed record Part(long MemberId, long IssuerStoreId, Money Principal, Money Bonus)
{
    public bool IsNothing => Principal == Money.Zero && Bonus == Money.Zero;

    public Part Negative() => this with { Principal = -Principal, Bonus = -Bonus };
}

/// <summary>A row of the ledger <c>loyalty.ValueEntries</c>.</summary>
/// <param name="EntryId">Its id.</param>
/// <param name="MemberId">Whose.</param>
/// <param name="StoreId">Where it happened: who took the goods' price in it, or the money for it.</param>
/// <param name="IssuerStoreId">Which store had sold it and owes it.</param>
/// <param name="Kind">One of <see cref="ValueEntryKinds"/>.</param>
/// <param name="Principal">What was paid for.</param>
/// <param name="Bonus">What was given on top.</param>
/// <param name="SaleId">The sale with which it happened; null for an instalment.</param>
/// <param name="LineNumber">Its line; null for a payment.</param>
/// <param name="RefundsSaleId">The sale whose payment goes back.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
internal sealed record ValueEntry(
    long EntryId, long MemberId, long StoreId, long IssuerStoreId, string Kind, Money Principal, Money Bonus, long? SaleId, int? LineNumber, long? RefundsSaleId, DateOnly BusinessDate,
    DateTime OccurredAt);

/// <summary>Why stored value changes, as the ledger names it.</summary>
internal static class ValueEntryKinds
{
    public const string ToppedUp = "ToppedUp";
    public const string Instalment = "Instalment";
    public const string Spent = "Spent";
    public const string Refunded = "Refunded";
    public const string Returned = "Returned";

    /// <summary>Principal that the member got back in money.</summary>
    public const string PaidOut = "PaidOut";

    /// <summary>What the member let go of: bonus whose principal was paid out, or all when they wished to be forgotten.</summary>
    public const string GivenUp = "GivenUp";

    /// <summary>Change of a sale that was not paid out.</summary>
    public const string Change = "Change";
}

/// <summary>In which order principal and bonus are used up.</summary>
internal static class SpendOrders
{
    public const string PrincipalFirst = "PrincipalFirst";
    public const string BonusFirst = "BonusFirst";
    public const string InProportion = "InProportion";

    public static readonly IReadOnlyList<string> All = [PrincipalFirst, BonusFirst, InProportion];
}
