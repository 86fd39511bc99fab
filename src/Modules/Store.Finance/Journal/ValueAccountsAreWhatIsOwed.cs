using Store.Contracts.Loyalty;
using Store.Finance.Accounts;
using Store.Kernel.Verification;

namespace Store.Finance.Journal;

/// <summary>
/// The books against stored value, gift cards and points: over all stores, since each of them is sold or earned in one and used in another. While events are on their way there is
/// nothing to say.
/// </summary>
internal sealed class ValueAccountsAreWhatIsOwed(Db db, IMediator mediator) : IInvariant
{
    private static readonly string[] Kinds = ["Checkout.SaleCompleted", "Checkout.TenderCorrected", "Loyalty.PointsMoved", "Loyalty.ValueEnded"];

    public string Name => "The accounts of stored value, gift cards and points are what is owed for them";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var first = await Wrong(cancellationToken);
        if (first.Count == 0 || await OnItsWay.Any(db, Kinds, cancellationToken))
            return [];

        // The figures were not read at one moment, and a till may have sold between.
        return [.. (await Wrong(cancellationToken)).Intersect(first, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>> Wrong(CancellationToken cancellationToken)
    {
        var owed = await mediator.Send(new GetValueOwed(), cancellationToken);
        var books = (await db.Query<Row>("""
            SELECT AccountCode, SUM(CreditMinor - DebitMinor) AS OwedMinor FROM finance.DailyBalances WHERE AccountCode IN @Accounts GROUP BY AccountCode
            """, new { Accounts = new[] { Account.StoredValue, Account.GiftCards, Account.PointsOwed } }, cancellationToken)).ToDictionary(row => row.AccountCode, row => row.Owed);
        return
        [
            .. Off("stored value", Account.StoredValue, owed.StoredValue, Money.Zero),
            .. Off("gift cards", Account.GiftCards, owed.GiftCards, Money.Zero),
            .. Off("points", Account.PointsOwed, owed.Points, owed.PointsWithin),
        ];

        IEnumerable<string> Off(string what, string account, Money ledger, Money within)
        {
            var posted = books.GetValueOrDefault(account);
            if (Money.Max(posted - ledger, ledger - posted) > within)
                yield return $"{ledger} is owed for {what}, the books say {posted}.";
        }
    }

    private sealed record Row(string AccountCode, Money Owed);
}
