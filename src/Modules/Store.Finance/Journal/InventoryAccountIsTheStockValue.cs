using Store.Contracts.Chain;
using Store.Contracts.Inventory;
using Store.Finance.Accounts;
using Store.Kernel.Verification;

namespace Store.Finance.Journal;

/// <summary>The books against the shelves. While events are still on their way the two may differ, so then there is nothing to say.</summary>
internal sealed class InventoryAccountIsTheStockValue(Db db, IMediator mediator) : IInvariant
{
    private static readonly string[] Kinds = ["Checkout.SaleCompleted", "Inventory.StockReceived", "Inventory.StockAdjusted", "Inventory.StockRevalued"];

    public string Name => "The inventory account is the value of all stock, in every store";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var breaks = new List<string>();
        foreach (var storeId in await mediator.Send(new ListStoreIds(), cancellationToken))
        {
            var first = await Look(storeId, cancellationToken);
            if (first.Stock == first.Books)
                continue;
            if (await OnItsWay.Any(db, Kinds, cancellationToken))
                return [];

            // The figures were not read at one moment, and the till may have sold between. What was on its way at the first look is in the books by now.
            if (await Look(storeId, cancellationToken) == first)
                breaks.Add($"Store {storeId}: the stock is worth {first.Stock}, the inventory account says {first.Books}.");
        }

        return [.. breaks.Take(20)];
    }

    private async Task<(Money Stock, Money Books)> Look(long storeId, CancellationToken cancellationToken) =>
    (
        await mediator.Send(new GetStockValue(storeId), cancellationToken),
        await db.Scalar<Money>("""
            SELECT COALESCE(SUM(DebitMinor - CreditMinor), 0)
            FROM   finance.DailyBalances
            WHERE  StoreId = @storeId AND AccountCode = @Inventory
            """, new { storeId, Account.Inventory }, cancellationToken));
}
