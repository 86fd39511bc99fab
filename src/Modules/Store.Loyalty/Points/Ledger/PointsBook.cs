using System.Data.Common;
using Store.Contracts.Loyalty;
using Store.Loyalty.Points.Rules;

namespace Store.Loyalty.Points.Ledger;

/// <summary>
/// Opens members' points accounts for a change and keeps what became of them. Between the two nobody else can change the account, nor the program: what a new rate makes of all points is
/// reckoned when those that move at the old one are written down.
/// </summary>
internal sealed class PointsBook(Db db, Ids ids, Caller caller, LivePoints live)
{
    // One half of the lots after the other, each in the order of its index: together they would have to be sorted, as those without an end come last.
    private static readonly string[] Halves = ["l.ExpiresAt IS NOT NULL", "l.ExpiresAt IS NULL"];

    // A few pay most tickets. Who saves up small ones reads again.
    private static readonly int[] LotsAtFirst = [4, 60];

    /// <summary>The account with its lots, and the program as it is now.</summary>
    public async Task<(PointsAccount Account, PointsScheme Scheme)> Open(long memberId, CancellationToken cancellationToken) => await Opened(memberId, await db.Query<Row>("""
        SELECT p.Changes, a.MemberId, COALESCE(a.Balance, 0) AS Balance, COALESCE(a.Pending, 0) AS Pending, l.EntryId, l.Remaining, l.Vested, l.VestsAt, l.ExpiresAt, l.SaleId
        FROM   loyalty.PointsPrograms p WITH (REPEATABLEREAD, ROWLOCK)
        LEFT JOIN loyalty.PointsAccounts a WITH (UPDLOCK, ROWLOCK) ON a.MemberId = @memberId
        LEFT JOIN loyalty.PointsEntries l WITH (UPDLOCK, ROWLOCK) ON l.MemberId = a.MemberId AND l.Remaining > 0
        WHERE  p.ProgramId = 1
        """, new { memberId }, cancellationToken), cancellationToken);

    /// <summary>The account with as many lots as it takes to pay so much, those that expire first: a faithful member has hundreds, and a few pay.</summary>
    public async Task<(PointsAccount Account, PointsScheme Scheme)> OpenToPay(long memberId, Money amount, DateTime at, CancellationToken cancellationToken)
    {
        foreach (var half in Halves)
        {
            var lots = 0;
            foreach (var atMost in LotsAtFirst)
            {
                var opened = await FirstLots(memberId, half, atMost, cancellationToken);
                if (Suffices(opened))
                    return opened;
                lots = opened.Account.Lots.Count;
                if (lots < atMost)
                    break;
            }

            if (lots > 0)
                break;
        }

        return await Open(memberId, cancellationToken);

        bool Suffices((PointsAccount Account, PointsScheme Scheme) opened) =>
            opened.Account.Lots.Where(lot => lot.IsUsable(at)).Sum(lot => lot.Remaining) >= opened.Scheme.Program.Price(amount);
    }

    /// <summary>The first of the lots that have vested, with no more of them than paying needs.</summary>
    private async Task<(PointsAccount Account, PointsScheme Scheme)> FirstLots(long memberId, string half, int atMost, CancellationToken cancellationToken)
    {
        var rows = await db.Query<PayingRow>($"""
            SELECT p.Changes, a.MemberId, COALESCE(a.Balance, 0) AS Balance, COALESCE(a.Pending, 0) AS Pending, l.EntryId, l.Remaining, l.ExpiresAt
            FROM   loyalty.PointsPrograms p WITH (REPEATABLEREAD, ROWLOCK)
            LEFT JOIN loyalty.PointsAccounts a WITH (UPDLOCK, ROWLOCK) ON a.MemberId = @memberId
            LEFT JOIN loyalty.PointsEntries l WITH (UPDLOCK, ROWLOCK) ON l.MemberId = a.MemberId AND l.Remaining > 0 AND l.Vested = 1 AND {half}
            WHERE  p.ProgramId = 1
            ORDER BY l.ExpiresAt, l.EntryId
            OFFSET 0 ROWS FETCH NEXT @atMost ROWS ONLY
            """, new { memberId, atMost }, cancellationToken);
        return await Opened(memberId, [.. rows.Select(row => new Row(row.Changes, row.MemberId, row.Balance, row.Pending, row.EntryId, row.Remaining, Vested: true, VestsAt: null, row.ExpiresAt, SaleId: null))], cancellationToken);
    }

    /// <summary>The account without its lots, for one that only receives.</summary>
    public async Task<(PointsAccount Account, PointsScheme Scheme)> OpenToReceive(long memberId, CancellationToken cancellationToken)
    {
        var row = (await db.Find<Head>("""
            SELECT p.Changes, a.MemberId, COALESCE(a.Balance, 0) AS Balance, COALESCE(a.Pending, 0) AS Pending
            FROM   loyalty.PointsPrograms p WITH (REPEATABLEREAD, ROWLOCK)
            LEFT JOIN loyalty.PointsAccounts a WITH (UPDLOCK, ROWLOCK) ON a.MemberId = @memberId
            WHERE  p.ProgramId = 1
            """, new { memberId }, cancellationToken))!;
        return (new PointsAccount(memberId, row.Balance, row.Pending, row.MemberId is null, [], ids.Next), await live.At(row.Changes, cancellationToken));
    }

    /// <summary>Keeps what was done to accounts.</summary>
    public async Task Save(IReadOnlyList<PointsAccount> accounts, CancellationToken cancellationToken)
    {
        foreach (var account in accounts)
        {
            await SaveBalance(account, cancellationToken);
            await SaveLots(account, cancellationToken);
        }

        await db.Insert("""
            INSERT INTO loyalty.PointsEntries
                   (EntryId, MemberId, Kind, Points, BalanceAfter, Remaining, Vested, VestsAt, ExpiresAt, DueAt, StoreId, SaleId, OriginalSaleId, AmountMinor, BusinessDate, OccurredAt,
                    Reason, OtherMemberId, UserName)
            VALUES (@EntryId, @MemberId, @Kind, @Points, @BalanceAfter, @Remaining, @Vested, @VestsAt, @ExpiresAt, @DueAt, @StoreId, @SaleId, @OriginalSaleId, @Amount, @BusinessDate, @OccurredAt,
                    @Reason, @OtherMemberId, @UserName)
            """, [.. accounts.SelectMany(account => account.Entries.Select(entry => new
        {
            entry.EntryId, account.MemberId, Kind = entry.Kind.ToString(), entry.Points, entry.BalanceAfter, Remaining = entry.Lot?.Remaining ?? 0, Vested = entry.Lot?.Vested ?? true,
            entry.Lot?.VestsAt, entry.ExpiresAt, entry.Lot?.DueAt, entry.At.StoreId, entry.At.SaleId, entry.At.OriginalSaleId, entry.At.Amount, entry.At.BusinessDate, entry.At.OccurredAt,
            entry.At.Reason, entry.At.OtherMemberId, UserName = caller.Name,
        }))], cancellationToken);
    }

    /// <summary>What the books learn of entries that belong together.</summary>
    public static PointsMoved Moved(long documentId, PointsMoment at, PointsProgram program, IReadOnlyList<PointsEntry> entries)
    {
        var (earned, revalued) = Granted(program, entries);
        return new PointsMoved(documentId, at.StoreId, at.BusinessDate, at.OccurredAt, entries.Sum(entry => entry.Points))
        {
            Earned = earned,
            Used = program.Worth(-Of(entries, PointsEntryKind.Used, PointsEntryKind.GivenBack)),
            Expired = program.Worth(-Of(entries, PointsEntryKind.Expired, PointsEntryKind.Level)),
            Swapped = program.Worth(-Of(entries, PointsEntryKind.Gift)),
            PaidOut = program.Worth(-Of(entries, PointsEntryKind.CashOut)),
            Revalued = revalued,
        };
    }

    /// <summary>What the chain owes for points that came for nothing paid, and what the rate of today makes of those that pay beside what they pay.</summary>
    public static (Money Earned, Money Revalued) Granted(PointsProgram program, IReadOnlyList<PointsEntry> entries) => (
        program.Worth(Of(entries, PointsEntryKind.Earned, PointsEntryKind.TakenBack, PointsEntryKind.Bonus, PointsEntryKind.Adjusted, PointsEntryKind.Activity)),
        Money.Sum(entries.Where(entry => entry.Kind is PointsEntryKind.Used or PointsEntryKind.GivenBack)
            .Select(entry => program.Worth(entry.Points) - new Money(Math.Sign(entry.Points) * entry.At.Amount.Minor))));

    private static long Of(IReadOnlyList<PointsEntry> entries, params ReadOnlySpan<PointsEntryKind> kinds)
    {
        var points = 0L;
        foreach (var entry in entries)
            points += kinds.Contains(entry.Kind) ? entry.Points : 0;
        return points;
    }

    private async Task<(PointsAccount Account, PointsScheme Scheme)> Opened(long memberId, IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        var lots = rows.Where(row => row.EntryId is not null)
            .Select(row => new PointsLot(row.EntryId!.Value, row.Remaining!.Value, row.Vested!.Value, row.VestsAt, row.ExpiresAt, row.SaleId, isNew: false)).ToList();
        var account = new PointsAccount(memberId, rows[0].Balance, rows[0].Pending, rows[0].MemberId is null, lots, ids.Next);
        return (account, await live.At(rows[0].Changes, cancellationToken));
    }

    private async Task SaveBalance(PointsAccount account, CancellationToken cancellationToken)
    {
        if (account.IsNew && account.Entries.Count == 0)
            return;
        var values = new { account.MemberId, account.Balance, account.Pending, account.OldBalance, account.OldPending };
        try
        {
            var written = account.IsNew
                ? await db.Execute("INSERT INTO loyalty.PointsAccounts (MemberId, Balance, Pending) VALUES (@MemberId, @Balance, @Pending)", values, cancellationToken)
                : await db.Update("""
                    UPDATE loyalty.PointsAccounts SET Balance = @Balance, Pending = @Pending WHERE MemberId = @MemberId AND Balance = @OldBalance AND Pending = @OldPending
                    """, [values], cancellationToken);
            if (written == 0)
                throw new RunAgain("Somebody else has moved this member's points.");
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Somebody else has opened this member's points account.", refused);
        }
    }

    private async Task SaveLots(PointsAccount account, CancellationToken cancellationToken)
    {
        var old = account.Lots.Where(lot => !lot.IsNew).ToList();
        var vested = old.Where(lot => lot.HasVested && lot.Remaining > 0).Select(lot => lot.EntryId).ToList();
        if (vested.Count > 0)
            await db.Execute("UPDATE loyalty.PointsEntries SET Vested = 1, DueAt = ExpiresAt WHERE EntryId IN @vested", new { vested }, cancellationToken);

        // Lots that are not used up stay where they are in the index of what is due.
        var touched = old.FindAll(lot => lot.WasTouched);
        await db.Update("UPDATE loyalty.PointsEntries SET Remaining = 0, DueAt = NULL WHERE EntryId = @EntryId", touched.FindAll(lot => lot.Remaining == 0), cancellationToken);
        await db.Update("UPDATE loyalty.PointsEntries SET Remaining = @Remaining WHERE EntryId = @EntryId", touched.FindAll(lot => lot.Remaining > 0), cancellationToken);
    }

    private sealed record Head(long Changes, long? MemberId, long Balance, long Pending);

    private sealed record Row(
        long Changes, long? MemberId, long Balance, long Pending, long? EntryId, long? Remaining, bool? Vested, DateTime? VestsAt, DateTime? ExpiresAt, long? SaleId);

    private sealed record PayingRow(long Changes, long? MemberId, long Balance, long Pending, long? EntryId, long? Remaining, DateTime? ExpiresAt);
}
