using Store.Kernel.Verification;

namespace Store.Loyalty.Memberships;

/// <summary>What is owed for every membership is what its entries leave, nothing where it is over; and every member's account says until when what runs is paid, and the sum of what is owed.</summary>
internal sealed class MembershipsAreTheirEntries(Db db) : IInvariant
{
    public string Name => "Memberships owe what their entries say, and members have paid until the last of them ends";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var memberships = await db.Query<MembershipRow>("""
            SELECT m.MembershipId, m.State, m.ValueMinor, COALESCE(e.AmountMinor, 0) AS EntriesMinor
            FROM   loyalty.Memberships m
            LEFT JOIN (SELECT MembershipId, SUM(AmountMinor) AS AmountMinor FROM loyalty.MembershipEntries GROUP BY MembershipId) e ON e.MembershipId = m.MembershipId
            WHERE  m.ValueMinor <> COALESCE(e.AmountMinor, 0) OR m.ValueMinor < 0 OR m.ValueMinor > m.PaidMinor + m.CreditMinor OR (m.State <> 'Running' AND m.ValueMinor <> 0)
            ORDER BY m.MembershipId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        var accounts = await db.Query<AccountRow>("""
            SELECT a.MemberId, COALESCE(a.PaidUntil, '0001-01-01') AS PaidUntil, a.OwedMinor, COALESCE(r.ToDate, '0001-01-01') AS ToDate, COALESCE(r.ValueMinor, 0) AS ValueMinor
            FROM   loyalty.MembershipAccounts a
            LEFT JOIN (SELECT MemberId, MAX(ToDate) AS ToDate, SUM(ValueMinor) AS ValueMinor FROM loyalty.Memberships WHERE State = 'Running' GROUP BY MemberId) r ON r.MemberId = a.MemberId
            WHERE  a.OwedMinor <> COALESCE(r.ValueMinor, 0) OR COALESCE(a.PaidUntil, '0001-01-01') <> COALESCE(r.ToDate, '0001-01-01')
            ORDER BY a.MemberId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return
        [
            .. memberships.Select(row => $"Membership {row.MembershipId} ({row.State}) owes {row.Value}; its entries come to {row.Entries}."),
            .. accounts.Select(row => $"Member {row.MemberId} has paid until {row.PaidUntil:yyyy-MM-dd} and is owed {row.Owed}; what runs ends {row.ToDate:yyyy-MM-dd} and comes to {row.Value}."),
        ];
    }

    private sealed record MembershipRow(long MembershipId, string State, Money Value, Money Entries);

    private sealed record AccountRow(long MemberId, DateOnly PaidUntil, Money Owed, DateOnly ToDate, Money Value);
}
