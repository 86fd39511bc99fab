using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>A shift from the first coin to the report.</summary>
[Collection(nameof(Days))]
public sealed class ShiftTests(Shop shop)
{
    [Fact]
    public async Task A_floating_shift_goes_on_at_another_register()
    {
        await using var counter = await (await shop.Open(shiftOpen: false)).AtTheRegister();
        await counter.Page.GetByLabel("备用金").FillAsync("200");
        await counter.Page.GetByText("流动", new() { Exact = true }).ClickAsync();
        await counter.Choice("开班").ClickAsync();
        await counter.Ready();
        await counter.Choice("带走钱盘").ClickAsync();
        await Expect(counter.Page.GetByText("已暂停")).ToBeVisibleAsync();

        await using var other = await (await counter.AtAnotherRegister(shiftOpen: false)).AtTheRegister();
        await other.Choice("在此继续").ClickAsync();
        await other.Ready();
        await other.Take(Counter.Water);
        await other.TakeExactCash();
        var shift = await other.Shift();
        Assert.Equal(("Floating", "Open", 202m), (shift.Text("kind"), shift.Text("state"), shift.Amount("expectedCash")));
    }

    [Fact]
    public async Task Two_registers_sell_from_one_shared_shift()
    {
        await using var counter = await (await shop.Open(shiftOpen: false)).AtTheRegister();
        await counter.Page.GetByLabel("备用金").FillAsync("50");
        await counter.Page.GetByText("共用", new() { Exact = true }).ClickAsync();
        await counter.Choice("开班").ClickAsync();
        await counter.Ready();
        await using var other = await (await counter.AtAnotherRegister(shiftOpen: false)).AtTheRegister();
        await other.Choice("加入此班次").ClickAsync();
        await other.Ready();
        foreach (var till in new[] { counter, other })
        {
            await till.Take(Counter.Water);
            await till.TakeExactCash();
        }

        var shift = await counter.Shift();
        Assert.Equal(("Shared", 2, 54m), (shift.Text("kind"), shift.GetProperty("sales").GetInt32(), shift.Amount("expectedCash")));
    }

    [Fact]
    public async Task A_shift_is_left_uncounted_and_counted_later_by_notes_and_coins()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await counter.Press("F10");
        await counter.Choice("先离岗，稍后清点").ClickAsync();
        await counter.Choice("先离岗，稍后清点").ClickAsync();

        await counter.Choice("清点交班").ClickAsync();
        await counter.Choice("按面额清点").ClickAsync();
        await counter.Page.GetByLabel("100.00 的张数", new() { Exact = true }).FillAsync("1");
        await counter.Page.GetByLabel("0.50 的张数", new() { Exact = true }).FillAsync("3");
        await Expect(counter.Dialog).ToContainTextAsync("101.50");
        await counter.Choice("交班").ClickAsync();

        await Expect(counter.Page.GetByText("短款")).ToBeVisibleAsync();
        await Expect(counter.Dialog).ToContainTextAsync("102.00");
        var shift = await counter.Shift();
        Assert.Equal(("Closed", 101.50m, -0.50m), (shift.Text("state"), shift.Amount("counted"), shift.Amount("overShort")));
    }

    [Fact]
    public async Task Cash_goes_in_and_out_and_to_the_bank()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Choice("现金收支").ClickAsync();
        foreach (var (kind, amount) in new[] { ("现金存入", "50"), ("现金取出", "20"), ("存入银行", "30") })
        {
            await counter.Choose("类型", kind);
            await counter.Dialog.GetByLabel("金额").FillAsync(amount);
            await counter.Dialog.GetByLabel("原因").FillAsync("测试");
            await counter.Choice("登记").ClickAsync();
            await Expect(counter.Dialog.Locator(".ant-table-row").Filter(new() { HasText = kind })).ToBeVisibleAsync();
        }

        var shift = await counter.Shift();
        Assert.Equal(100m, shift.Amount("expectedCash"));
        var moves = await counter.Rows($"shifts/{shift.GetProperty("shiftId").GetInt64().ToString(CultureInfo.InvariantCulture)}/cash-movements");
        Assert.Equal([("BankDrop", -30m), ("CashIn", 50m), ("CashOut", -20m)], moves.Select(one => (one.Text("kind"), one.Amount("amount"))).OrderBy(one => one.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_drawer_opens_without_a_sale_for_a_reason()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Press("F12");
        await counter.Choice("开钱箱").ClickAsync();
        await Expect(counter.Dialog).ToContainTextAsync("必填");
        await counter.Dialog.GetByText("换零钱").ClickAsync();
        await counter.Choice("开钱箱").ClickAsync();

        await Expect(counter.Page.GetByText("已记录，钱箱打开")).ToBeVisibleAsync();
        var one = Assert.Single(await counter.Rows("drawer-openings"));
        Assert.Equal(("change", "小王"), (one.Text("reasonCode"), one.Text("cashierName")));
    }

    [Fact]
    public async Task The_x_report_shows_the_shift_so_far_and_the_z_report_what_it_came_to()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.BigWater);
        await counter.Press("Insert");
        await counter.Dialog.GetByText("10 %").ClickAsync();
        await counter.Dialog.GetByText("包装破损").ClickAsync();
        await counter.Choice("确定").ClickAsync();
        await Expect(counter.Total).ToContainTextAsync("3.60");
        await counter.TakeExactCash();
        var x = await counter.Page.RunAndWaitForPopupAsync(() => counter.Page.GetByRole(AriaRole.Link, new() { Name = "X 报表" }).ClickAsync());
        await Expect(x.Locator("body")).ToContainTextAsync("3.60");
        await Expect(x.Locator("body")).ToContainTextAsync("103.60");

        await counter.Press("F10");
        await counter.Page.GetByLabel("清点的现金").FillAsync("103.60");
        await counter.Choice("交班").ClickAsync();
        await Expect(counter.Page.GetByText("账实相符")).ToBeVisibleAsync();
        var z = await counter.Page.RunAndWaitForPopupAsync(() => counter.Page.GetByRole(AriaRole.Link, new() { Name = "打印 Z 报表" }).ClickAsync());
        await Expect(z.GetByText("Z 1-0001")).ToBeVisibleAsync();

        await counter.Page.GotoAsync("/shifts");
        await counter.Page.Locator(".ant-table-row").First.ClickAsync();
        await Expect(counter.Dialog).ToContainTextAsync("Z 报表 1");
        await Expect(counter.Dialog.Locator(".report-rows > div").Filter(new() { HasText = "优惠金额" })).ToContainTextAsync("0.40");
        var shift = Assert.Single(await counter.Rows("shifts"));
        Assert.Equal((1, 103.60m, 0m), (shift.GetProperty("zNumber").GetInt32(), shift.Amount("expected"), shift.Amount("overShort")));
    }

    [Fact]
    public async Task Every_receipt_number_of_the_day_has_its_sale()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        for (var i = 0; i < 2; i++)
        {
            await counter.Take(Counter.Water);
            await counter.TakeExactCash();
        }

        await counter.Page.GotoAsync("/receipt-check");
        await Expect(counter.Page.GetByText("每个号码都有对应的销售。")).ToBeVisibleAsync();
        await Expect(counter.Page.Locator(".ant-table-row")).ToContainTextAsync("000001 – 000002");
        await counter.Page.Locator(".ant-table-row").ClickAsync();
        await Expect(counter.Dialog.Locator(".ant-table-row")).ToHaveCountAsync(2);
        await Expect(counter.Dialog).ToContainTextAsync("000002");
        var check = await counter.Api("receipt-check");
        Assert.Equal((0, 2), (check.GetProperty("findings").GetArrayLength(), check.GetProperty("registers")[0].GetProperty("sales").GetInt32()));
    }
}
