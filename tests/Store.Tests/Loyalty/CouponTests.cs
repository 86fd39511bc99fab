using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;
using Store.Kernel.Verification;
using Store.Loyalty.Coupons;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Marketing;

namespace Store.Tests.Loyalty;

public sealed class CouponTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_code_takes_off_what_its_promotion_gives_once()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId);
        var code = await kind.Code();

        Assert.Matches("^99[0-9]{16}$", code);
        var shown = (await Price(till, product, code)).Ok();
        Assert.Equal((90m, code), (shown.Amount("total"), shown.GetProperty("couponsUsed")[0].GetString()));
        (await till.SellWith([Till.Line(product, 1, 100m)], [code], 90m)).Ok();

        Assert.Equal("Used", await kind.State(code));
        Assert.Equal("coupon.used", await Refusal(till, product, code));
        Assert.Equal((422, "coupon.used"), Told(await till.SellWith([Till.Line(product, 1, 100m)], [code], 90m)));
        (await till.SellWith([Till.Line(product, 1, 100m)], [code], 100m)).Ok();
        var effect = await kind.Effect();
        Assert.Equal((1, 1, 1, 10m, 90m), (effect.GetProperty("issued").GetInt32(), effect.GetProperty("used").GetInt32(), effect.GetProperty("sales").GetInt32(), effect.Amount("discount"), effect.Amount("total")));
    }

    [Fact]
    public async Task A_coupon_that_gives_nothing_is_not_used_up()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId, kind: "SpendAndSave", terms: new { tiers = new[] { new { spend = 200, save = 30 } } });
        var code = await kind.Code();

        Assert.Equal("unmet.spend", await Refusal(till, product, code));
        (await till.SellWith([Till.Line(product, 1, 100m)], [code], 100m)).Ok();
        Assert.Equal("Issued", await kind.State(code));
        (await till.SellWith([Till.Line(product, 2, 100m)], [code], 170m)).Ok();
        Assert.Equal("Used", await kind.State(code));
    }

    [Fact]
    public async Task Of_fifty_tills_with_one_code_as_many_win_as_it_allows()
    {
        const int Allowed = 7;
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId);
        var code = await kind.PublicCode(Allowed);
        var tills = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.GivenTillIn(till.StoreId)));

        var replies = await Task.WhenAll(tills.Select(one => one.SellWith([Till.Line(product, 1, 100m)], [code], 90m)));

        Assert.Equal(Allowed, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((422, "coupon.used"), Told(reply)));
        var effect = await kind.Effect();
        Assert.Equal((Allowed, 10m * Allowed), (effect.GetProperty("used").GetInt32(), effect.Amount("discount")));
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task Limits_per_member_and_in_all_hold_whatever_the_code()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId, new { usesPerMember = 1, usesAtMost = 2 });
        var (first, second) = (await store.GivenMember(), await store.GivenMember());
        var codes = new[] { await kind.Code(), await kind.Code(), await kind.Code(), await kind.Code() };

        Assert.Equal("coupon.needs_member", await Refusal(till, product, codes[0]));
        (await till.SellWith([Till.Line(product, 1, 100m)], [codes[0]], 90m, first)).Ok();
        Assert.Equal((422, "coupon.limit"), Told(await till.SellWith([Till.Line(product, 1, 100m)], [codes[1]], 90m, first)));
        (await till.SellWith([Till.Line(product, 1, 100m)], [codes[2]], 90m, second)).Ok();
        Assert.Equal((422, "coupon.limit"), Told(await till.SellWith([Till.Line(product, 1, 100m)], [codes[3]], 90m, await store.GivenMember())));
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task A_members_coupon_is_theirs_on_its_days_until_it_is_withdrawn()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var today = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime);
        var (member, other) = (await store.GivenMember(), await store.GivenMember());
        var now = await (await store.GivenCoupon(till.StoreId, new { daysValid = 3 })).CodeOf(member);
        var later = await (await store.GivenCoupon(till.StoreId, new { fromDate = today.AddDays(5) })).CodeOf(member);
        var gone = await store.GivenCoupon(till.StoreId);
        var withdrawn = await gone.CodeOf(member);
        (await gone.Owner.Post($"{gone.Root}/withdraw", new { code = withdrawn, reason = "错发" })).Ok();

        Assert.Equal("", await Refusal(till, product, now, member));
        Assert.Equal("coupon.other_member", await Refusal(till, product, now, other));
        Assert.Equal("coupon.other_member", await Refusal(till, product, now));
        Assert.Equal("coupon.not_yet", await Refusal(till, product, later, member));
        Assert.Equal("coupon.withdrawn", await Refusal(till, product, withdrawn, member));
        await store.Later(TimeSpan.FromDays(6));
        Assert.Equal("coupon.expired", await Refusal(till, product, now, member));
        Assert.Equal("", await Refusal(till, product, later, member));
        var listed = (await store.SignedIn(till.StoreId, "loyalty.view-coupons").Get($"/api/loyalty/members/{member}/coupons")).Ok().GetProperty("items");
        Assert.Equal(["Withdrawn", "Issued", "Expired"], listed.EnumerateArray().Select(coupon => coupon.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task The_word_of_a_kind_has_to_be_issued_and_other_words_are_the_promotions_own()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId);
        var open = StoreApp.NewCode("O");
        await Marketing.MarketingGivens.GivenPromotion(store, till.StoreId, CouponGivens.With(Marketing.MarketingGivens.Promotion([till.StoreId], "Percent", new { percentOff = 20 }), new { coupon = open }));

        Assert.Equal("coupon.unknown", await Refusal(till, product, kind.Word));
        Assert.Equal("coupon.unknown", await Refusal(till, product, "NOWORD"));
        Assert.Equal(80m, (await Price(till, product, open.ToLowerInvariant())).Ok().Amount("total"));
        Assert.Equal((422, "coupon.word_unknown"), Told(await kind.Owner.Post("/api/loyalty/coupon-templates", new { name = "券", word = "NOWORD" })));
        Assert.Equal(400, (await kind.Owner.Post("/api/loyalty/coupon-templates", new { name = "", word = kind.Word })).Status);
    }

    [Fact]
    public async Task One_ticket_takes_one_coupon_of_a_kind()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId);
        var (first, second) = (await kind.Code(), await kind.Code());

        var shown = (await till.PriceOf(new { lines = new[] { Till.Line(product, 1, 100m) }, coupons = new[] { first, second } })).Ok();
        Assert.Equal((90m, "coupon.same_kind"), (shown.Amount("total"), shown.GetProperty("couponsRefused")[0].GetProperty("why").GetString()));
        (await till.SellWith([Till.Line(product, 1, 100m)], [first, second], 90m)).Ok();
        Assert.Equal(("Used", "Issued"), (await kind.State(first), await kind.State(second)));
    }

    [Fact]
    public async Task A_coupon_is_given_back_with_the_last_piece_of_its_sale()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var (kind, strict) = (await store.GivenCoupon(till.StoreId), await store.GivenCoupon(till.StoreId, new { givesBack = false }));
        var (code, kept) = (await kind.Code(), await strict.Code());
        var sale = (await till.SellWith([Till.Line(product, 2, 100m)], [code], 180m)).Ok().GetProperty("saleId").GetInt64();
        var other = (await till.SellWith([Till.Line(product, 1, 100m)], [kept], 90m)).Ok().GetProperty("saleId").GetInt64();

        (await till.Return(sale, [Till.Back(1, 1)], [new { tender = "Card", amount = 90m }])).Ok();
        Assert.Equal("Used", await kind.State(code));
        (await till.Return(sale, [Till.Back(1, 1)], [new { tender = "Card", amount = 90m }])).Ok();
        (await till.Return(other, [Till.Back(1, 1)], [new { tender = "Card", amount = 90m }])).Ok();

        Assert.Equal(("GivenBack", "Used"), (await kind.State(code), await strict.State(kept)));
        var effect = await kind.Effect();
        Assert.Equal((1, 1, 0, 0m), (effect.GetProperty("used").GetInt32(), effect.GetProperty("givenBack").GetInt32(), effect.GetProperty("sales").GetInt32(), effect.Amount("discount")));
        (await till.SellWith([Till.Line(product, 1, 100m)], [code], 90m)).Ok();
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task A_run_that_is_sent_again_issues_nothing_twice()
    {
        var storeId = await store.GivenStore();
        var kind = await store.GivenCoupon(storeId);
        var run = Guid.NewGuid();
        var members = new[] { await store.GivenMember(), await store.GivenMember() };

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => kind.Owner.Post($"{kind.Root}/issue", new { runUuid = run, memberIds = members })));
        Assert.Equal(2, replies.Sum(reply => reply.Ok().GetProperty("issued").GetInt32()));
        Assert.Equal((404, "member.not_found"), Told(await kind.Issue(12345)));
        Assert.Equal((409, "coupon.code_taken"), Told(await kind.Owner.Post($"{kind.Root}/public-code", new { code = (await kind.PublicCode(null)).ToLowerInvariant() })));
        (await kind.Owner.Put(kind.Root, new { template = new { name = "完", word = kind.Word, active = false }, version = 1 })).Ok();
        Assert.Equal((422, "coupon.ended"), Told(await kind.Issue(members)));
        Assert.Equal((409, "coupon_template.stale"), Told(await kind.Owner.Put(kind.Root, new { template = new { name = "完", word = kind.Word }, version = 1 })));
        Assert.Equal(403, (await store.SignedIn(storeId, "loyalty.view-coupons").Post($"{kind.Root}/issue", new { runUuid = run, memberIds = members })).Status);
    }

    [Fact]
    public async Task The_members_of_a_segment_get_one_each_however_often_it_is_sent()
    {
        var kind = await store.GivenCoupon(await store.GivenStore());
        var tag = StoreApp.NewCode("茶");
        var members = new[] { await store.GivenMember(), await store.GivenMember() };
        foreach (var member in members)
            (await store.Owner(0).Put($"/api/members/members/{member}", new { name = "茶客", profile = new { tags = new[] { tag } }, version = 1 })).Ok();
        var segmentId = (await store.Owner(0).Post("/api/members/segments", new { name = tag, conditions = new { tags = new[] { tag } } })).Ok().GetProperty("segmentId").GetInt64();
        var body = new { runUuid = Guid.NewGuid(), segmentId };

        var sent = (await kind.Owner.Post($"{kind.Root}/issue-to-segment", body)).Ok();
        Assert.Equal((2, JsonValueKind.Null), (sent.GetProperty("issued").GetInt32(), sent.GetProperty("next").ValueKind));
        Assert.Equal(0, (await kind.Owner.Post($"{kind.Root}/issue-to-segment", body)).Ok().GetProperty("issued").GetInt32());
        Assert.Equal(members.Order(), (await kind.Coupons()).Select(coupon => coupon.GetProperty("memberId").GetInt64()).Order());
        Assert.Equal(404, (await kind.Owner.Post($"{kind.Root}/issue-to-segment", new { runUuid = Guid.NewGuid(), segmentId = 12345 })).Status);
    }

    [Fact]
    public async Task Coupons_are_issued_when_somebody_joins_and_after_a_great_sale()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var welcome = await store.GivenCoupon(till.StoreId, new { issueOn = "MemberRegistered" });
        var thanks = await store.GivenCoupon(till.StoreId, new { issueOn = "SaleOver", issueOver = 200m });
        var member = await store.GivenMember();

        Assert.Equal(member, Assert.Single(await welcome.Coupons()).GetProperty("memberId").GetInt64());
        foreach (var quantity in new[] { 1m, 2m })
            (await till.Sell([Till.Line(product, quantity, 100m)], [Till.Cash(100m * quantity)], new { memberId = member })).Ok();
        (await till.Sell(product, 3, 100m, 300m)).Ok();
        await store.DispatchEvents();
        await store.DispatchEvents();
        Assert.Equal(member, Assert.Single(await thanks.Coupons()).GetProperty("memberId").GetInt64());
        foreach (var kind in new[] { welcome, thanks })
            (await kind.Owner.Put(kind.Root, new { template = new { name = "完", word = kind.Word, active = false }, version = 1 })).Ok();
    }

    [Fact]
    public async Task The_member_panel_says_what_fits_and_what_is_missing()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var member = await store.GivenMember();
        var tenth = await store.GivenCoupon(till.StoreId, new { name = "九折" });
        var great = await store.GivenCoupon(till.StoreId, new { name = "满二百减三十" }, "SpendAndSave", new { tiers = new[] { new { spend = 200, save = 30 } } });
        var code = await tenth.CodeOf(member);
        await tenth.CodeOf(member);
        await great.CodeOf(member);

        var coupons = (await store.SignedIn(till.StoreId, "loyalty.view-coupons").Post(
            $"/api/loyalty/stores/{till.StoreId}/coupons/for-basket", new { memberId = member, lines = new[] { new { productId = product.ProductId, quantity = 1.5 } } })).Ok().GetProperty("coupons");

        Assert.Equal(2, coupons.GetArrayLength());
        Assert.Equal((code, true, 15m, 2), (coupons[0].GetProperty("code").GetString(), coupons[0].GetProperty("fits").GetBoolean(), coupons[0].Amount("saves"), coupons[0].GetProperty("count").GetInt32()));
        Assert.Equal((false, "unmet.spend", 50m), (coupons[1].GetProperty("fits").GetBoolean(), coupons[1].GetProperty("why").GetString(), coupons[1].Amount("missing")));
        Assert.Equal(403, (await store.SignedIn(await store.GivenStore(), "loyalty.view-coupons").Post(
            $"/api/loyalty/stores/{till.StoreId}/coupons/for-basket", new { memberId = member, lines = Array.Empty<object>() })).Status);
    }

    [Fact]
    public async Task Advice_knows_the_groups_the_coupons_and_the_changed_prices_of_the_ticket()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var member = await store.GivenMember();
        var group = (await store.Owner(0).Post("/api/members/groups", new { name = StoreApp.NewCode("群"), hiddenFromCashiers = false })).Ok().GetProperty("groupId").GetInt64();
        var ofGroup = await GroupCoupon(till, group, member);
        var tenth = await store.GivenCoupon(till.StoreId);
        var code = await tenth.CodeOf(member);
        var line = new { productId = product.ProductId, quantity = 1, priceChanged = false };

        Assert.Equal((false, "unmet.group"), Of(await Advice(till, member, new { lines = new[] { line } }), ofGroup));
        Assert.Equal((true, (string?)null), Of(await Advice(till, member, new { lines = new[] { line }, groupIds = new[] { group } }), ofGroup));
        Assert.Equal((false, "coupon.other_goods"), Of(await Advice(till, member, new { lines = new[] { line with { priceChanged = true } } }), code));
        // Beside the tenth that is on the ticket the better one brings five more; the tenth itself still brings its ten.
        var beside = await Advice(till, member, new { lines = new[] { line }, groupIds = new[] { group }, onTicket = new[] { code } });
        Assert.Equal(5m, beside.Single(one => one.GetProperty("code").GetString() == ofGroup).Amount("saves"));
        Assert.Equal(10m, beside.Single(one => one.GetProperty("code").GetString() == code).Amount("saves"));
        Assert.Equal(85m, (await till.PriceOf(new { lines = new[] { Till.Line(product, 1, 100m) }, memberId = member, groupIds = new[] { group }, coupons = new[] { code, ofGroup } })).Ok().Amount("total"));
    }

    [Fact]
    public async Task A_coupon_that_fits_is_advised_however_many_others_the_member_has()
    {
        var till = await store.GivenTill();
        var (product, other) = (await till.Product(100m), await till.Product(100m));
        var member = await store.GivenMember();
        for (var kinds = 0; kinds < 22; kinds++)
            await (await store.GivenCoupon(till.StoreId, new { daysValid = 1 }, goods: new { productIds = new[] { other.ProductId } })).CodeOf(member);
        var last = await (await store.GivenCoupon(till.StoreId)).CodeOf(member);

        var coupons = await Advice(till, member, new { lines = new[] { new { productId = product.ProductId, quantity = 1 } } });

        Assert.Equal((true, (string?)null), Of(coupons, last));
        Assert.Equal(last, coupons[0].GetProperty("code").GetString());
        Assert.Equal(20, coupons.Count);
    }

    [Fact]
    public async Task A_segments_coupon_is_good_for_its_members_alone_when_they_use_it()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var (inside, outside) = (await store.GivenMember(), await store.GivenMember());
        var tag = StoreApp.NewCode("签");
        (await store.Owner(0).Put($"/api/members/members/{inside}", new { name = "会员", profile = new { tags = new[] { tag } }, version = 1 })).Ok();
        var segment = (await store.Owner(0).Post("/api/members/segments", new { name = StoreApp.NewCode("群"), conditions = new { tags = new[] { tag } } })).Ok().GetProperty("segmentId").GetInt64();
        var kind = await store.GivenCoupon(till.StoreId, new { segmentId = segment });
        Assert.Equal((422, "coupon.segment_unknown"), Told(await kind.Owner.Post("/api/loyalty/coupon-templates", CouponGivens.With(new { name = "x", word = kind.Word }, new { segmentId = 12345 }))));
        var code = await kind.PublicCode(usesAtMost: null);
        var own = await kind.CodeOf(outside);

        Assert.Equal("coupon.needs_member", await Why(till, product, code, null));
        Assert.Equal("coupon.not_in_segment", await Why(till, product, code, outside));
        Assert.Equal((false, "coupon.not_in_segment"), Of(await Advice(till, outside, new { lines = new[] { new { productId = product.ProductId, quantity = 1 } } }), own));
        Assert.Equal((422, "total.differs"), Told(await till.SellWith([Till.Line(product, 1, 100m)], [code], 90m, outside)));
        (await till.SellWith([Till.Line(product, 1, 100m)], [code], 90m, inside)).Ok();

        (await store.Owner(0).Delete($"/api/members/segments/{segment}")).Ok();
        Assert.Equal("coupon.not_in_segment", await Why(till, product, code, inside));
    }

    private async Task<string?> Why(Till till, GivenProduct product, string code, long? memberId)
    {
        var priced = (await till.PriceOf(new { lines = new[] { Till.Line(product, 1, 100m) }, memberId, coupons = new[] { code } })).Ok();
        return priced.GetProperty("couponsRefused").EnumerateArray().Select(one => one.GetProperty("why").GetString()).SingleOrDefault();
    }

    private async Task<List<JsonElement>> Advice(Till till, long memberId, object ticket) => [.. (await store.SignedIn(till.StoreId, "loyalty.view-coupons").Post(
        $"/api/loyalty/stores/{till.StoreId}/coupons/for-basket", CouponGivens.With(new { memberId }, ticket))).Ok().GetProperty("coupons").EnumerateArray()];

    private static (bool, string?) Of(List<JsonElement> coupons, string code) => coupons.Where(one => one.GetProperty("code").GetString() == code)
        .Select(one => (one.GetProperty("fits").GetBoolean(), one.GetProperty("why").GetString())).Single();

    /// <summary>The code of a coupon of the member's for one group, on a promotion of the store.</summary>
    private async Task<string> GroupCoupon(Till till, long groupId, long memberId)
    {
        var word = StoreApp.NewCode("W");
        await store.GivenPromotion(till.StoreId, CouponGivens.With(MarketingGivens.Promotion([till.StoreId], "Percent", new { percentOff = 15 }), new { coupon = word, groupIds = new[] { groupId } }));
        var template = (await store.Owner(till.StoreId).Post("/api/loyalty/coupon-templates", new { name = "群券", word })).Ok().GetProperty("templateId").GetInt64();
        return await new GivenKind(store.Owner(till.StoreId), template, word).CodeOf(memberId);
    }

    [Fact]
    public async Task Coupons_follow_a_member_who_is_merged_told_or_forgotten()
    {
        var till = await store.GivenTill();
        var product = await till.Product(100m);
        var kind = await store.GivenCoupon(till.StoreId);
        var (into, from) = (await store.GivenMember(), await store.GivenMember());
        foreach (var member in new[] { into, from })
            (await till.SellWith([Till.Line(product, 1, 100m)], [await kind.CodeOf(member)], 90m, member)).Ok();
        var left = await kind.CodeOf(from);

        (await store.Owner(0).Post($"/api/members/members/{into}/merge", new { otherId = from, version = 1, otherVersion = 1 })).Ok();
        Assert.Equal("", await Refusal(till, product, left, into));
        Assert.Equal(2, Assert.Single(await store.Rows<long>("SELECT Uses FROM loyalty.CouponMembers WHERE MemberId = @into", new { into })));
        var told = (await store.Owner(0).Post($"/api/members/members/{into}/export", new { })).Ok().GetRawText();
        Assert.Contains(left, told, StringComparison.Ordinal);
        Assert.Empty(await Breaks());

        (await store.Owner(0).Post($"/api/members/members/{into}/erase", new { version = 2 })).Ok();
        Assert.Equal("Withdrawn", await kind.State(left));
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task A_counter_that_does_not_agree_with_its_ledger_is_found()
    {
        var till = await store.GivenTill();
        var kind = await store.GivenCoupon(till.StoreId);
        await kind.Code();
        await Set(1);
        Assert.Equal(2, (await Breaks()).Count);
        await Set(0);
        Assert.Empty(await Breaks());

        Task<int> Set(int uses) => store.InScope(async services =>
        {
            var db = services.GetRequiredService<Db>();
            return await db.Transact(async () =>
                await db.Execute("UPDATE loyalty.Coupons SET Uses = @uses WHERE TemplateId = @TemplateId", new { uses, kind.TemplateId }, CancellationToken.None)
                + await db.Execute("UPDATE loyalty.CouponTemplates SET Used = @uses WHERE TemplateId = @TemplateId", new { uses, kind.TemplateId }, CancellationToken.None), CancellationToken.None);
        });
    }

    private static (int Status, string? Code) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private static Task<StoreApp.Reply> Price(Till till, GivenProduct product, string code, long? memberId = null) =>
        till.PriceOf(new { lines = new[] { Till.Line(product, 1, 100m) }, coupons = new[] { code }, memberId });

    /// <summary>Why a basket of one piece does not get anything for a code; empty where it does.</summary>
    private static async Task<string> Refusal(Till till, GivenProduct product, string code, long? memberId = null) =>
        string.Join(' ', (await Price(till, product, code, memberId)).Ok().GetProperty("couponsRefused").EnumerateArray().Select(one => one.GetProperty("why").GetString()));

    private Task<IReadOnlyList<string>> Breaks() => store.InScope(services =>
        services.GetServices<IInvariant>().OfType<CouponsAddUp>().Single().Breaks(CancellationToken.None));
}
