using Store.Contracts.Chain;
using Store.Contracts.Loyalty;
using Store.Finance.Accounts;
using Store.Kernel.Verification;

namespace Store.Finance.Journal;

/// <summary>The books against the passes: each visit has earned its share of what the pass had cost, and what has expired the rest. While events are on their way there is nothing to say.</summary>
internal sealed class PassRevenueIsWhatWasUsed(Db db, IMediator mediator) : IInvariant
{
    private static readonly string[] Kinds = ["Loyalty.PassUsed"];

    public string Name => "Revenue from passes in the books is what was used of them, in every store";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var breaks = new List<string>();
        foreach (var storeId in await mediator.Send(new ListStoreIds(), cancellationToken))
        {
            var first = await Look(storeId, cancellationToken);
            if (first.Used == first.Books)
                continue;
            if (await OnItsWay.Any(db, Kinds, cancellationToken))
                return [];

            // The figures were not read at one moment, and a visit may have come between.
            if (await Look(storeId, cancellationToken) == first)
                breaks.Add($"Store {storeId}: visits and expired passes come to {first.Used}, the books say {first.Books}.");
        }

        return [.. breaks.Take(20)];
    }

    private async Task<(Money Used, Money Books)> Look(long storeId, CancellationToken cancellationToken) =>
    (
        await mediator.Send(new GetPassRevenue(storeId), cancellationToken),
        await db.Scalar<Money>("""
            SELECT COALESCE(SUM(CreditMinor - DebitMinor), 0)
            FROM   finance.DailyBalances
            WHERE  StoreId = @storeId AND AccountCode = @PassesUsed
            """, new { storeId, Account.PassesUsed }, cancellationToken));
}
