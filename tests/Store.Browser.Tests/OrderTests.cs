using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Orders and quotations at the till.</summary>
[Collection(nameof(Days))]
public sealed class OrderTests(Shop shop)
{
    [Fact]
    public async Task An_order_is_paid_in_part_and_picked_up_by_someone_old_enough()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var code = $"WINE{counter.StoreId}";
        await shop.Post("/api/catalog/products", new { code, name = "米酒", unit = "瓶", taxCode = "V13", price = 100m, ageLimit = 18, active = true });
        await counter.Take(code);
        await counter.Press("End");
        await counter.Page.GetByLabel("顾客", new() { Exact = true }).FillAsync("王先生");
        await counter.Choice("登记").ClickAsync();
        await Expect(counter.Dialog.First).ToContainTextAsync("待付订金");
        await counter.Choice("收款").ClickAsync();
        await Expect(counter.Page.GetByLabel("金额")).ToHaveValueAsync("20.00");
        await counter.Choice("完成收款").ClickAsync();
        await Expect(counter.Dialog.First).ToContainTextAsync("已确认");
        Assert.Equal(120m, (await counter.Shift()).Amount("expectedCash"));

        await counter.Choice("货已到店").ClickAsync();
        await Expect(counter.Dialog.First).ToContainTextAsync("待提货");
        await counter.Choice("提货结账").ClickAsync();
        await counter.Page.GetByLabel("实收").FillAsync("100");
        await Expect(counter.Dialog.Last).ToContainTextAsync("20.00");
        await counter.Choice("完成收款").ClickAsync();
        await Expect(counter.Page.Locator(".ant-modal-confirm-title")).ToContainTextAsync("已核实顾客年满 18 岁？");
        await counter.Choice("已核实，继续").ClickAsync();

        await Expect(counter.Page.GetByTestId("change-given")).ToContainTextAsync("20.00");
        var sale = await counter.Sale();
        Assert.Equal([("Deposit", 20m), ("Cash", 80m)], sale.GetProperty("payments").EnumerateArray().Select(one => (one.Text("tender"), one.Amount("amount"))));
        Assert.Equal((100m, 200m), (sale.Amount("total"), (await counter.Shift()).Amount("expectedCash")));
        Assert.Equal("Completed", Assert.Single(await counter.Rows("orders?state=Completed")).Text("state"));
    }

    [Fact]
    public async Task A_quotation_is_sold_at_what_it_says_although_the_price_has_risen()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var code = $"SOFA{counter.StoreId}";
        var productId = (await shop.Post("/api/catalog/products", new { code, name = "沙发", unit = "张", taxCode = "V13", price = 900m, active = true })).GetProperty("productId").GetInt64();
        await counter.Take(code);
        await counter.Press("End");
        await counter.Dialog.GetByText("报价", new() { Exact = true }).ClickAsync();
        await counter.Page.GetByLabel("顾客", new() { Exact = true }).FillAsync("李女士");
        await counter.Choice("登记").ClickAsync();
        await Expect(counter.Dialog.First).ToContainTextAsync("已报价");
        await shop.Put($"/api/catalog/products/{productId}/price", new { storeId = counter.StoreId, price = 999m, reason = "涨价" });
        await counter.Choice("按报价销售").ClickAsync();
        await counter.Choice("完成收款").ClickAsync();

        await counter.NextCustomer();
        var sale = await counter.Sale();
        Assert.Equal((900m, 999m), (sale.Amount("total"), sale.GetProperty("lines")[0].Amount("priceBefore")));
    }
}
