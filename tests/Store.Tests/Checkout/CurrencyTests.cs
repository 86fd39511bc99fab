using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Store.Checkout.Currencies;
using Store.Checkout.Rounding;
using Store.Checkout.Sales;
using Store.Kernel.Database;
using Store.Kernel.Http;
using Store.Kernel.Verification;

namespace Store.Tests.Checkout;

/// <summary>Notes of other currencies: taken at the rate in force, kept whole, changed in the store's own currency, counted by themselves.</summary>
public sealed class CurrencyTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Dollars_pay_a_sale_and_the_change_is_given_in_the_stores_own_currency()
    {
        var till = await GivenTill(("USD", 7.1m));
        var product = await till.Product(50m);

        var sale = (await till.Sell([Till.Line(product, 1, 50m)], [Foreign("USD", 10m, 7.1m, 71m)])).Ok();

        Assert.Equal((50m, 71m, 21m), (sale.Amount("total"), sale.Amount("paid"), sale.Amount("change")));
        var payments = (await till.Owner.Get($"{till.Root}/sales/{Id(sale)}")).Ok().GetProperty("payments").EnumerateArray().ToList();
        Assert.Equal(("ForeignCash", 71m, "USD", 10m, 7.1m), (payments[0].GetProperty("tender").GetString(), payments[0].Amount("amount"), payments[0].GetProperty("currency").GetString(), payments[0].Amount("foreign"), payments[0].Amount("rate")));
        Assert.Equal(("Cash", -21m), (payments[1].GetProperty("tender").GetString(), payments[1].Amount("amount")));
        var shift = await till.Shift();
        Assert.Equal(79m, shift.Amount("expectedCash"));
        Assert.Equal(("USD", 10m), (Only(shift).GetProperty("currency").GetString(), Only(shift).Amount("expected")));
        var receipt = (await till.Owner.Get($"{till.Root}/sales/{Id(sale)}/receipt.txt?language=en")).Text;
        Assert.Matches(@"Foreign cash +71\.00\n  USD 10\.00 × 7\.1\n", receipt);
        Assert.Matches(@"Change +21\.00\n", receipt);
    }

    [Fact]
    public async Task Notes_without_decimals_mixed_tenders_and_the_same_sale_again()
    {
        var till = await GivenTill(("JPY", 0.048123m), ("USD", 7m));
        var product = await till.Product(100m);
        var saleUuid = Guid.NewGuid();
        object[] payments = [Foreign("JPY", 1000m, 0.048123m, 48.12m), Foreign("USD", 1m, 7m, 7m), Till.Paid("Card", 40m), Till.Cash(10m)];

        var sale = (await till.Sell([Till.Line(product, 1, 100m)], payments, saleUuid)).Ok();

        Assert.Equal(5.12m, sale.Amount("change"));
        Assert.Equal(sale.ToString(), (await till.Sell([Till.Line(product, 1, 100m)], payments, saleUuid)).Ok().ToString());
        Assert.Equal(400, (await till.Sell([Till.Line(product, 1, 100m)], [Foreign("JPY", 1000.50m, 0.048123m, 48.15m), Till.Cash(60m)])).Status);
        Assert.Contains("JPY 1000 × 0.048123", (await till.Owner.Get($"{till.Root}/sales/{Id(sale)}/receipt.html")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_rate_than_shown_a_wrong_worth_or_an_unknown_currency_sells_nothing()
    {
        var till = await GivenTill(("USD", 7.1m));
        var product = await till.Product(50m);
        object[] line = [Till.Line(product, 1, 50m)];

        var differs = await till.Sell(line, [Foreign("USD", 10m, 7m, 70m)]);
        Assert.Equal((422, "rate.differs", 7m, 7.1m), (differs.Status, differs.Code, differs.Json.Amount("shown"), differs.Json.Amount("actual")));
        Assert.Equal("currency.worth_differs", (await till.Sell(line, [Foreign("USD", 10m, 7.1m, 71.01m)])).Code);
        Assert.Equal("currency.not_taken", (await till.Sell(line, [Foreign("EUR", 10m, 7.1m, 71m)])).Code);
        Assert.Equal(400, (await till.Sell(line, [Foreign("XXX", 10m, 7.1m, 71m)])).Status);
        Assert.Equal(400, (await till.Sell(line, [Till.Paid("ForeignCash", 71m)])).Status);
        Assert.Equal(400, (await till.Sell(line, [new { tender = "Cash", amount = 71m, foreign = new { currency = "USD", amount = 10m, rate = 7.1m } }])).Status);
        Assert.Equal("payment.over", (await till.Sell(line, [Foreign("USD", 10m, 7.1m, 71m), Foreign("USD", 1m, 7.1m, 7.1m)])).Code);
        Assert.Equal("payment.over", (await till.Sell(line, [Foreign("USD", 10m, 7.1m, 71m), Till.Cash(5m)])).Code);
        Assert.Equal("payment.short", (await till.Sell(line, [Foreign("USD", 7m, 7.1m, 49.7m)])).Code);
        Assert.Empty(await store.Rows<long>("SELECT SaleId FROM checkout.Sales WHERE RegisterId = @RegisterId", till));
    }

    [Fact]
    public async Task A_rate_begins_when_it_is_said_and_a_currency_that_is_stopped_is_taken_no_more()
    {
        var till = await GivenTill(("USD", 7.1m));
        var later = store.Clock.GetUtcNow().UtcDateTime.AddHours(1);
        (await SetRate(till, "USD", 7.3m, later)).Ok();
        Assert.Equal("rate.past", (await SetRate(till, "USD", 7m, later.AddHours(-3))).Code);
        Assert.Equal("currency.own", (await SetRate(till, "CNY", 1m)).Code);
        Assert.Equal((400, 400, 400), ((await SetRate(till, "US", 1m)).Status, (await SetRate(till, "USD", 0m)).Status, (await SetRate(till, "USD", 0.0000000001m)).Status));
        Assert.Equal(7.1m, Items(await till.Owner.Get($"{till.Root}/currencies")).Single().Amount("rate"));

        (await SetRate(till, "USD", 7.2m)).Ok();
        Assert.Equal(7.2m, Items(await store.SignedIn(till.StoreId, "checkout.sell").Get($"{till.Root}/currencies")).Single().Amount("rate"));

        (await till.Owner.Delete($"{till.Root}/currencies/USD")).Ok();
        Assert.Empty(Items(await till.Owner.Get($"{till.Root}/currencies")));
        Assert.Equal((404, "currency.not_found"), ((await till.Owner.Delete($"{till.Root}/currencies/USD")).Status, (await till.Owner.Delete($"{till.Root}/currencies/USD")).Code));
        Assert.Equal("currency.not_taken", (await till.Sell([Till.Line(await till.Product(5m), 1, 5m)], [Foreign("USD", 1m, 7.2m, 7.2m)])).Code);
        var history = Items(await till.Owner.Get($"{till.Root}/currency-rates?currency=USD"));
        Assert.Equal([0m, 7.2m, 7.3m, 7.1m], history.Select(one => one.Amount("rate")));
        Assert.NotEqual(JsonValueKind.Null, history[2].GetProperty("withdrawnAt").ValueKind);
        Assert.Equal(1, (await till.Owner.Get($"{till.Root}/currency-rates?limit=1")).Ok().GetProperty("items").GetArrayLength());
        Assert.Equal((403, 403), ((await store.SignedIn(till.StoreId, "checkout.sell").Post($"{till.Root}/currencies/USD/rates", new { rate = 7m })).Status,
            (await store.SignedIn(till.StoreId, "checkout.sell").Get($"{till.Root}/currency-rates")).Status));
    }

    [Fact]
    public async Task Each_currency_is_counted_and_the_difference_goes_to_the_books_at_its_worth()
    {
        var till = await GivenTill(("USD", 7m), ("EUR", 8m));
        var product = await till.Product(10m);
        (await till.Sell([Till.Line(product, 1, 10m)], [Foreign("USD", 5m, 7m, 35m)])).Ok();
        (await till.Sell([Till.Line(product, 1, 10m)], [Foreign("EUR", 2m, 8m, 16m)])).Ok();

        var refused = await till.CloseShift(69m);
        Assert.Equal((422, "shift.currency_not_counted", "EUR"), (refused.Status, refused.Code, refused.Json.GetProperty("currency").GetString()));
        var cashier = store.Limited(till.StoreId, new() { ["checkout.over-short"] = 6.99m }, "checkout.manage-shifts");
        (await cashier.Post($"{till.Root}/shifts/{till.ShiftId}/counts", Counted(("CNY", 69m), ("USD", 4m), ("EUR", 2m)))).Ok();
        var shift = (await cashier.Get($"{till.Root}/shifts/{till.ShiftId}")).Ok();
        Assert.Equal(["EUR", "USD"], shift.GetProperty("currencies").EnumerateArray().Select(one => one.GetProperty("currency").GetString()));
        Assert.All(shift.GetProperty("currencies").EnumerateArray(), one => Assert.Equal(JsonValueKind.Null, one.GetProperty("expected").ValueKind));
        Assert.Equal("approval_required", (await cashier.Post($"{till.Root}/shifts/{till.ShiftId}/close", new { counted = (decimal?)null })).Code);

        var x = (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}/report")).Ok();
        var closed = (await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/close", new { counted = (decimal?)null })).Ok();

        Assert.Equal([0m, -1m], closed.GetProperty("currencies").EnumerateArray().Select(one => one.Amount("overShort")));
        var zId = closed.GetProperty("zReportId").GetInt64();
        var z = (await till.Owner.Get($"{till.Root}/z-reports/{zId}")).Ok().GetProperty("report").GetProperty("currencies").EnumerateArray().ToList();
        Assert.Equal([("EUR", 2m, 2m, 16m, 0m), ("USD", 5m, 4m, 35m, -7m)], z.Select(one => (one.GetProperty("currency").GetString()!, one.Amount("expected"), one.Amount("counted"), one.Amount("base"), one.Amount("baseOverShort"))));
        Assert.Equal(2, x.GetProperty("currencies").GetArrayLength());
        Assert.Contains("外币现金 USD (1)", (await till.Owner.Get($"{till.Root}/z-reports/{zId}/report.html")).Text, StringComparison.Ordinal);
        await store.DispatchEvents();
        var trial = (await till.Owner.Get($"/api/finance/trial-balance?storeId={till.StoreId}")).Ok();
        var balances = trial.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("accountCode").GetString()!, row => row.Amount("balance"), StringComparer.Ordinal);
        Assert.Equal((0m, -31m, 44m, 7m), (trial.Amount("difference"), balances["1001"], balances["1004"], balances["6701"]));
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task What_was_paid_in_foreign_notes_goes_back_in_the_stores_own_cash()
    {
        var till = await GivenTill(("USD", 7.1m));
        var product = await till.Product(25m);
        var saleId = Id((await till.Sell([Till.Line(product, 2, 25m)], [Foreign("USD", 10m, 7.1m, 71m)])).Ok());

        Assert.Equal("refund.tender", (await till.Return(saleId, [Till.Back(1, 1)], [Till.Paid("ForeignCash", 25m)])).Code);
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(25m)])).Ok();
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(25m)])).Ok();

        var shift = await till.Shift();
        Assert.Equal((29m, 10m), (shift.Amount("expectedCash"), Only(shift).Amount("expected")));
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task Change_for_foreign_notes_is_given_in_the_coins_of_the_store()
    {
        var till = await GivenTill(("USD", 7.1m));
        (await till.Owner.Put($"{till.Root}/tender-settings", new { cashStep = 0.10m, cashRounding = "Down", version = 0 })).Ok();

        var sale = (await till.Sell([Till.Line(await till.Product(50.07m), 1, 50.07m)], [Foreign("USD", 10m, 7.1m, 71m)])).Ok();

        Assert.Equal((21m, -0.07m), (sale.Amount("change"), sale.Amount("rounding")));
        var saleId = Id(sale);
        Assert.Equal(-50m, (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(50.07m)])).Ok().Amount("paid"));
        Assert.Empty(await Breaks());
    }

    [Theory]
    [InlineData("UPDATE checkout.Payments SET ForeignMinor = ForeignMinor + 100 WHERE SaleId = @saleId AND Currency = 'USD'", "amount times its rate", "foreign currency", "hash chain")]
    [InlineData("UPDATE checkout.Payments SET RateNano = RateNano + 10000000 WHERE SaleId = @saleId AND Currency = 'USD'", "amount times its rate", "hash chain", "")]
    [InlineData("UPDATE checkout.Payments SET Currency = NULL, ForeignMinor = NULL, RateNano = NULL WHERE SaleId = @saleId", "amount times its rate", "foreign currency", "hash chain")]
    [InlineData("UPDATE checkout.ShiftCurrencies SET ExpectedMinor = ExpectedMinor - 1 WHERE ShiftId = (SELECT ShiftId FROM checkout.Sales WHERE SaleId = @saleId)", "foreign currency", "", "")]
    public async Task Verify_sees_what_somebody_has_changed_by_hand(string change, params string[] invariants)
    {
        var till = await GivenTill(("USD", 7.1m));
        var saleId = Id((await till.Sell([Till.Line(await till.Product(50m), 1, 50m)], [Foreign("USD", 10m, 7.1m, 71m)])).Ok());
        (await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/counts", Counted(("CNY", 79m), ("USD", 10m)))).Ok();
        (await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/close", new { counted = (decimal?)null })).Ok();
        var names = new List<string>();

        await Assert.ThrowsAsync<NothingStays>(() => store.InScope(services =>
        {
            var db = services.GetRequiredService<Db>();
            return db.Transact<int>(async () =>
            {
                await db.Execute(change, new { saleId }, CancellationToken.None);
                foreach (var one in services.GetServices<IInvariant>())
                {
                    if ((await one.Breaks(CancellationToken.None)).Count > 0)
                        names.Add(one.Name);
                }

                throw new NothingStays();
            }, CancellationToken.None);
        }));

        Assert.All(invariants.Where(name => name.Length > 0), name => Assert.Contains(names, one => one.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Whatever_is_handed_over_the_payments_make_up_what_is_due_and_the_notes_stay_whole() => Prop.ForAll(
        Gen.Choose(1, 20_000).ToArbitrary(),
        Gen.Elements(0, 5, 10, 100).Zip(Gen.Elements(RoundingMode.Nearest, RoundingMode.Down, RoundingMode.Up)).Select(one => new CashRounding(new Money(one.Item1), one.Item2)).ToArbitrary(),
        Gen.Elements("ForeignCash", "ForeignCash", "Cash", "Card").Zip(Gen.Choose(1, 9000)).Zip(Gen.Choose(1, 2_000_000_000)).NonEmptyListOf().ToArbitrary(),
        (due, rounding, handedOver) =>
        {
            var payments = handedOver.Take(6).Select(one => Payment(one.Item1.Item1, one.Item1.Item2, one.Item2)).Where(payment => payment.Amount > Money.Zero).ToList();
            try
            {
                var settled = Settlement.Of(new Money(due), payments, rounding);
                var foreign = settled.Payments.Where(payment => payment.Foreign is not null).ToList();
                var cash = Money.Sum(settled.Payments.Where(payment => payment.Tender == "Cash").Select(payment => payment.Amount));
                return Money.Sum(settled.Payments.Select(payment => payment.Amount)) == new Money(due) + settled.Rounding
                    && Money.Sum(settled.Payments.Select(payment => payment.Tendered)) == new Money(due) + settled.Rounding + settled.Change
                    && foreign.TrueForAll(payment => payment.Amount == payment.Foreign!.Worth() && payment.Tendered == payment.Amount)
                    && settled.Payments.Where(payment => payment.Amount < Money.Zero).All(change => change.Tender == "Cash" && change.Tendered == Money.Zero && foreign.TrueForAll(payment => payment.Amount > -change.Amount))
                    && foreign.Count == payments.Count(payment => payment.Foreign is not null)
                    && settled.Change >= Money.Zero
                    && settled.Rounding.Abs() <= rounding.Step
                    && (rounding.Step == Money.Zero || cash.Minor % rounding.Step.Minor == 0);
            }
            catch (RuleBroken refused)
            {
                return refused.Code is "payment.short" or "payment.over";
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task However_the_notes_come_in_the_drawers_hold_what_they_should()
    {
        var till = await GivenTill(("USD", 7.1234m), ("JPY", 0.0481m), ("EUR", 8.333333333m));
        var random = new Random(26);
        var rates = new Dictionary<string, ExchangeRate> { ["USD"] = ExchangeRate.FromDecimal(7.1234m), ["JPY"] = ExchangeRate.FromDecimal(0.0481m), ["EUR"] = ExchangeRate.FromDecimal(8.333333333m) };
        var drawers = new Dictionary<string, decimal> { ["CNY"] = 100m };
        for (var i = 0; i < 20; i++)
        {
            var currency = rates.Keys.ElementAt(random.Next(3));
            var notes = currency == "JPY" ? random.Next(1, 10) * 1000m : random.Next(1, 2000) / 100m;
            var worth = rates[currency].InBase(Money.FromDecimal(notes)).ToDecimal();
            var price = decimal.Round(worth * random.Next(50, 150) / 100m, 2) + 0.01m;
            var cash = Math.Max(0m, price - worth);
            object[] payments = cash > 0m ? [Foreign(currency, notes, rates[currency].ToDecimal(), worth), Till.Cash(cash)] : [Foreign(currency, notes, rates[currency].ToDecimal(), worth)];
            (await till.Sell([Till.Line(await till.Product(price), 1, price)], payments)).Ok();
            drawers[currency] = drawers.GetValueOrDefault(currency) + notes;
            drawers["CNY"] += price - worth;
        }

        var shift = await till.Shift();
        Assert.Equal(drawers["CNY"], shift.Amount("expectedCash"));
        Assert.All(shift.GetProperty("currencies").EnumerateArray(), one => Assert.Equal(drawers[one.GetProperty("currency").GetString()!], one.Amount("expected")));
        Assert.Empty(await Breaks());
    }

    private static CompleteSale.Payment Payment(string tender, int minor, int nano)
    {
        if (tender != "ForeignCash")
            return new CompleteSale.Payment(tender, new Money(minor), null);
        var foreign = new ForeignCash("USD", new Money(minor), new ExchangeRate(nano));
        return new CompleteSale.Payment(tender, foreign.Worth(), null, Foreign: foreign);
    }

    private static object Foreign(string currency, decimal amount, decimal rate, decimal worth) => new { tender = "ForeignCash", amount = worth, foreign = new { currency, amount, rate } };

    private static object Counted(params (string Currency, decimal Counted)[] counts) => new { counts = counts.Select(one => new { currency = one.Currency, counted = one.Counted }) };

    private async Task<Till> GivenTill(params (string Currency, decimal Rate)[] rates)
    {
        var till = await store.GivenTill();
        foreach (var (currency, rate) in rates)
            (await SetRate(till, currency, rate)).Ok();
        return till;
    }

    private static Task<StoreApp.Reply> SetRate(Till till, string currency, decimal rate, DateTime? validFrom = null) => till.Owner.Post($"{till.Root}/currencies/{currency}/rates", new { rate, validFrom });

    private static long Id(JsonElement sale) => sale.GetProperty("saleId").GetInt64();

    private static JsonElement Only(JsonElement shift) => shift.GetProperty("currencies").EnumerateArray().Single();

    private static List<JsonElement> Items(StoreApp.Reply reply) => [.. reply.Ok().GetProperty("items").EnumerateArray()];

    private Task<List<string>> Breaks() => store.InScope(async services =>
    {
        var breaks = new List<string>();
        foreach (var invariant in services.GetServices<IInvariant>())
            breaks.AddRange(await invariant.Breaks(CancellationToken.None));
        return breaks;
    });

    private sealed class NothingStays : Exception;
}
