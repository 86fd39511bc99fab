using FsCheck;
using FsCheck.Fluent;
using Store.Catalog.Prices;
using Store.Contracts.Catalog;

namespace Store.Tests.Catalog;

/// <summary>Which price counts, held against a model that says it one sentence at a time.</summary>
public sealed class PriceRuleTests
{
    private const long Product = 1;
    private const long Other = 2;
    private const long Store = 5;
    private const long Style = 9;
    private const string Box = "箱";

    private static readonly Quantity Factor = Quantity.FromDecimal(24);

    private static readonly DateTime Day = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Unspecified);

    // Few values, so that many rows meet on the same list, unit, store or price.
    private static readonly Gen<OpenPrice> Row =
        from id in Gen.Choose(1, 1_000_000)
        from product in Gen.Elements(Product, Product, Product, Other)
        from store in Gen.Elements(0, Store)
        from unit in Gen.Elements("", Box)
        from price in Gen.Choose(90, 110)
        from day in Gen.Choose(0, 2)
        from list in Gen.Choose(0, 6)
        from style in Gen.Elements(0, Style)
        select new OpenPrice(
            id, product, store, unit, new Money(unit.Length == 0 ? price : price * 24), Day.AddDays(day), list, list == 0 ? "" : $"list {list}",
            list switch { 0 => PriceSource.Retail, 1 or 2 => PriceSource.PriceList, 3 => PriceSource.Member, 4 or 5 => PriceSource.Special, _ => PriceSource.MemberSpecial },
            list is 2 or 5 ? 1 : 0, unit.Length == 0 ? style : 0);

    private static readonly Gen<OpenPrice[]> Rows = Row.ListOf().Select(rows => rows.DistinctBy(row => row.PriceId).ToArray());

    [Theory]
    [InlineData("")]
    [InlineData(Box)]
    public void The_price_is_that_of_the_model(string unit) => Prop.ForAll(Rows.ToArbitrary(), rows =>
    {
        var item = new Priceable(Product, unit, unit.Length == 0 ? Quantity.One : Factor);
        return PriceRule.Of(item, rows) == Model(item, rows);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void The_order_of_the_rows_makes_no_difference() => Prop.ForAll(Rows.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (rows, seed) =>
    {
        var item = new Priceable(Product, Box, Factor);
        var shuffled = rows.OrderBy(row => (row.PriceId * 7919 + seed) % 104_729).ThenBy(row => row.PriceId).ToArray();
        return PriceRule.Of(item, rows) == PriceRule.Of(item, shuffled);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Prices_of_another_product_or_unit_are_none_of_its_own()
    {
        var row = new OpenPrice(1, 99, 0, "", new Money(100), Day, 0, "", PriceSource.Retail, 0);

        Assert.Null(PriceRule.Of(new Priceable(Product, "", Quantity.One), [row, row with { ProductId = Product, Unit = Box }, row with { ProductId = 0 }]));
    }

    private static PriceInForce? Model(Priceable item, OpenPrice[] rows)
    {
        var standing = new List<(OpenPrice Row, Money Amount)>();
        foreach (var list in Enumerable.Range(0, 7))
        {
            OpenPrice? best = null;
            foreach (var row in rows)
            {
                if (row.ListId == list && row.ProductId == Product && (row.Unit.Length == 0 || row.Unit == item.Unit) && (best is null || IsMoreSpecific(row, best, item.Unit)))
                    best = row;
            }

            if (best is not null)
                standing.Add((best, best.Unit == item.Unit ? best.Price : Money.Of(best.Price, item.Factor)));
        }

        if (standing.Count == 0)
            return null;
        Money? retail = standing.Exists(one => one.Row.ListId == 0) ? standing.Find(one => one.Row.ListId == 0).Amount : null;
        bool IsSpecial((OpenPrice Row, Money Amount) one) => retail is null || one.Row.Priority > 0 || one.Amount <= retail;
        foreach (var sources in new PriceSource[][] { [PriceSource.MemberSpecial], [PriceSource.Special], [PriceSource.Retail, PriceSource.PriceList, PriceSource.Member] })
        {
            var kind = standing.Where(one => sources.Contains(one.Row.Source) && (sources.Length > 1 || IsSpecial(one))).ToList();
            if (kind.Count == 0)
                continue;
            var first = kind.Where(one => one.Row.Priority == kind.Max(other => other.Row.Priority)).ToList();
            var cheapest = first.Where(one => one.Amount == first.Min(other => other.Amount)).OrderBy(one => one.Row.Source).ThenBy(one => one.Row.ListId).First();
            return new PriceInForce(
                cheapest.Amount, cheapest.Row.PriceId, retail ?? cheapest.Amount, cheapest.Row.Source, cheapest.Row.ListName.Length == 0 ? null : cheapest.Row.ListName);
        }

        return null;
    }

    private static bool IsMoreSpecific(OpenPrice row, OpenPrice other, string unit)
    {
        if (row.Unit == unit != (other.Unit == unit))
            return row.Unit == unit;
        if (row.StoreId != other.StoreId)
            return row.StoreId == Store;
        if (row.StyleId != other.StyleId)
            return row.StyleId == 0;
        return row.FromLocal != other.FromLocal ? row.FromLocal > other.FromLocal : row.PriceId > other.PriceId;
    }
}
