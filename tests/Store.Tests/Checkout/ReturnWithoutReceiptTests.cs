using Store.Tests.Catalog;
using Store.Tests.Loyalty;

namespace Store.Tests.Checkout;

/// <summary>Goods that come back without a receipt.</summary>
public sealed class ReturnWithoutReceiptTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly Dictionary<string, decimal> UpTo50 = new() { ["checkout.unverified-refund-amount"] = 50m };

    [Fact]
    public async Task The_money_goes_out_in_cash_the_goods_come_in_and_who_brought_them_is_kept()
    {
        var till = await store.GivenTill();
        var product = await till.Product(30m, await store.GivenTaxCode(13m));
        var clerk = store.Limited(till.StoreId, UpTo50, "checkout.return", "checkout.return-unverified");

        var done = (await Bring(till, clerk, product, 1, 25m, identityHint: "尾号 5678")).Ok();

        Assert.Equal((-25m, -22.12m, -2.88m), (done.Amount("total"), done.Amount("net"), done.Amount("tax")));
        Assert.Equal(75m, (await till.Owner.Get($"{till.Root}/shifts/{till.ShiftId}")).Ok().Amount("expectedCash"));
        Assert.Equal(["尾号 5678"], await store.Rows<string>("SELECT IdentityHint FROM checkout.Sales WHERE SaleId = @saleId", new { saleId = done.GetProperty("saleId").GetInt64() }));
        Assert.Equal([1000L], await store.Rows<long>("SELECT QuantityMilli FROM inventory.StockMovements WHERE StoreId = @StoreId AND Kind = 'Return'", new { till.StoreId }));
    }

    [Theory]
    [InlineData(1, 30.01, "尾号 1", "return.above_price")]
    [InlineData(2, 26, "尾号 1", "approval_required")]
    [InlineData(1, 25, "", "return.nobody")]
    public async Task It_is_refused_above_the_price_above_the_limit_and_for_nobody(decimal quantity, decimal unitPrice, string identityHint, string code)
    {
        var till = await store.GivenTill();
        var product = await till.Product(30m);
        var clerk = store.Limited(till.StoreId, UpTo50, "checkout.return", "checkout.return-unverified");

        Assert.Equal(code, (await Bring(till, clerk, product, quantity, unitPrice, identityHint)).Code);
        Assert.Empty(await store.Rows<long>("SELECT SaleId FROM checkout.Sales WHERE StoreId = @StoreId", new { till.StoreId }));
    }

    [Fact]
    public async Task It_takes_a_right_of_its_own()
    {
        var till = await store.GivenTill();
        var product = await till.Product(30m);

        var reply = await Bring(till, store.Limited(till.StoreId, UpTo50, "checkout.return"), product, 1, 30m, "尾号 1");

        Assert.Equal((403, "permission.missing"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Store_credit_goes_to_the_member_whose_file_goes_on_and_to_nobody_else()
    {
        var till = await store.GivenTill();
        var product = await till.Product(30m);
        var (from, into, gone) = (await store.GivenMember(), await store.GivenMember(), await store.GivenMember());
        await store.Merge(from, into);
        (await store.Owner(0).Post($"/api/members/members/{gone}/erase", new { version = 1 })).Ok();

        Assert.Equal((404, "member.not_found"), Told(await Credit(12345)));
        Assert.Equal((422, "member.closed"), Told(await Credit(gone)));
        Assert.Empty(await store.Rows<long>("SELECT SaleId FROM checkout.Sales WHERE StoreId = @StoreId", new { till.StoreId }));
        (await Credit(from)).Ok();

        Assert.Equal(((0m, 0m), (30m, 0m)), (await store.Value(from), await store.Value(into)));
        Assert.Equal(100m, (await till.Shift()).Amount("expectedCash"));
        await store.DispatchEvents();
        Assert.Empty(await store.Breaks());

        Task<StoreApp.Reply> Credit(long memberId) => till.Owner.Post($"{till.Root}/returns/without-receipt", new
        {
            saleUuid = Guid.NewGuid(), registerId = till.RegisterId, reason = "无小票", identityHint = "尾号 1", memberId, storeCredit = true, lines = new[] { new { productId = product.ProductId, quantity = 1, unitPrice = 30m } },
        });

        static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
    }

    [Fact]
    public async Task Sent_again_it_is_answered_as_the_first_time()
    {
        var till = await store.GivenTill();
        var product = await till.Product(30m);
        var saleUuid = Guid.NewGuid();

        var first = await Bring(till, till.Owner, product, 1, 30m, "尾号 1", saleUuid);
        var second = await Bring(till, till.Owner, product, 1, 30m, "尾号 1", saleUuid);

        Assert.Equal(first.Ok().GetProperty("saleId").GetInt64(), second.Ok().GetProperty("saleId").GetInt64());
        Assert.Single(await store.Rows<long>("SELECT SaleId FROM checkout.Sales WHERE StoreId = @StoreId", new { till.StoreId }));
    }

    private static Task<StoreApp.Reply> Bring(Till till, StoreApp.Client by, GivenProduct product, decimal quantity, decimal unitPrice, string identityHint, Guid? saleUuid = null) =>
        by.Post($"{till.Root}/returns/without-receipt", new
        {
            saleUuid = saleUuid ?? Guid.NewGuid(), registerId = till.RegisterId, reason = "无小票", identityHint, lines = new[] { new { productId = product.ProductId, quantity, unitPrice } },
        });
}
