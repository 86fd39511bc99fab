using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Store.Checkout.Returns;
using Store.Checkout.Rounding;
using Store.Checkout.Sales;
using Store.Kernel.Http;
using Store.Kernel.Verification;

namespace Store.Tests.Checkout;

/// <summary>Cash is rounded to the coins a store has; nothing else is.</summary>
public sealed class CashRoundingTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData(0.05, "Nearest", 10.02, 10.00)]
    [InlineData(0.05, "Nearest", 10.03, 10.05)]
    [InlineData(0.10, "Down", 10.09, 10.00)]
    [InlineData(0.10, "Up", 10.01, 10.10)]
    [InlineData(0.50, "Nearest", 10.25, 10.50)]
    [InlineData(1.00, "Down", 10.99, 10.00)]
    [InlineData(1.00, "Down", 0.60, 1.00)]
    [InlineData(0, "Up", 10.01, 10.01)]
    public async Task Cash_is_paid_in_the_coins_of_the_store_and_the_total_stays(decimal step, string mode, decimal price, decimal cash)
    {
        var till = await GivenTill(step, mode);

        var sale = (await till.Sell(await till.Product(price), 1, price, cash: 20m)).Ok();

        Assert.Equal((price, cash - price, 20m, 20m - cash), (sale.Amount("total"), sale.Amount("rounding"), sale.Amount("paid"), sale.Amount("change")));
        Assert.Equal((long)(cash * 100), Assert.Single(await store.Rows<long>("SELECT AmountMinor FROM checkout.Payments WHERE SaleId = @saleId", new { saleId = Id(sale) })));
    }

    [Fact]
    public async Task A_card_is_never_rounded_and_of_a_mixed_payment_the_cash_alone_is()
    {
        var till = await GivenTill(0.10m, "Nearest");
        var product = await till.Product(10.03m);

        Assert.Equal(0m, (await till.Sell([Till.Line(product, 1, 10.03m)], [Till.Paid("Card", 10.03m)])).Ok().Amount("rounding"));
        Assert.Equal("payment.short", (await till.Sell([Till.Line(product, 1, 10.03m)], [Till.Paid("Card", 10m)])).Code);
        var mixed = (await till.Sell([Till.Line(product, 1, 10.03m)], [Till.Paid("Card", 5.55m), Till.Cash(5m)])).Ok();
        Assert.Equal((0.02m, 0.50m), (mixed.Amount("rounding"), mixed.Amount("change")));
        Assert.Equal("payment.short", (await till.Sell([Till.Line(product, 1, 10.03m)], [Till.Paid("Card", 5.55m), Till.Cash(4.48m)])).Code);
    }

    [Fact]
    public async Task The_same_sale_sent_again_is_answered_with_the_same_rounding()
    {
        var till = await GivenTill(0.05m, "Nearest");
        var product = await till.Product(10.03m);
        var saleUuid = Guid.NewGuid();

        var first = await till.Sell(product, 1, 10.03m, cash: 20m, saleUuid);

        Assert.Equal(first.Ok().ToString(), (await till.Sell(product, 1, 10.03m, cash: 20m, saleUuid)).Ok().ToString());
    }

    [Fact]
    public async Task Partial_returns_give_back_coins_and_in_the_end_exactly_what_was_paid()
    {
        var till = await GivenTill(0.05m, "Nearest");
        var product = await till.Product(3.34m);
        var sale = (await till.Sell(product, 3, 3.34m, cash: 10m)).Ok();
        Assert.Equal(-0.02m, sale.Amount("rounding"));

        var given = new List<decimal>();
        for (var piece = 0; piece < 3; piece++)
        {
            var quote = (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = Id(sale), lines = new[] { Till.Back(1, 1) } })).Ok();
            var back = (await till.Return(Id(sale), [Till.Back(1, 1)], [Till.Cash(3.34m)])).Ok();
            Assert.Equal((-3.34m, -quote.Amount("cashGiven")), (back.Amount("total"), back.Amount("paid")));
            given.Add(-back.Amount("paid"));
        }

        Assert.Equal([3.35m, 3.35m, 3.30m], given);
        Assert.Equal("return.too_many", (await till.Return(Id(sale), [Till.Back(1, 1)], [Till.Cash(3.34m)])).Code);
    }

    [Fact]
    public async Task A_sale_imported_or_made_before_the_setting_is_given_back_in_coins_too()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10.02m);
        var saleId = Id((await till.Sell(product, 1, 10.02m, cash: 10.02m)).Ok());
        await Set(till, 0.05m, "Nearest");

        var back = (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(10.02m)])).Ok();

        Assert.Equal((-10.02m, -10m, 0.02m), (back.Amount("total"), back.Amount("paid"), back.Amount("rounding")));
    }

    [Fact]
    public async Task Any_mix_of_tenders_balances_in_the_books_and_the_drawer()
    {
        var till = await GivenTill(0.05m, "Nearest");
        var random = new Random(15);
        var drawer = 100m;
        for (var i = 0; i < 25; i++)
        {
            var price = random.Next(1, 3000) / 100m;
            var product = await till.Product(price);
            var card = random.Next(3) == 0 ? 0m : random.Next((int)(price * 100)) / 100m;
            object[] payments = random.Next(4) == 0 ? [Till.Paid("Wallet", price)] : card > 0m ? [Till.Paid("Card", card), Till.Cash(40m)] : [Till.Cash(40m)];
            var sale = (await till.Sell([Till.Line(product, 1, price)], payments)).Ok();
            var byCard = payments.Length == 2 ? card : 0m;
            if (payments.Length == 2 || byCard + sale.Amount("paid") == 40m)
                drawer += sale.Amount("total") + sale.Amount("rounding") - byCard;
        }

        var shift = (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}")).Ok();
        Assert.Equal(drawer, shift.Amount("expectedCash"));
        await till.CloseShift(drawer);
        await store.DispatchEvents();
        var trial = (await till.Owner.Get($"/api/finance/trial-balance?storeId={till.StoreId}")).Ok();
        Assert.Equal(0m, trial.Amount("difference"));
        var rounding = trial.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("accountCode").GetString() == "6703").Amount("balance");
        Assert.Equal(shift.Amount("rounding"), -rounding);
        Assert.NotEqual(0m, rounding);
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task The_receipt_and_the_day_show_the_rounding()
    {
        var till = await GivenTill(0.05m, "Nearest");
        var sale = (await till.Sell(await till.Product(10.03m), 1, 10.03m, cash: 20m)).Ok();

        var text = (await till.Owner.Get($"{till.Root}/sales/{Id(sale)}/receipt.txt?language=en")).Text;

        Assert.Matches(@"Cash rounding +0\.02\n", text);
        Assert.Equal(0.02m, (await till.Owner.Get($"{till.Root}/summary")).Ok().Amount("rounding"));
        Assert.Equal(0.02m, (await till.Owner.Get($"{till.Root}/sales/{Id(sale)}")).Ok().Amount("rounding"));
    }

    [Fact]
    public async Task Settings_are_changed_by_who_may_with_the_version_that_was_read()
    {
        var till = await store.GivenTill();
        var path = $"{till.Root}/tender-settings";
        var change = new { cashStep = 0.05m, cashRounding = "Up", version = 0 };

        Assert.Equal(403, (await store.SignedIn(till.StoreId, "checkout.sell").Put(path, change)).Status);
        Assert.Equal((400, "invalid"), ((await till.Owner.Put(path, change with { cashStep = 0.03m })).Status, (await till.Owner.Put(path, change with { cashRounding = "Sideways" })).Code));
        (await till.Owner.Put(path, change)).Ok();
        Assert.Equal("tender_settings.stale", (await till.Owner.Put(path, change)).Code);
        var races = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => till.Owner.Put(path, change with { version = 1 })));
        Assert.Single(races, reply => reply.Status == 200);
        Assert.Equal(2, (await store.SignedIn(till.StoreId, "checkout.sell").Get(path)).Ok().GetProperty("version").GetInt32());
    }

    [Fact]
    public void What_is_kept_is_what_is_due_and_the_rounding_of_the_cash() => Prop.ForAll(
        Gen.Choose(0, 5000).ToArbitrary(), Roundings, Gen.Elements("Cash", "Cash", "Card", "Wallet").Zip(Gen.Choose(1, 6000)).ArrayOf().ToArbitrary(), (due, rounding, handedOver) =>
        {
            var payments = handedOver.Select(one => new CompleteSale.Payment(one.Item1, new Money(one.Item2), null)).ToList();
            try
            {
                var settled = Settlement.Of(new Money(due), payments, rounding);
                var cash = settled.Payments.Where(payment => payment.Tender == "Cash").Sum(payment => payment.Amount.Minor);
                return settled.Payments.Sum(payment => payment.Amount.Minor) == due + settled.Rounding.Minor
                    && Math.Abs(settled.Rounding.Minor) <= rounding.Step.Minor
                    && (cash > 0 || settled.Rounding == Money.Zero)
                    && (rounding.Step == Money.Zero || cash % rounding.Step.Minor == 0);
            }
            catch (RuleBroken)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void However_the_goods_come_back_the_cash_ends_at_zero() => Prop.ForAll(
        Roundings, Gen.Choose(1, 900).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary(), (rounding, parts) =>
        {
            var owed = new Money(parts.Sum());
            var kept = rounding.Due(owed);
            var carried = Money.Zero;
            foreach (var part in parts)
            {
                var back = new CashBack(rounding, kept, owed, carried);
                var (payments, rounded) = back.Settle([new RecordReturn.Refund("Cash", new Money(part), null)]);
                var given = -payments[0].Amount;
                if (given < Money.Zero || given > kept || (rounding.Step > Money.Zero && given.Minor % rounding.Step.Minor != 0) || rounded != new Money(part) - given)
                    return false;
                (kept, owed, carried) = (kept - given, owed - new Money(part), carried + rounded);
            }

            return kept == Money.Zero && owed == Money.Zero;
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<CashRounding> Roundings => Gen.Elements(0, 5, 10, 50, 100).Zip(Gen.Elements(RoundingMode.Nearest, RoundingMode.Down, RoundingMode.Up))
        .Select(one => new CashRounding(new Money(one.Item1), one.Item2)).ToArbitrary();

    private static long Id(System.Text.Json.JsonElement sale) => sale.GetProperty("saleId").GetInt64();

    private async Task<Till> GivenTill(decimal step, string mode)
    {
        var till = await store.GivenTill();
        await Set(till, step, mode);
        return till;
    }

    private static async Task Set(Till till, decimal step, string mode) =>
        (await till.Owner.Put($"{till.Root}/tender-settings", new { cashStep = step, cashRounding = mode, version = 0 })).Ok();

    private Task<List<string>> Breaks() => store.InScope(async services =>
    {
        var breaks = new List<string>();
        foreach (var invariant in services.GetServices<IInvariant>())
            breaks.AddRange(await invariant.Breaks(CancellationToken.None));
        return breaks;
    });
}
