using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>A member's file in the back office: what is paid out of it, what is merged into it, and forgetting it.</summary>
[Collection(nameof(Days))]
public sealed class MemberFileTests(Shop shop)
{
    /// <summary>年度会员 of the demo chain, 199.00.</summary>
    private const string Year = "900001";

    private const string Pin = "2580";

    [Fact]
    public async Task What_a_member_has_paid_ahead_is_paid_out_of_a_drawer_with_their_pin()
    {
        await using var counter = await shop.Open(role: "owner");
        var memberId = await shop.GivenMember(counter, "13800031001", points: 0, value: 60m, Pin);
        await OpenFile(counter, "13800031001", "储值");
        await counter.Page.GetByLabel("原因").FillAsync("搬家");
        await Pay(counter, "退本金");
        await Expect(counter.Dialog.Locator(".ant-form-item-explain-error")).ToBeVisibleAsync();
        Assert.Equal(60m, (await Value(memberId)).Amount("principal"));

        await counter.Page.GetByLabel("会员支付密码", new() { Exact = true }).FillAsync(Pin);
        await Pay(counter, "退本金");
        await Expect(counter.Page.GetByText("请付给会员 ¥60.00")).ToBeVisibleAsync();
        await Expect(Click(counter, "退本金")).ToHaveCountAsync(0);
        Assert.Equal(0m, (await Value(memberId)).Amount("principal"));
        Assert.Equal(40m, (await counter.Shift()).Amount("expectedCash"));
    }

    [Fact]
    public async Task Points_are_paid_out_in_money()
    {
        await using var counter = await shop.Open(role: "owner");
        var memberId = await shop.GivenMember(counter, "13800031002", points: 500, value: 0m, Pin);
        await OpenFile(counter, "13800031002", "积分");
        await counter.Page.Locator(".ant-radio-button-wrapper", new() { HasText = "提现" }).ClickAsync();
        await counter.Dialog.GetByRole(AriaRole.Spinbutton, new() { Name = "积分" }).FillAsync("300");
        await counter.Page.GetByLabel("原因").FillAsync("会员要求");
        await Pay(counter, "提现");

        await Expect(counter.Page.GetByText("请付给会员 ¥3.00")).ToBeVisibleAsync();
        await Expect(counter.Page.Locator(".loyalty-row").First).ToContainTextAsync("-300 · 200");
        Assert.Equal(200, (await shop.Get($"/api/loyalty/members/{memberId.Text()}/points")).GetProperty("balance").GetInt64());
        Assert.Equal(97m, (await counter.Shift()).Amount("expectedCash"));
    }

    [Fact]
    public async Task Whoever_is_forgotten_sees_first_what_they_give_up()
    {
        await using var counter = await shop.Open(role: "owner");
        var memberId = await shop.GivenMember(counter, "13800031003", points: 150, value: 20m, Pin);
        await OpenFile(counter, "13800031003", "个人数据");
        await Click(counter, "删除个人信息").ClickAsync();
        await Confirm(counter, "删除个人信息");
        var holds = counter.Page.Locator(".ant-modal-confirm", new() { HasText = "将一并放弃" });
        await Expect(holds).ToContainTextAsync("150");
        await Expect(holds).ToContainTextAsync("¥20.00");
        Assert.Equal("Active", await State(memberId));

        await Confirm(counter, "会员放弃，确认清除");
        await Expect(counter.Dialog).ToHaveCountAsync(0);
        Assert.Equal("Erased", await State(memberId));
    }

    [Fact]
    public async Task Two_files_of_one_person_are_made_one_with_the_points_of_both()
    {
        await using var counter = await shop.Open(role: "owner");
        var kept = await shop.GivenMember(counter, "13800031004", points: 30, value: 0m, Pin);
        var other = await shop.GivenMember(counter, "13800031005", points: 12, value: 0m, Pin);
        await OpenFile(counter, "13800031004", "个人数据");
        await counter.Page.GetByLabel("同一人的另一份档案").FillAsync("13800031005");
        await Click(counter, "合并").ClickAsync();
        await Expect(counter.Page.Locator(".ant-modal-confirm-title")).ToContainTextAsync("会员 13800031005");
        await Confirm(counter, "合并");
        await Expect(counter.Page.GetByText("已保存")).ToBeVisibleAsync();

        Assert.Equal(("Active", "Merged"), (await State(kept), await State(other)));
        await Tab(counter, "积分");
        await Expect(counter.Page.Locator(".ant-statistic", new() { HasText = "42" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Memberships_come_page_by_page()
    {
        await using var counter = await shop.Open(role: "owner");
        var memberId = await shop.GivenMember(counter, "13800031006", points: 0, value: 0m, Pin);
        for (var sold = 0; sold < 21; sold++)
            await counter.Sell(Year, 199m, memberId);
        await OpenFile(counter, "13800031006", "付费会员");
        var rows = counter.Dialog.Locator(".ant-table-row");
        await Expect(rows).ToHaveCountAsync(20);
        await Expect(rows.Filter(new() { HasText = "有效" })).ToHaveCountAsync(0);

        await Click(counter, "加载更多").ClickAsync();
        await Expect(rows).ToHaveCountAsync(21);
        await Expect(rows.Last).ToContainTextAsync("有效");
        await Expect(Click(counter, "加载更多")).ToHaveCountAsync(0);
    }

    /// <summary>Goes to a member by their phone, and to a tab of their file.</summary>
    private static async Task OpenFile(Counter counter, string phone, string tab)
    {
        await counter.AtTheRegister();
        await counter.Page.GotoAsync("/members");
        await counter.Page.Locator(".tools input").FillAsync(phone);
        await counter.Page.Locator(".ant-table-row", new() { HasText = $"会员 {phone}" }).ClickAsync();
        await Tab(counter, tab);
    }

    private static Task Tab(Counter counter, string name) => counter.Dialog.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true }).ClickAsync();

    /// <summary>A button of the file; antd puts a space between two characters.</summary>
    private static ILocator Click(Counter counter, string name) => counter.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = Spaced(name) });

    private static async Task Pay(Counter counter, string name)
    {
        await counter.Page.GetByLabel("付款来源").ClickAsync();
        await counter.Page.Locator(".ant-select-item-option", new() { HasText = "收银台 1" }).ClickAsync();
        await Click(counter, name).ClickAsync();
    }

    private static Task Confirm(Counter counter, string name) => counter.Page.Locator(".ant-modal-confirm").GetByRole(AriaRole.Button, new() { NameRegex = Spaced(name) }).ClickAsync();

    private static Regex Spaced(string name) => new($"^{string.Join("\\s?", name.AsEnumerable())}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private Task<JsonElement> Value(long memberId) => shop.Get($"/api/loyalty/members/{memberId.Text()}/value");

    private async Task<string?> State(long memberId) => (await shop.Get($"/api/members/members/{memberId.Text()}")).Text("state");
}
