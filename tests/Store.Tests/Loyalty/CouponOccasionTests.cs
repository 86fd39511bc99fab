using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Time;
using Store.Loyalty.Birthdays;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Loyalty;

/// <summary>Coupons that are issued by themselves, each exactly once.</summary>
public sealed class CouponOccasionTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_birthday_brings_a_coupon_and_points_once_a_year_however_many_hosts_look()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var memberId = await Born(store.Clock.UtcNow().AddHours(8));
        var kind = await store.GivenCoupon(till.StoreId, new { issueOn = "Birthday", daysValid = 30 });
        await Award("生日礼", 88, "Birthday");
        var gifts = store.Services.GetRequiredService<BirthdayGifts>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => gifts.Sweep(CancellationToken.None))));
        await gifts.Sweep(CancellationToken.None);
        Assert.Equal(memberId, Assert.Single(await kind.Coupons()).GetProperty("memberId").GetInt64());
        Assert.Equal(88, await store.Points(memberId));

        await store.Later(TimeSpan.FromDays(30));
        await gifts.Sweep(CancellationToken.None);
        Assert.Single(await kind.Coupons());
        await store.Later(TimeSpan.FromDays(336));
        await gifts.Sweep(CancellationToken.None);
        Assert.Equal(2, (await kind.Coupons()).Count);
        Assert.Empty(await store.PointsBreaks());
    }

    [Fact]
    public async Task A_level_reached_brings_its_coupon_once_and_falling_to_it_brings_none()
    {
        var storeId = (await store.GivenTill()).StoreId;
        var (silver, gold) = (await Level(700), await Level(800));
        var kind = await store.GivenCoupon(storeId, new { issueOn = "LevelReached", issueLevelId = silver });
        var (rising, falling) = (await store.GivenMember(), await store.GivenMember());
        Assert.Equal(400, (await store.Owner(0).Post("/api/loyalty/coupon-templates", CouponGivens.With(new { name = "x", word = kind.Word }, new { issueOn = "LevelReached" }))).Status);

        await Put(rising, silver);
        await Put(rising, null);
        await Put(rising, silver);
        await Put(falling, gold);
        await Put(falling, silver);

        Assert.Equal(rising, Assert.Single(await kind.Coupons()).GetProperty("memberId").GetInt64());
    }

    [Fact]
    public async Task A_top_up_brings_its_coupon_and_takes_it_back_unless_it_was_used()
    {
        var till = await store.GivenTill();
        var memberId = await store.GivenMember();
        var kind = await store.GivenCoupon(till.StoreId);
        var rule = CouponGivens.With(LoyaltyGivens.Rule(till.StoreId, 50m, 0m), new { couponTemplateId = kind.TemplateId });
        (await store.Owner(till.StoreId).Post("/api/loyalty/top-up-rules", rule)).Ok();
        Assert.Equal(404, (await store.Owner(till.StoreId).Post("/api/loyalty/top-up-rules", CouponGivens.With(rule, new { couponTemplateId = 12345 }))).Status);
        var product = await till.Special(50m, new { flags = new[] { "Value" } });
        (await store.Owner(0).Put($"/api/loyalty/value-products/{product.ProductId}", new { kind = "TopUp", name = "储值", uses = 0, validDays = (int?)null })).Ok();
        var goods = await till.Product(100m);
        async Task<long> TopUp() => (await till.Sell([Till.Line(product, 1, 50m)], [Till.Cash(50m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();

        var first = await TopUp();
        var code = Assert.Single(await kind.Coupons()).GetProperty("code").GetString()!;
        (await till.Return(first, [Till.Back(1, 1)], [Till.Cash(50m)])).Ok();
        Assert.Equal("Withdrawn", await kind.State(code));

        var second = await TopUp();
        var used = (await kind.Coupons())[^1].GetProperty("code").GetString()!;
        (await till.SellWith([Till.Line(goods, 1, 100m)], [used], 90m, memberId)).Ok();
        Assert.Equal((422, "value.spent"), Told(await till.Return(second, [Till.Back(1, 1)], [Till.Cash(50m)])));
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_receipt_carries_its_coupon_for_whoever_has_it_and_the_same_one_when_printed_again()
    {
        var till = await store.GivenTill();
        var goods = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId, new { issueOn = "Receipt", issueOver = 200, daysValid = 14 });
        var uuid = Guid.NewGuid();

        var small = (await till.Sell([Till.Line(goods, 1, 100m)], [Till.Cash(100m)])).Ok().GetProperty("saleId").GetInt64();
        var sales = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => till.Sell([Till.Line(goods, 2, 100m)], [Till.Cash(200m)], uuid)));
        var large = sales[0].Ok().GetProperty("saleId").GetInt64();

        var code = Assert.Single(await kind.Coupons()).GetProperty("code").GetString()!;
        Assert.Equal(0, (await Receipt(till, small)).GetProperty("coupons").GetArrayLength());
        Assert.Equal((code, "九折券"), Of((await Receipt(till, large)).GetProperty("coupons")[0]));
        foreach (var language in new[] { "zh-Hans", "zh-Hant", "en" })
        {
            Assert.Contains(code, (await till.Owner.Get($"{till.Root}/sales/{large}/receipt.txt?language={language}")).Text, StringComparison.Ordinal);
            Assert.Contains($"aria-label=\"{code}\"", (await till.Owner.Get($"{till.Root}/sales/{large}/receipt.html?language={language}")).Text, StringComparison.Ordinal);
        }

        foreach (var mode in new[] { "prints", "reprints" })
            Assert.Contains(code, (await till.Owner.Post($"{till.Root}/sales/{large}/{mode}", new { printUuid = Guid.NewGuid(), kind = "Receipt", format = "Text", width = 80, language = "en" })).Ok().GetProperty("content").GetString(), StringComparison.Ordinal);
        (await till.SellWith([Till.Line(goods, 1, 100m)], [code], 90m)).Ok();
        Assert.Equal("Used", await kind.State(code));
        await End(kind);
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_receipts_coupon_ends_when_all_of_its_sale_has_come_back_and_stays_where_the_chain_says_so()
    {
        var till = await store.GivenTill();
        var goods = await till.Product(100m);
        var (ending, staying) = (await store.GivenCoupon(till.StoreId, new { issueOn = "Receipt", issueOver = 100 }), await store.GivenCoupon(till.StoreId, new { issueOn = "Receipt", issueOver = 100, endsWithSale = false }));
        var saleId = (await till.Sell([Till.Line(goods, 2, 100m)], [Till.Cash(200m)])).Ok().GetProperty("saleId").GetInt64();
        var (ends, stays) = (Assert.Single(await ending.Coupons()).GetProperty("code").GetString()!, Assert.Single(await staying.Coupons()).GetProperty("code").GetString()!);

        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(100m)])).Ok();
        Assert.Equal("Issued", await ending.State(ends));
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(100m)])).Ok();
        Assert.Equal(("Withdrawn", "Issued"), (await ending.State(ends), await staying.State(stays)));
        Assert.Equal((stays, "九折券"), Of(Assert.Single((await Receipt(till, saleId)).GetProperty("coupons").EnumerateArray())));

        foreach (var kind in new[] { ending, staying })
            await End(kind);
        (await till.Sell([Till.Line(goods, 2, 100m)], [Till.Cash(200m)])).Ok();
        Assert.Single(await staying.Coupons());
    }

    [Fact]
    public async Task What_comes_to_a_member_whose_file_was_merged_meanwhile_comes_to_the_file_that_goes_on()
    {
        // Away from the birthdays of other tests.
        await store.Later(TimeSpan.FromDays(10));
        await store.GivenProgram(pointsPerUnit: 0);
        var till = await store.GivenTill();
        var (other, from, into) = (await Born(store.Clock.UtcNow().AddHours(8)), await Born(store.Clock.UtcNow().AddHours(8)), await store.GivenMember());
        var (earned, birthday) = (await store.GivenCoupon(till.StoreId, new { issueOn = "SaleOver", issueOver = 200 }), await store.GivenCoupon(till.StoreId, new { issueOn = "Birthday", daysValid = 30 }));
        await Award("生日礼", 88, "Birthday");
        await Sell(till, await till.Product(100m), 2, from);

        // The coupons of the birthday have been issued, its points have not, and nobody has heard of the sale yet.
        var merge = await store.MergesBefore("INSERT INTO loyalty.Coupons ", from, into);
        await store.Services.GetRequiredService<BirthdayGifts>().Sweep(CancellationToken.None);
        await merge;
        await store.DispatchEvents();

        Assert.Equal(into, Assert.Single(await earned.Coupons()).GetProperty("memberId").GetInt64());
        Assert.Equal([other, into], (await birthday.Coupons()).Select(coupon => coupon.GetProperty("memberId").GetInt64()));
        Assert.Equal(0, await store.Points(from));
        Assert.InRange(await store.Points(into), 88, long.MaxValue);
        await End(earned);
        await End(birthday);
        await store.Later(TimeSpan.FromDays(10));
        Assert.Empty(await store.Breaks());
    }

    [Theory]
    [InlineData("SaleOver")]
    [InlineData("Receipt")]
    public async Task A_coupon_that_a_sale_has_earned_ends_when_what_is_kept_no_longer_comes_to_its_amount(string issueOn)
    {
        var till = await store.GivenTill();
        var goods = await till.Product(100m);
        var memberId = await store.GivenMember();
        var (ending, staying) = (await store.GivenCoupon(till.StoreId, new { issueOn, issueOver = 200 }), await store.GivenCoupon(till.StoreId, new { issueOn, issueOver = 200, endsWithSale = false }));
        var saleId = await Sell(till, goods, 3, memberId);
        await store.DispatchEvents();
        var (ends, stays) = (Assert.Single(await ending.Coupons()), Assert.Single(await staying.Coupons()));

        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(100m)])).Ok();
        Assert.Equal("Issued", await ending.State(Code(ends)));
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(100m)])).Ok();

        Assert.Equal([("Withdrawn", "SaleReturned"), ("Issued", null)], [Ended((await ending.Coupons())[0]), Ended((await staying.Coupons())[0])]);
        Assert.Equal((issueOn == "SaleOver" ? "Withdrawn" : null, issueOn == "SaleOver" ? "SaleReturned" : null), Ended(await OfMember(memberId, ends)));
        Assert.Equal("coupon.withdrawn", Told(await till.SellWith([Till.Line(goods, 1, 100m)], [Code(ends)], 90m, memberId)).Item2);
        (await till.SellWith([Till.Line(goods, 1, 100m)], [Code(stays)], 90m, memberId)).Ok();
        foreach (var kind in new[] { ending, staying })
            await End(kind);
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_used_coupon_stays_used_when_the_sale_that_had_earned_it_comes_back_and_is_not_given_back_with_its_own()
    {
        var till = await store.GivenTill();
        var goods = await till.Product(100m);
        var memberId = await store.GivenMember();
        var kind = await store.GivenCoupon(till.StoreId, new { issueOn = "SaleOver", issueOver = 200 });
        var earning = await Sell(till, goods, 2, memberId);
        await store.DispatchEvents();
        var code = Code(Assert.Single(await kind.Coupons()));
        var using_ = (await till.SellWith([Till.Line(goods, 1, 100m)], [code], 90m, memberId)).Ok().GetProperty("saleId").GetInt64();

        (await till.Return(earning, [Till.Back(1, 2)], [Till.Cash(200m)])).Ok();
        Assert.Equal(("Used", null), Ended((await kind.Coupons())[0]));
        (await till.Return(using_, [Till.Back(1, 1)], [Till.Paid("Card", 90m)])).Ok();
        Assert.Equal(("Withdrawn", "SaleReturned"), Ended((await kind.Coupons())[0]));

        await End(kind);
        Assert.Empty(await store.Breaks());
    }

    [Fact]
    public async Task A_sale_that_has_come_back_before_its_coupon_was_issued_earns_what_is_kept_alone()
    {
        var till = await store.GivenTill();
        var goods = await till.Product(100m);
        var memberId = await store.GivenMember();
        var kind = await store.GivenCoupon(till.StoreId, new { issueOn = "SaleOver", issueOver = 200 });
        var (small, large) = (await Sell(till, goods, 2, memberId), await Sell(till, goods, 3, memberId));
        foreach (var saleId in new[] { small, large })
            (await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(100m)])).Ok();
        await store.DispatchEvents();
        Assert.Equal(("Issued", null), Ended(Assert.Single(await kind.Coupons())));

        (await till.Return(large, [Till.Back(1, 1)], [Till.Cash(100m)])).Ok();
        Assert.Equal(("Withdrawn", "SaleReturned"), Ended(Assert.Single(await kind.Coupons())));
        await End(kind);
    }

    [Fact]
    public async Task Who_brings_a_new_member_gets_points_once_for_each()
    {
        await store.GivenProgram();
        await Award("老带新", 50, "Referral");
        var (friend, other, brought) = (await store.GivenMember(), await store.GivenMember(), await store.GivenMember());

        await Change(brought, new { referrerId = friend });
        await Change(brought, new { referrerId = friend, notes = "常客" });
        await Change(brought, new { referrerId = other });

        Assert.Equal((50L, 0L, 0L), (await store.Points(friend), await store.Points(other), await store.Points(brought)));
    }

    private async Task<long> Born(DateTime day)
    {
        var memberId = await store.GivenMember();
        await Change(memberId, new { birthMonth = day.Month, birthDay = day.Day });
        return memberId;
    }

    private async Task Change(long memberId, object profile)
    {
        var member = (await store.Owner(0).Get($"/api/members/members/{memberId}")).Ok();
        (await store.Owner(0).Put($"/api/members/members/{memberId}", new { name = "会员", homeStoreId = (long?)null, profile, version = member.GetProperty("version").GetInt32() })).Ok();
    }

    private async Task Award(string name, int points, string occasion) =>
        (await store.Owner(0).Post("/api/loyalty/points/activity-types", new { activityTypeId = 0, name, points, needsApproval = false, active = true, version = 0, occasion })).Ok();

    private async Task<long> Level(int rank) => (await store.Owner(0).Post("/api/members/levels", new { name = StoreApp.NewCode("L"), rank })).Ok().GetProperty("levelId").GetInt64();

    private async Task Put(long memberId, long? levelId)
    {
        var version = (await store.Owner(0).Get($"/api/members/members/{memberId}")).Ok().GetProperty("version").GetInt32();
        (await store.Owner(0).Put($"/api/members/members/{memberId}/level", new { levelId, version })).Ok();
    }

    private async Task End(GivenKind kind)
    {
        var known = (await store.Owner(0).Get("/api/loyalty/coupon-templates?limit=500")).Ok().GetProperty("items").EnumerateArray().Single(item => item.GetProperty("templateId").GetInt64() == kind.TemplateId);
        (await store.Owner(0).Put(kind.Root, new { template = CouponGivens.With(known.GetProperty("template"), new { active = false }), version = known.GetProperty("version").GetInt32() })).Ok();
    }

    private static async Task<long> Sell(Till till, GivenProduct goods, int pieces, long memberId) =>
        (await till.Sell([Till.Line(goods, pieces, 100m)], [Till.Cash(100m * pieces)], new { memberId })).Ok().GetProperty("saleId").GetInt64();

    /// <summary>The coupon as it stands in the member's list; null where it is nobody's own.</summary>
    private async Task<JsonElement?> OfMember(long memberId, JsonElement coupon) => (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/coupons?limit=500")).Ok().GetProperty("items")
        .EnumerateArray().Where(one => Code(one) == Code(coupon)).Select(one => (JsonElement?)one).SingleOrDefault();

    private static string Code(JsonElement coupon) => coupon.GetProperty("code").GetString()!;

    private static (string? State, string? WithdrawnFor) Ended(JsonElement? coupon) => (coupon?.GetProperty("state").GetString(), coupon?.GetProperty("withdrawnFor").GetString());

    private static async Task<JsonElement> Receipt(Till till, long saleId) => (await till.Owner.Get($"{till.Root}/sales/{saleId}/receipt")).Ok();

    private static (string?, string?) Of(JsonElement coupon) => (coupon.GetProperty("code").GetString(), coupon.GetProperty("name").GetString());

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
