using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Inventory.Adjustments;
using Store.Inventory.Receipts;
using Store.Kernel.Modules;

namespace Store.Inventory.Demo;

/// <summary>Opening stock in every demo store: most goods are there, some are running low, and a few went out before their delivery was booked.</summary>
internal sealed class FillDemoShelves(IMediator mediator, TimeProvider clock) : IDemoPart
{
    private const int EveryLowOne = 23;
    private const int EveryMissingOne = 41;

    public int Order => 50;

    public async Task Fill(CancellationToken cancellationToken)
    {
        foreach (var storeId in await mediator.Send(new ListStoreIds(), cancellationToken))
        {
            var localNow = (await mediator.Send(new GetStore(storeId), cancellationToken)).Time().Local(clock.UtcNow());
            var missing = new List<AdjustStock.Line>();
            var (position, after) = (0, 0L);
            while (await mediator.Send(new ListProducts(after, ReceiveStock.LinesAtMost), cancellationToken) is { Count: > 0 } products)
            {
                after = products[^1].ProductId;
                var priced = await mediator.Send(new PriceProducts(storeId, [.. products.Select(product => new PriceItem(product.ProductId))], localNow), cancellationToken);
                var lines = new List<ReceiveStock.Line>();
                foreach (var product in priced.OrderBy(product => product.ProductId))
                {
                    position++;
                    if (position % EveryMissingOne == 0)
                        missing.Add(new AdjustStock.Line(product.ProductId, Quantity.FromDecimal(-2)));
                    else
                        lines.Add(LineOf(product, pieces: position % EveryLowOne == 0 ? 3 : 24 + (position * 37 % 96)));
                }

                if (lines.Count > 0)
                    await mediator.Send(new ReceiveStock.Command(storeId, Guid.NewGuid(), "上海百货批发有限公司", "期初入库", lines), cancellationToken);
            }

            if (missing.Count > 0)
                await mediator.Send(new AdjustStock.Command(storeId, Guid.NewGuid(), "店内领用，到货单未录", [.. missing.Take(AdjustStock.LinesAtMost)]), cancellationToken);
        }
    }

    /// <summary>A purchase at seven tenths of the shelf price.</summary>
    private static ReceiveStock.Line LineOf(PricedProduct product, long pieces)
    {
        var quantity = new Quantity(pieces * Quantity.PerUnit);
        return new ReceiveStock.Line(product.ProductId, quantity, Money.Of(product.Price, quantity).Share(7, 10));
    }
}
