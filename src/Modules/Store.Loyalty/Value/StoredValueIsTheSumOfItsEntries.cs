using Store.Kernel.Verification;

namespace Store.Loyalty.Value;

/// <summary>Principal and bonus of every member are what the ledger says, by issuing store too, and neither is below zero.</summary>
internal sealed class StoredValueIsTheSumOfItsEntries(Db db) : IInvariant
{
    public string Name => "Stored value is the sum of its entries";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var balances = await db.Query<BalanceRow>("""
            SELECT b.MemberId, b.PrincipalMinor, b.BonusMinor, COALESCE(s.PrincipalMinor, 0) AS SharesPrincipalMinor, COALESCE(s.BonusMinor, 0) AS SharesBonusMinor
            FROM   loyalty.ValueBalances b
            LEFT JOIN (SELECT MemberId, SUM(PrincipalMinor) AS PrincipalMinor, SUM(BonusMinor) AS BonusMinor FROM loyalty.ValueShares GROUP BY MemberId) s ON s.MemberId = b.MemberId
            WHERE  b.PrincipalMinor <> COALESCE(s.PrincipalMinor, 0) OR b.BonusMinor <> COALESCE(s.BonusMinor, 0) OR b.PrincipalMinor < 0 OR b.BonusMinor < 0
            ORDER BY b.MemberId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        var shares = await db.Query<ShareRow>("""
            SELECT MemberId, IssuerStoreId, SUM(PrincipalMinor) AS PrincipalMinor, SUM(BonusMinor) AS BonusMinor
            FROM (
                SELECT MemberId, IssuerStoreId, PrincipalMinor, BonusMinor FROM loyalty.ValueShares
                UNION ALL
                SELECT MemberId, IssuerStoreId, -PrincipalMinor, -BonusMinor FROM loyalty.ValueEntries) e
            GROUP BY MemberId, IssuerStoreId
            HAVING SUM(PrincipalMinor) <> 0 OR SUM(BonusMinor) <> 0
            ORDER BY MemberId, IssuerStoreId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return
        [
            .. balances.Select(row => $"Member {row.MemberId} has {row.Principal} and {row.Bonus} bonus; by issuing store it is {row.SharesPrincipal} and {row.SharesBonus}."),
            .. shares.Select(row => $"What store {row.IssuerStoreId} has issued to member {row.MemberId} is off its entries by {row.Principal} and {row.Bonus} bonus."),
        ];
    }

    private sealed record BalanceRow(long MemberId, Money Principal, Money Bonus, Money SharesPrincipal, Money SharesBonus);

    private sealed record ShareRow(long MemberId, long IssuerStoreId, Money Principal, Money Bonus);
}
