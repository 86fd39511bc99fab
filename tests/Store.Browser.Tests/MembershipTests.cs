using System.Globalization;
using Microsoft.Playwright;

namespace Store.Browser.Tests;

/// <summary>A paid membership, bought and renewed at the till.</summary>
[Collection(nameof(Tickets))]
public sealed class MembershipTests(Shop shop)
{
    /// <summary>年度会员 of the demo chain, 199.00.</summary>
    private const string Year = "900001";

    [Fact]
    public async Task A_member_buys_a_membership_sees_its_days_and_renews_it_at_its_end()
    {
        var member = await shop.Post("/api/members/members", new { name = "孙女士" });
        await using var counter = await (await shop.Open(role: "cashier")).AtTheTill();

        await counter.Take(Year);
        await Assertions.Expect(counter.Page.GetByText("年度会员 需先加入会员")).ToBeVisibleAsync();
        await PutOnTicket(counter, member.Text("number")!);
        await Assertions.Expect(counter.Page.GetByTestId("membership")).ToContainTextAsync("开通 年度会员");
        var days = await counter.Page.GetByTestId("membership").Locator("dd").InnerTextAsync();
        await counter.TakeExactCash();

        var bought = Assert.Single(await Memberships(member.GetProperty("memberId").GetInt64()));
        Assert.Equal(("Running", 199m), (bought.Text("state"), bought.Amount("paid")));
        Assert.Equal($"{bought.Text("fromDate")} – {bought.Text("toDate")}", days);

        await counter.Take(Year);
        await PutOnTicket(counter, member.Text("number")!);
        await Assertions.Expect(counter.Page.GetByText($"付费会员有效至 {bought.Text("toDate")}")).ToBeVisibleAsync();
        await Assertions.Expect(counter.Page.GetByTestId("membership")).ToContainTextAsync("续费 年度会员");
        await counter.TakeExactCash();
        Assert.Equal(["ToCome", "Running"], (await Memberships(member.GetProperty("memberId").GetInt64())).Select(one => one.Text("state")));
    }

    private static async Task PutOnTicket(Counter counter, string number)
    {
        await counter.Press("Home");
        await counter.Dialog.GetByRole(AriaRole.Tab, new() { Name = "会员" }).ClickAsync();
        await counter.Page.GetByLabel("会员号").FillAsync(number);
        await counter.Press("Enter");
        await Assertions.Expect(counter.Dialog.GetByText(number)).ToBeVisibleAsync();
        await counter.Press("Escape");
        await Assertions.Expect(counter.Dialog).Not.ToBeVisibleAsync();
    }

    private async Task<IReadOnlyList<System.Text.Json.JsonElement>> Memberships(long memberId) =>
        [.. (await shop.Get($"/api/loyalty/members/{memberId.ToString(CultureInfo.InvariantCulture)}/memberships")).GetProperty("items").EnumerateArray()];
}
