namespace Store.Loyalty.Points.Ledger;

/// <summary>Why points come or go.</summary>
internal enum PointsEntryKind
{
    /// <summary>By buying.</summary>
    Earned,

    /// <summary>They paid.</summary>
    Used,

    /// <summary>Goods came back that had earned them.</summary>
    TakenBack,

    /// <summary>Money came back that they had paid.</summary>
    GivenBack,

    /// <summary>A top-up brought them, or took them with it when it was taken back.</summary>
    Bonus,

    Adjusted,
    TransferIn,
    TransferOut,

    /// <summary>Swapped for a gift.</summary>
    Gift,

    CashOut,

    /// <summary>Given for a higher level.</summary>
    Level,

    /// <summary>For something other than buying.</summary>
    Activity,

    Expired,

    /// <summary>Two files were one person's.</summary>
    MergeIn,

    MergeOut,
}

/// <summary>Where and when something moves points, and what it was.</summary>
/// <param name="StoreId">The store; 0 for the chain.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
internal sealed record PointsMoment(long StoreId, DateOnly BusinessDate, DateTime OccurredAt)
{
    public long? SaleId { get; init; }

    /// <summary>The sale whose goods or money come back.</summary>
    public long? OriginalSaleId { get; init; }

    /// <summary>What was paid, or given back, with the points.</summary>
    public Money Amount { get; init; }

    public string Reason { get; init; } = "";

    public long? OtherMemberId { get; init; }
}

/// <summary>Points that came at once, with what is left of them.</summary>
internal sealed class PointsLot(long entryId, long remaining, bool vested, DateTime? vestsAt, DateTime? expiresAt, long? saleId, bool isNew)
{
    public long EntryId => entryId;

    public long Remaining { get; private set; } = remaining;

    public bool Vested { get; private set; } = vested;

    public DateTime? VestsAt => vestsAt;

    public DateTime? ExpiresAt => expiresAt;

    public long? SaleId => saleId;

    public bool IsNew => isNew;

    /// <summary>When it vests or expires next; null where nothing will happen to it.</summary>
    public DateTime? DueAt => Remaining == 0 ? null : Vested ? expiresAt : vestsAt;

    /// <summary>Whether it pays at a moment: what is over by then does not, though nobody may have swept it yet.</summary>
    public bool IsUsable(DateTime at) => Vested && !(expiresAt <= at);

    public bool WasTouched { get; private set; }

    public bool HasVested { get; private set; }

    public long Take(long atMost)
    {
        var taken = Math.Min(atMost, Remaining);
        Remaining -= taken;
        WasTouched |= taken > 0;
        return taken;
    }

    public void Vest() => (Vested, HasVested) = (true, true);
}

/// <summary>What a movement did to an account.</summary>
internal sealed record PointsEntry(long EntryId, PointsEntryKind Kind, long Points, long BalanceAfter, PointsLot? Lot, DateTime? ExpiresAt, PointsMoment At);

/// <summary>
/// A member's points: the balance, what of it waits to vest, and the lots that it consists of. A balance below zero has no lots: what comes next pays the debt first.
/// </summary>
internal sealed class PointsAccount(long memberId, long balance, long pending, bool isNew, IReadOnlyList<PointsLot> lots, Func<long> nextId)
{
    private readonly List<PointsLot> lots = [.. lots];
    private readonly List<PointsEntry> entries = [];

    public long MemberId => memberId;

    public bool IsNew => isNew;

    public long OldBalance { get; } = balance;

    public long OldPending { get; } = pending;

    public long Balance { get; private set; } = balance;

    /// <summary>What waits to vest and cannot be used yet.</summary>
    public long Pending { get; private set; } = pending;

    /// <summary>What can be used at a moment.</summary>
    public long Available(DateTime at) => Math.Max(0, Balance - Pending - lots.Where(lot => lot.Vested && !lot.IsUsable(at)).Sum(lot => lot.Remaining));

    public IReadOnlyList<PointsLot> Lots => lots;

    /// <summary>What has been done to it and is to be kept.</summary>
    public IReadOnlyList<PointsEntry> Entries => entries;

    /// <summary>
    /// Points come. What is owed from before is paid with them first. Money that goes back is entered though it is less than a point, as the last of it gives back all that had paid.
    /// </summary>
    public void Come(PointsEntryKind kind, long points, DateTime? vestsAt, DateTime? expiresAt, PointsMoment at)
    {
        if (points == 0 && kind != PointsEntryKind.GivenBack)
            return;
        var left = points - Math.Min(points, Math.Max(0, -Balance));
        var entryId = nextId();
        var lot = new PointsLot(entryId, left, vestsAt is null, vestsAt, expiresAt, at.SaleId, isNew: true);
        Balance += points;
        if (!lot.Vested)
            Pending += left;
        lots.Add(lot);
        entries.Add(new PointsEntry(entryId, kind, points, Balance, lot, expiresAt, at));
    }

    /// <summary>Vested points that are not over go, those that expire first before others.</summary>
    /// <exception cref="RuleBroken">There are not so many that can be used.</exception>
    public void Spend(PointsEntryKind kind, long points, PointsMoment at)
    {
        var available = Available(at.OccurredAt);
        if (points > available)
            throw new RuleBroken("points.short", $"{available} points can be used, and not {points}.", new Dictionary<string, object?> { ["available"] = available, ["wanted"] = points });

        var latest = Take(points, lots.Where(lot => lot.IsUsable(at.OccurredAt)).OrderBy(lot => lot.ExpiresAt ?? DateTime.MaxValue).ThenBy(lot => lot.EntryId));
        Went(kind, points, latest, at);
    }

    /// <summary>Points that should not have come go again: those that wait to vest first, of the same sale before others. What is spent already is owed.</summary>
    public void TakeBack(PointsEntryKind kind, long points, PointsMoment at)
    {
        var latest = Take(points, lots.OrderBy(lot => lot.Vested).ThenBy(lot => lot.SaleId == at.OriginalSaleId ? 0 : 1).ThenBy(lot => lot.ExpiresAt ?? DateTime.MaxValue).ThenBy(lot => lot.EntryId));
        Went(kind, points, latest, at);
    }

    /// <summary>All that is there goes, as it is: how much of it waits, and until when it holds, is the caller's to look at first.</summary>
    public void Close(PointsEntryKind kind, PointsMoment at)
    {
        var all = Balance;
        Take(Math.Max(0, all), lots);
        if (all != 0)
            Went(kind, all, latest: null, at);
    }

    /// <summary>What is due by now vests or expires.</summary>
    /// <returns>How many points have expired.</returns>
    public long Settle(DateTime now, PointsMoment at)
    {
        foreach (var lot in lots.Where(lot => !lot.Vested && lot.VestsAt <= now).ToList())
        {
            Pending -= lot.Remaining;
            lot.Vest();
        }

        var expired = lots.Where(lot => lot.Vested && lot.ExpiresAt <= now).Sum(lot => lot.Take(lot.Remaining));
        if (expired > 0)
            Went(PointsEntryKind.Expired, expired, latest: null, at);
        return expired;
    }

    private void Went(PointsEntryKind kind, long points, DateTime? latest, PointsMoment at)
    {
        if (points == 0)
            return;
        Balance -= points;
        entries.Add(new PointsEntry(nextId(), kind, -points, Balance, Lot: null, latest, at));
    }

    /// <summary>Takes points out of lots in their order.</summary>
    /// <returns>Until when the longest-lived of them would have held; null where one would for ever.</returns>
    private DateTime? Take(long points, IEnumerable<PointsLot> inOrder)
    {
        var (left, latest) = (points, (DateTime?)DateTime.MinValue);
        foreach (var lot in inOrder.ToList())
        {
            if (left == 0)
                break;
            var taken = lot.Take(left);
            if (taken == 0)
                continue;
            left -= taken;
            if (!lot.Vested)
                Pending -= taken;
            latest = latest is null || lot.ExpiresAt is null ? null : lot.ExpiresAt > latest ? lot.ExpiresAt : latest;
        }

        return latest == DateTime.MinValue ? null : latest;
    }
}
