using FsCheck;
using FsCheck.Fluent;
using Store.Contracts.Inventory;
using Store.Inventory.Stock;

namespace Store.Tests.Inventory;

/// <summary>What holds for any mix of goods coming and going.</summary>
public sealed class ValuedStockTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly Gen<Step> AnyStep =
        from kind in Gen.Elements(StockMoveKind.Receive, StockMoveKind.Sale, StockMoveKind.Return, StockMoveKind.Adjust)
        from milli in Gen.OneOf(Gen.Choose(1, 10).Select(pieces => pieces * 1000), Gen.Choose(1, 20_000))
        from minor in Gen.Choose(0, 100_000)
        from outward in Gen.Elements(true, false)
        from all in Gen.Frequency((1, Gen.Constant(true)), (4, Gen.Constant(false)))
        select new Step(kind, milli, minor, outward, all);

    private static readonly Arbitrary<Step[]> AnySteps = AnyStep.ArrayOf().ToArbitrary();

    [Fact]
    public void Balance_is_ledger_and_no_goods_have_no_value() => Prop.ForAll(AnySteps, steps =>
    {
        var stock = new ValuedStock(Quantity.Zero, Money.Zero, 0);
        var (quantity, value) = (Quantity.Zero, Money.Zero);
        foreach (var step in steps)
        {
            var (moved, given) = step.On(stock.Quantity);
            var (moveValue, revaluation) = stock.Move(step.Kind, moved, given);
            quantity += moved;
            value += moveValue + revaluation;
            if (stock.Quantity != quantity || stock.Value != value)
                return false;
            if (stock.Quantity == Quantity.Zero && stock.Value != Money.Zero)
                return false;
            if (stock.Quantity > Quantity.Zero && stock.Value < Money.Zero)
                return false;
        }

        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public async Task The_same_holds_in_the_database()
    {
        var storeId = await store.GivenStore();
        var sequences = AnyStep.ArrayOf(12).Sample(25, 25).ToList();
        for (var productId = 1; productId <= sequences.Count; productId++)
        {
            var quantity = Quantity.Zero;
            foreach (var some in sequences[productId - 1].Chunk(4))
            {
                var moves = new List<StockMove>();
                foreach (var step in some)
                {
                    var (moved, given) = step.On(quantity);
                    moves.Add(new StockMove(step.Kind, productId, moved, InventoryGivens.NewDocument(), given));
                    quantity += moved;
                }

                await store.MoveStock(storeId, moves);
            }

            Assert.Equal(quantity.ToDecimal(), (await store.StockOf(storeId, productId)).Quantity);
        }

        Assert.Empty(await store.Broken("movements", storeId));
    }

    /// <summary>One move; <paramref name="All"/> takes everything that is there.</summary>
    public sealed record Step(StockMoveKind Kind, int Milli, int Minor, bool Outward, bool All)
    {
        internal (Quantity Moved, Money? Given) On(Quantity there)
        {
            if (All && there > Quantity.Zero && Kind is StockMoveKind.Sale or StockMoveKind.Adjust)
                return (-there, null);
            return Kind switch
            {
                StockMoveKind.Sale => (new Quantity(-Milli), null),
                StockMoveKind.Adjust => (new Quantity(Outward ? -Milli : Milli), null),
                _ => (new Quantity(Milli), new Money(Minor)),
            };
        }
    }
}
