using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Store.Checkout.Returns;
using Store.Checkout.Sales;
using Store.Kernel.Verification;
using Store.Tests.Catalog;
using Store.Tests.Marketing;

namespace Store.Tests.Checkout;

/// <summary>Goods of a deal that come back: at the price that was paid for them, or with what is kept priced again.</summary>
public sealed class BrokenDealTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly object SpendAndSave = new { tiers = new[] { new { spend = 100m, save = 30m }, new { spend = 60m, save = 10m } } };

    [Fact]
    public async Task A_store_gives_back_what_was_paid_until_it_says_otherwise()
    {
        var till = await store.GivenTill();
        await Deal(till, "SpendAndSave", SpendAndSave, "满100减30");
        var (coat, hat) = (await till.Product(60m), await till.Product(40m));
        var saleId = await Sold(till, 70m, Till.Line(coat, 1, 60m), Till.Line(hat, 1, 40m));

        Assert.Equal((28m, 0m), Worth(await Quote(till, saleId, Till.Back(2, 1))));
        await Reprice(till);
        var quote = await Quote(till, saleId, Till.Back(2, 1));
        // The coat alone reaches the lower step: it would have cost 50.
        Assert.Equal((20m, 8m), Worth(quote));
        Assert.Equal("满100减30", Assert.Single(quote.GetProperty("brokenDeals").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task What_is_withheld_stands_on_the_return_and_comes_back_with_the_rest()
    {
        var till = await Repricing();
        await Deal(till, "SpendAndSave", SpendAndSave, "满100减30");
        var (coat, hat) = (await till.Product(60m), await till.Product(40m));
        var saleId = await Sold(till, 70m, Till.Line(coat, 1, 60m), Till.Line(hat, 1, 40m));

        Assert.Equal("refund.differs", (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(42m)])).Code);
        var first = (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(30m)])).Ok();
        var kept = (await till.Owner.Get($"{till.Root}/sales/{first.GetProperty("saleId").GetInt64()}")).Ok();
        Assert.Equal([(-1m, -42m), (0m, 12m)], kept.GetProperty("lines").EnumerateArray().Select(line => (line.Amount("quantity"), line.Amount("total"))));
        var receipt = (await till.Owner.Get($"{till.Root}/sales/{first.GetProperty("saleId").GetInt64()}/receipt.txt?language=en")).Text;
        Assert.Contains("Deal off", receipt, StringComparison.Ordinal);
        Assert.Equal((40m, -12m), Worth(await Quote(till, saleId, Till.Back(2, 1))));
        (await till.Return(saleId, [Till.Back(2, 1)], [Till.Cash(40m)])).Ok();
        await EndsAtZero(saleId);
    }

    [Fact]
    public async Task Goods_that_only_helped_to_a_gift_break_the_deal_as_well_and_nothing_is_asked_of_the_customer()
    {
        var till = await Repricing();
        var (wine, glass) = (await till.Product(10m), await till.Product(30m));
        await Deal(till, "BuyXGetY", new { pieces = 1, rewardPieces = 1, percentOff = 100m, reward = new { productIds = new[] { glass.ProductId } } }, "买酒送杯", new { productIds = new[] { wine.ProductId } });
        var saleId = await Sold(till, 10m, Till.Line(wine, 1, 10m), Till.Line(glass, 1, 30m));

        // The glass alone costs more than was paid for everything.
        Assert.Equal((0m, 10m), Worth(await Quote(till, saleId, Till.Back(1, 1))));
        (await till.Return(saleId, [Till.Back(1, 1)], [])).Ok();
        (await till.Return(saleId, [Till.Back(2, 1)], [Till.Cash(10m)])).Ok();
        await EndsAtZero(saleId);
    }

    [Fact]
    public async Task A_deal_that_still_stands_with_what_is_kept_is_not_broken()
    {
        var till = await Repricing();
        var tea = await till.Product(10m);
        await Deal(till, "BuyXGetY", new { pieces = 2, rewardPieces = 1, percentOff = 100m }, "买二送一", new { productIds = new[] { tea.ProductId } });
        var saleId = await Sold(till, 50m, Till.Line(tea, 7, 10m));

        // Six pieces are still two free ones; five pieces only one.
        Assert.Equal(10m, Worth(await Quote(till, saleId, Till.Back(1, 1))).Total);
        Assert.Equal(10m, Worth(await Quote(till, saleId, Till.Back(1, 2))).Total);
        Assert.Equal(20m, Worth(await Quote(till, saleId, Till.Back(1, 3))).Total);
    }

    [Fact]
    public async Task The_terms_of_the_sale_count_whatever_has_become_of_the_promotion()
    {
        var till = await Repricing();
        var (coat, hat) = (await till.Product(60m), await till.Product(40m));
        var promotionId = await Deal(till, "SpendAndSave", SpendAndSave, "满减");
        var saleId = await Sold(till, 70m, Till.Line(coat, 1, 60m), Till.Line(hat, 1, 40m));
        var later = MarketingGivens.Promotion([till.StoreId], "SpendAndSave", new { tiers = new[] { new { spend = 10m, save = 9m } } }, "满减");
        (await till.Owner.Put($"/api/marketing/promotions/{promotionId}", new { promotion = later, version = 2 })).Ok();
        (await till.Owner.Move(promotionId, "Ended", 3)).Ok();

        Assert.Equal(20m, Worth(await Quote(till, saleId, Till.Back(2, 1))).Total);
    }

    [Fact]
    public async Task An_exchange_withholds_the_broken_deal_as_a_return_does()
    {
        var till = await Repricing();
        await Deal(till, "SpendAndSave", SpendAndSave, "满减");
        var (coat, hat, sock) = (await till.Product(60m), await till.Product(40m), await till.Product(5m));
        var saleId = await Sold(till, 70m, Till.Line(coat, 1, 60m), Till.Line(hat, 1, 40m));
        object more(decimal given) => new { returns = new[] { new { originalSaleId = saleId, lineNumber = 2, quantity = 1 } }, returnReason = "换", refunds = new[] { Till.Cash(given) } };

        Assert.Equal("refund.differs", (await till.Sell([Till.Line(sock, 1, 5m)], [], more(23m))).Code);
        Assert.Equal(-15m, (await till.Sell([Till.Line(sock, 1, 5m)], [], more(15m))).Ok().Amount("total"));
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(50m)])).Ok();
        await EndsAtZero(saleId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Any_order_of_part_returns_gives_back_exactly_what_was_paid(bool pricesIncludeTax)
    {
        var till = await store.GivenTill(pricesIncludeTax: pricesIncludeTax, openingFloat: 10_000m);
        await Reprice(till);
        var (low, high) = (await store.GivenTaxCode(6m), await store.GivenTaxCode(13m));
        var products = new[] { (await till.Product(33.33m, high), 33.33m), (await till.Product(9.99m, low), 9.99m), (await till.Product(4.55m), 4.55m) };
        await Deal(till, "SpendAndSave", new { tiers = new[] { new { spend = 50m, save = 7.77m }, new { spend = 120m, save = 40m } } }, "满减");
        await Deal(till, "MixAndMatch", new { pieces = 3, price = 10m }, "任选三件", new { productIds = new[] { products[2].Item1.ProductId } }, priority: 5);
        var step = Gen.Choose(0, 2).Zip(Gen.Choose(1, 3));
        foreach (var plan in Gen.ListOf(step).Sample(10))
        {
            object[] lines = [.. products.Select((one, index) => Till.Line(one.Item1, index + 3, one.Item2))];
            object offTheTicket = new { amount = 1.11m, reason = "抹零" };
            var priced = (await till.PriceOf(new { lines, discount = offTheTicket })).Ok().Amount("total");
            var saleId = (await till.Sell(lines, [Till.Cash(priced)], new { discount = offTheTicket })).Ok().GetProperty("saleId").GetInt64();
            int[] left = [3, 4, 5];
            var refunded = 0m;
            foreach (var (line, pieces) in plan.Concat([(0, 9), (1, 9), (2, 9)]))
            {
                var back = Math.Min(pieces, left[line]);
                if (back == 0)
                    continue;
                left[line] -= back;
                var due = Worth(await Quote(till, saleId, Till.Back(line + 1, back))).Total;
                Assert.InRange(due, 0m, priced - refunded);
                refunded += due;
                (await till.Return(saleId, [Till.Back(line + 1, back)], due == 0m ? [] : [Till.Cash(due)])).Ok();
            }

            Assert.Equal(priced, refunded);
            await EndsAtZero(saleId);
        }
    }

    /// <summary>Whatever the promotions would take off what is kept, and even where that makes no sense.</summary>
    [Fact]
    public void No_refund_is_negative_or_more_than_was_paid_and_together_they_are_what_was_paid() => Prop.ForAll(
        Gen.Choose(1, 5_000).Zip(Gen.Choose(0, 100)).Zip(Gen.Choose(1, 4)).NonEmptyListOf().ToArbitrary(),
        Gen.Choose(0, 7).Zip(Gen.Choose(0, 20_000)).ListOf().ToArbitrary(), Gen.Elements(0, 1, 2, 3).ToArbitrary(), (sold, steps, kind) =>
        {
            var lines = sold.Select((one, index) => Sold(index + 1, one.Item1.Item1, one.Item1.Item2, one.Item2, kind)).ToList();
            var withheld = new Dictionary<int, Money>();
            var paid = Money.Sum(lines.Select(line => line.Total));
            var refunded = Money.Zero;
            foreach (var (pick, off) in steps.Concat(Enumerable.Range(0, lines.Count * 4).Select(pick => (pick, 0))))
            {
                var at = pick % lines.Count;
                if (lines[at].Returnable <= Quantity.Zero)
                    continue;
                var part = new ReturnPart(lines[at], Quantity.One);
                var after = lines.Select(line => new KeptLine(line, line == lines[at] ? Quantity.One : Quantity.Zero)).ToList();
                var due = BrokenDeals.Repriced(new ReturnDue([part], part.Total), after, withheld, new Money(off));
                refunded += due.Total;
                if (due.Total < Money.Zero || refunded > paid)
                    return false;
                foreach (var line in due.Withheld)
                    withheld[line.Line.LineNumber] = line.After;
                lines[at] = lines[at] with { Returned = lines[at].Returned + Quantity.One };
            }

            return refunded == paid && withheld.Values.All(amount => amount == Money.Zero);
        }).QuickCheckThrowOnFailure();

    /// <summary>A line sold with a deal's discount; kind says whether tax is on top and whether the customer is exempt.</summary>
    private static ReturnableLine Sold(int number, int price, int percentOff, int pieces, int kind)
    {
        var rate = TaxRate.FromPercent(number % 2 == 0 ? 13 : 6);
        var gross = new Money((long)price * pieces);
        var off = gross.Share(percentOff, 100);
        var amount = gross - off;
        var tax = kind < 2 ? rate.IncludedIn(amount) : rate.OnTopOf(amount);
        var net = kind < 2 ? amount - tax : amount;
        var exempt = kind % 2 == 1;
        return new ReturnableLine(
            number, number, "P", "商品", null, "件", new Quantity(pieces * Quantity.PerUnit), Quantity.Zero, new Money(price), 1, exempt ? net : net + tax, exempt ? Money.Zero : tax, "T", rate, Money.Zero)
        {
            Gross = gross, ExemptTax = exempt ? tax : Money.Zero, Discounts = off == Money.Zero ? [] : [new LineDiscount("SpendAndSave", 1, "满减", 1, off)],
        };
    }

    private static (decimal Total, decimal Withheld) Worth(JsonElement quote) => (quote.Amount("total"), quote.Amount("withheld"));

    private static async Task<JsonElement> Quote(Till till, long saleId, params object[] lines) =>
        (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = saleId, lines })).Ok();

    private static async Task<long> Sold(Till till, decimal total, params object[] lines)
    {
        var sale = (await till.Sell(lines, [Till.Cash(total)])).Ok();
        Assert.Equal(total, sale.Amount("total"));
        return sale.GetProperty("saleId").GetInt64();
    }

    private async Task<Till> Repricing()
    {
        var till = await store.GivenTill();
        await Reprice(till);
        return till;
    }

    private static async Task Reprice(Till till)
    {
        var rules = (await till.Owner.Get($"{till.Root}/refund-rules")).Ok();
        (await till.Owner.Put($"{till.Root}/refund-rules", new { rules = rules.GetProperty("rules"), brokenDeals = "Reprice", version = rules.GetProperty("version").GetInt32() })).Ok();
        Assert.Equal("Reprice", (await till.Owner.Get($"{till.Root}/refund-rules")).Ok().GetProperty("brokenDeals").GetString());
    }

    private Task<long> Deal(Till till, string kind, object terms, string name, object? goods = null, int priority = 0) =>
        store.GivenPromotion(till.StoreId, MarketingGivens.Promotion([till.StoreId], kind, terms, name, goods, priority: priority));

    private async Task EndsAtZero(long saleId)
    {
        Assert.Equal([(0L, 0L, 0L, 0L)], await store.Rows<(long, long, long, long)>("""
            SELECT SUM(TotalMinor), SUM(TaxMinor), SUM(DiscountMinor), SUM(GrossMinor) FROM checkout.SaleLines WHERE SaleId = @saleId OR OriginalSaleId = @saleId
            """, new { saleId }));
        await store.InScope(async services =>
        {
            foreach (var book in services.GetServices<IInvariant>())
                Assert.Empty(await book.Breaks(CancellationToken.None));
            return 0;
        });
    }
}
