using Store.Contracts.Chain;
using Store.Contracts.Checkout;
using Store.Finance.Accounts;
using Store.Kernel.Verification;

namespace Store.Finance.Journal;

/// <summary>The books against the tills: no sale is missing from the journal and none is in it twice. While sales are still on their way there is nothing to say.</summary>
internal sealed class RevenueIsTheNetOfAllSales(Db db, IMediator mediator) : IInvariant
{
    private static readonly string[] Kinds = ["Checkout.SaleCompleted"];

    public string Name => "Revenue and tax in the books are those of all sales and returns, in every store";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var breaks = new List<string>();
        foreach (var storeId in await mediator.Send(new ListStoreIds(), cancellationToken))
        {
            var first = await Look(storeId, cancellationToken);
            if (first.Sales == first.Books)
                continue;
            if (await OnItsWay.Any(db, Kinds, cancellationToken))
                return [];

            // The figures were not read at one moment, and the till may have sold between.
            if (await Look(storeId, cancellationToken) == first)
                breaks.Add($"Store {storeId}: sales come to {first.Sales.Net} and tax of {first.Sales.Tax}, the books say {first.Books.Net} and {first.Books.Tax}.");
        }

        return [.. breaks.Take(20)];
    }

    private async Task<(SalesTotals Sales, SalesTotals Books)> Look(long storeId, CancellationToken cancellationToken) =>
    (
        await mediator.Send(new GetSalesTotals(storeId), cancellationToken),
        (await db.Find<SalesTotals>("""
            SELECT COALESCE(SUM(CASE WHEN AccountCode = @Revenue THEN CreditMinor - DebitMinor ELSE 0 END), 0) AS NetMinor,
                   COALESCE(SUM(CASE WHEN AccountCode = @TaxPayable THEN CreditMinor - DebitMinor ELSE 0 END), 0) AS TaxMinor
            FROM   finance.DailyBalances
            WHERE  StoreId = @storeId AND AccountCode IN @Codes
            """, new { storeId, Account.Revenue, Account.TaxPayable, Codes = new[] { Account.Revenue, Account.TaxPayable } }, cancellationToken))!);
}
