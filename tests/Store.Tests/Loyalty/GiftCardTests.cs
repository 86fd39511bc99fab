using Store.Contracts.Checkout;
using Store.Kernel.Http;
using Store.Kernel.Values;
using Store.Loyalty.GiftCards;
using Store.Tests.Catalog;
using static Store.Tests.Loyalty.LoyaltyGivens;

namespace Store.Tests.Loyalty;

public sealed class GiftCardTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_card_is_worth_nothing_until_it_is_sold_then_pays_and_takes_refunds()
    {
        var (storeId, product, code) = (await store.GivenStore(), await store.GivenValueProduct("GiftCard", validDays: 30), (await store.GivenGiftCards())[0]);
        Assert.Equal("Made", (await LookUp(code)).GetProperty("state").GetString());
        Assert.Equal("card.not_sold", await Refused(() => store.Settle(storeId, null, payments: Paid("GiftCard", 1m, code))));

        var (sold, outcome) = await store.Settle(storeId, null, [Sold(product, 100m, code)], Paid("Cash", 100m));
        Assert.Equal([new ValueShare("GiftCard", Money.FromDecimal(100m))], outcome.ValueSold);
        var (paid, _) = await store.Settle(storeId, null, payments: Paid("GiftCard", 70m, code.Replace("-", " ", StringComparison.Ordinal)));
        Assert.Equal("card.short", await Refused(() => store.Settle(storeId, null, payments: Paid("GiftCard", 31m, code))));
        Assert.Equal("value.spent", await Refused(() => store.Settle(storeId, null, [Back(product, 100m, sold)], Paid("Cash", -100m, refunds: sold))));

        await store.Settle(storeId, null, payments: Paid("GiftCard", -20m, "****" + code[^4..], refunds: paid));
        await store.Settle(storeId, null, payments: Paid("GiftCard", -50m, refunds: paid));
        await store.Settle(storeId, null, [Sold(product, 5m, code)], Paid("Cash", 5m));
        var card = await LookUp(code);
        Assert.Equal(105m, card.GetProperty("balance").GetDecimal());
        Assert.Equal(["ToppedUp", "Refunded", "Refunded", "Spent", "Sold"], card.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));

        await store.Later(TimeSpan.FromDays(31));
        Assert.Equal("card.expired", await Refused(() => store.Settle(storeId, null, payments: Paid("GiftCard", 1m, code))));
        Assert.Equal("Expired", (await LookUp(code)).GetProperty("state").GetString());
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_card_that_goes_back_is_never_used_again_and_a_blocked_one_not_until_it_is_freed()
    {
        var (storeId, product) = (await store.GivenStore(), await store.GivenValueProduct("GiftCard"));
        var code = (await store.GivenGiftCards())[0];
        var (sold, _) = await store.Settle(storeId, null, [Sold(product, 100m, code)], Paid("Cash", 100m));
        await store.Settle(storeId, null, [Back(product, 100m, sold)], Paid("Cash", -100m, refunds: sold));
        Assert.Equal("card.blocked", await Refused(() => store.Settle(storeId, null, [Sold(product, 100m, code)], Paid("Cash", 100m))));

        var other = await store.GivenGiftCard(storeId, 40m);
        var cardId = (await LookUp(other)).GetProperty("cardId").GetInt64();
        (await store.Owner(0).Put($"/api/loyalty/gift-cards/{cardId}/blocked", new { blocked = true, reason = "挂失" })).Ok();
        Assert.Equal("card.blocked", await Refused(() => store.Settle(storeId, null, payments: Paid("GiftCard", 1m, other))));
        (await store.Owner(0).Put($"/api/loyalty/gift-cards/{cardId}/blocked", new { blocked = false, reason = "找到" })).Ok();
        await store.Settle(storeId, null, payments: Paid("GiftCard", 40m, other));

        Assert.Equal("card.unknown", await Refused(() => store.Settle(storeId, null, payments: Paid("GiftCard", 1m, "1234"))));
        Assert.Equal("card.one_each", await Refused(() => store.Settle(storeId, null, [Sold(product, 20m, code, quantity: 2)], Paid("Cash", 20m))));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task Of_fifty_tills_that_spend_the_same_card_one_gets_it()
    {
        var storeId = await store.GivenStore();
        var code = await store.GivenGiftCard(storeId, 150m);

        var codes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            try
            {
                await store.Settle(storeId, null, payments: Paid("GiftCard", 100m, code));
                return "won";
            }
            catch (Refusal refusal)
            {
                return refusal.Code;
            }
        })));

        Assert.Equal(["won"], codes.Where(one => one != "card.short"));
        Assert.Equal(50m, (await LookUp(code)).GetProperty("balance").GetDecimal());
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_hold_keeps_a_card_from_other_tills()
    {
        var storeId = await store.GivenStore();
        var code = await store.GivenGiftCard(storeId, 100m);
        var till = store.SignedIn(storeId, "loyalty.use-value");
        var holds = $"/api/loyalty/stores/{storeId}/gift-card-holds";

        var hold = (await till.Post(holds, new { code, amount = 90m })).Ok().GetProperty("holdId").GetInt64();
        Assert.Equal("value.held", (await till.Post(holds, new { code, amount = 5m })).Code);
        Assert.Equal("card.short", await Refused(() => store.Settle(storeId, null, payments: Paid("GiftCard", 11m, code))));
        await store.Settle(storeId, null, payments: Paid("GiftCard", 90m, code, holdId: hold));
        await store.Settle(storeId, null, payments: Paid("GiftCard", 10m, code));
        Assert.Equal("card.short", (await till.Post(holds, new { code, amount = 5m })).Code);
        Assert.Equal(404, (await till.Post(holds, new { code = "nothing", amount = 5m })).Status);
    }

    [Fact]
    public async Task The_tables_do_not_tell_a_code_and_a_look_up_wants_the_whole_of_it()
    {
        var codes = await store.GivenGiftCards(200);

        Assert.Equal(200, codes.Distinct().Count());
        Assert.All(codes, code => Assert.NotNull(GiftCardCodes.Normal(code)));
        var kept = await store.Rows<string>("SELECT CONCAT(CodeIndex, ' ', CodeEnd) FROM loyalty.GiftCards");
        Assert.DoesNotContain(kept, row => codes.Any(code => row.Contains(GiftCardCodes.Normal(code)![..8], StringComparison.Ordinal)));
        var till = store.SignedIn(0, "loyalty.use-value");
        Assert.Equal(404, (await till.Post("/api/loyalty/gift-cards/look-up", new { code = codes[0][..^1] })).Status);
        Assert.Equal(404, (await till.Post("/api/loyalty/gift-cards/look-up", new { code = GiftCardCodes.Shown(GiftCardCodes.New()) })).Status);
        var mistyped = codes[0][..^1] + (char)('0' + ((codes[0][^1] - '0' + 1) % 10));
        Assert.Null(GiftCardCodes.Normal(mistyped));
        Assert.Equal(403, (await store.SignedIn(0, "loyalty.view").Post("/api/loyalty/gift-cards/look-up", new { code = codes[0] })).Status);
        Assert.Equal(400, (await store.Owner(0).Post("/api/loyalty/gift-card-batches", new { name = "空", cards = 0 })).Status);

        var batch = (await store.Owner(0).Get("/api/loyalty/gift-card-batches")).Ok().GetProperty("items").EnumerateArray().First(item => item.GetProperty("cards").GetInt32() == 200);
        var page = (await store.Owner(0).Get($"/api/loyalty/gift-card-batches/{batch.GetProperty("batchId").GetInt64()}/cards?limit=150")).Ok();
        Assert.Equal(150, page.GetProperty("items").GetArrayLength());
        Assert.NotNull(page.GetProperty("next").GetString());
    }

    private static async Task<string> Refused(Func<Task> settle) => (await Assert.ThrowsAnyAsync<Refusal>(settle)).Code;

    private async Task<System.Text.Json.JsonElement> LookUp(string code) => (await store.Owner(0).Post("/api/loyalty/gift-cards/look-up", new { code })).Ok();
}
