using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Goods that come back without their receipt.</summary>
[Collection(nameof(Tickets))]
public sealed class ReturnTests(Shop shop)
{
    [Fact]
    public async Task Goods_come_back_without_a_receipt_for_cash_from_someone_with_a_name()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Press("F6");
        await counter.Choice("无小票退货").ClickAsync();
        await counter.Scan(Counter.BigWater);
        await Expect(counter.Page.GetByTestId("refund")).ToContainTextAsync("4.00");
        await counter.Page.GetByLabel("退款单价").FillAsync("4.01");
        await Expect(counter.Dialog).ToContainTextAsync("高于现价");
        await counter.Page.GetByLabel("退款单价").FillAsync("3.50");
        await counter.Button("质量问题").ClickAsync();
        await Expect(counter.Choice("确认退货退现金")).ToBeDisabledAsync();
        await counter.Page.GetByLabel("证件或手机号尾号").FillAsync("5678");
        await counter.Choice("确认退货退现金").ClickAsync();

        await Expect(counter.Page.GetByText("退货完成 · 1")).ToBeVisibleAsync();
        var done = await counter.Sale();
        Assert.Equal(("Return", -3.50m, "质量问题"), (done.Text("kind"), done.Amount("total"), done.Text("reason")));
        Assert.Equal(96.50m, (await counter.Shift()).Amount("expectedCash"));
    }
}
