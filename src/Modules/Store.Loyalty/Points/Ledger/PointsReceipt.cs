using Store.Contracts.Loyalty;

namespace Store.Loyalty.Points.Ledger;

/// <summary>Tells the receipt what a sale did to its member's points; null where it did nothing.</summary>
internal static class PointsReceipt
{
    /// <summary>What entries of one ticket come to.</summary>
    public static TicketOutcome Of(long before, long after, IEnumerable<(PointsEntryKind Kind, long Points)> entries)
    {
        var (earned, used) = (0L, 0L);
        foreach (var (kind, points) in entries)
        {
            if (kind is PointsEntryKind.Earned or PointsEntryKind.TakenBack or PointsEntryKind.Bonus)
                earned += points;
            else
                used -= points;
        }

        return new TicketOutcome(before, earned, used, after);
    }

    internal sealed class Handler(Db db) : IRequestHandler<GetTicketOutcome, TicketOutcome?>
    {
        public async Task<TicketOutcome?> Handle(GetTicketOutcome request, CancellationToken cancellationToken)
        {
            var entries = await db.Query<Row>("""
                SELECT MemberId, Kind, Points, BalanceAfter FROM loyalty.PointsEntries WHERE SaleId = @SaleId ORDER BY EntryId
                """, request, cancellationToken);
            if (entries.Count == 0)
                return null;
            var own = entries.Where(entry => entry.MemberId == entries[^1].MemberId).ToList();
            return Of(own[0].BalanceAfter - own[0].Points, own[^1].BalanceAfter, own.Select(entry => (Enum.Parse<PointsEntryKind>(entry.Kind), entry.Points)));
        }

        private sealed record Row(long MemberId, string Kind, long Points, long BalanceAfter);
    }
}
