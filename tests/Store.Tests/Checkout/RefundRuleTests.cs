using FsCheck;
using FsCheck.Fluent;
using Store.Checkout.RefundRules;
using Store.Checkout.Returns;

namespace Store.Tests.Checkout;

/// <summary>By which tenders money goes back.</summary>
public sealed class RefundRuleTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Money_goes_back_the_way_it_came_until_the_store_says_otherwise()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        var saleId = (await till.Sell([Till.Line(product, 3, 10m)], [Till.Paid("Card", 20m), Till.Cash(10m)])).Ok().GetProperty("saleId").GetInt64();

        var refused = await till.Return(saleId, [Till.Back(1, 2)], [Till.Cash(20m)]);
        Assert.Equal((422, "refund.tender", 10m), (refused.Status, refused.Code, refused.Json.Amount("refundable")));

        await Set(till, 0, ("Card", "Card"), ("Card", "Cash"), ("Cash", "Cash"), ("Wallet", "Wallet"));
        var quote = (await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = saleId, lines = new[] { Till.Back(1, 3) } })).Ok();
        Assert.Equal(["Card 20", "Cash 30"], quote.GetProperty("byTender").EnumerateArray().Select(tender => $"{tender.GetProperty("name").GetString()} {tender.Amount("refundable"):0}"));
        (await till.Return(saleId, [Till.Back(1, 2)], [Till.Cash(20m)])).Ok();
        Assert.Equal("refund.tender", (await till.Return(saleId, [Till.Back(1, 1)], [Till.Paid("Wallet", 10m)])).Code);
        (await till.Return(saleId, [Till.Back(1, 1)], [Till.Paid("Card", 10m)])).Ok();
    }

    [Fact]
    public async Task Giving_money_to_a_card_it_did_not_come_from_needs_a_right()
    {
        var till = await store.GivenTill();
        var product = await till.Product(10m);
        await Set(till, 0, ("Cash", "Cash"), ("Cash", "Card"), ("Card", "Card"), ("Wallet", "Wallet"));
        var saleId = (await till.Sell(product, 2, 10m, cash: 20m)).Ok().GetProperty("saleId").GetInt64();
        Task<StoreApp.Reply> By(params string[] permissions) => store.Limited(till.StoreId, new() { ["checkout.refund-amount"] = 1000m }, permissions).Post(
            $"{till.Root}/returns", new { saleUuid = Guid.NewGuid(), registerId = till.RegisterId, originalSaleId = saleId, reason = "x", lines = new[] { Till.Back(1, 1) }, refunds = new[] { Till.Paid("Card", 10m) } });

        Assert.Equal((403, "refund.unlinked"), ((await By("checkout.return")).Status, (await By("checkout.return")).Code));
        (await By("checkout.return", "checkout.refund-unlinked")).Ok();
    }

    [Fact]
    public async Task The_rules_are_checked_and_changed_by_one_at_a_time()
    {
        var till = await store.GivenTill();
        var path = $"{till.Root}/refund-rules";
        object Rules(int version, params (string, string)[] pairs) => new { rules = pairs.Select(pair => new { paidBy = pair.Item1, refundBy = pair.Item2 }), version };
        (string, string)[] all = [("Card", "Card"), ("Cash", "Cash"), ("Wallet", "Cash")];

        Assert.Equal(3, (await till.Owner.Get(path)).Ok().GetProperty("rules").GetArrayLength());
        Assert.Equal("invalid", (await till.Owner.Put(path, Rules(0, ("Card", "Card")))).Code);
        Assert.Equal("invalid", (await till.Owner.Put(path, Rules(0, [.. all, ("Card", "Shells")]))).Code);
        Assert.Equal("invalid", (await till.Owner.Put(path, Rules(0, [.. all, ("Card", "Card")]))).Code);
        Assert.Equal(403, (await store.SignedIn(till.StoreId, "checkout.return").Put(path, Rules(0, all))).Status);
        (await till.Owner.Put(path, Rules(0, all))).Ok();
        Assert.Equal("tender_settings.stale", (await till.Owner.Put(path, Rules(0, all))).Code);
        var races = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => till.Owner.Put(path, Rules(1, all))));
        Assert.Single(races, reply => reply.Status == 200);
        Assert.Contains("\"paidBy\":\"Wallet\",\"refundBy\":\"Cash\"", (await till.Owner.Get(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fits_can_be_shared_out_and_what_can_be_shared_out_fits() => Prop.ForAll(
        Gen.Elements(RefundPolicy.Tenders.ToArray()).Zip(Gen.Elements(RefundPolicy.Tenders.ToArray())).ListOf().ToArbitrary(),
        Gen.Choose(0, 4).ArrayOf(3).ToArbitrary(), Gen.Choose(0, 4).ArrayOf(3).ToArbitrary(), (pairs, paid, wanted) =>
        {
            var policy = new RefundPolicy(pairs.Distinct().Select(pair => new RefundRule(pair.Item1, pair.Item2)));
            var left = RefundPolicy.Tenders.Select((tender, index) => new TenderLeft(tender, new Money(paid[index]))).ToList();
            var refunds = RefundPolicy.Tenders.Select((tender, index) => new TenderLeft(tender, new Money(wanted[index]))).Where(tender => tender.Amount > Money.Zero).ToList();

            return (policy.FirstTooMuch(left, refunds) is null) == CanShare(policy, paid, wanted, 0);
        }).QuickCheckThrowOnFailure();

    /// <summary>Tries every way of taking the refunds from what was paid, cent by cent.</summary>
    private static bool CanShare(RefundPolicy policy, int[] paid, int[] wanted, int at)
    {
        if (at == wanted.Length)
            return true;
        if (wanted[at] == 0)
            return CanShare(policy, paid, wanted, at + 1);
        for (var from = 0; from < paid.Length; from++)
        {
            if (paid[from] == 0 || !policy.May(RefundPolicy.Tenders[from], RefundPolicy.Tenders[at]))
                continue;
            int[] less = [.. paid], fewer = [.. wanted];
            less[from]--;
            fewer[at]--;
            if (CanShare(policy, less, fewer, at))
                return true;
        }

        return false;
    }

    private static async Task Set(Till till, int version, params (string PaidBy, string RefundBy)[] rules) =>
        (await till.Owner.Put($"{till.Root}/refund-rules", new { rules = rules.Select(rule => new { paidBy = rule.PaidBy, refundBy = rule.RefundBy }), version })).Ok();
}
