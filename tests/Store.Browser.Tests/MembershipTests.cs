using System.Globalization;
using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>A paid membership, bought and renewed at the till.</summary>
[Collection(nameof(Tickets))]
public sealed class MembershipTests(Shop shop)
{
    /// <summary>年度会员 of the demo chain, 199.00.</summary>
    private const string Year = "900001";

    private const string Phone = "13800020001";

    [Fact]
    public async Task A_member_buys_a_membership_sees_its_days_and_renews_it_at_its_end()
    {
        await using var counter = await shop.Open(role: "cashier");
        var memberId = (await shop.Post($"/api/members/stores/{counter.StoreId.ToString(CultureInfo.InvariantCulture)}/members", new { phone = Phone, name = "孙女士" })).GetProperty("memberId").GetInt64();
        await counter.AtTheTill();
        await counter.Take(Year);
        await Expect(counter.Page.GetByText("年度会员 需先加入会员")).ToBeVisibleAsync();
        await PutOnTicket(counter);
        await Expect(counter.Page.GetByTestId("membership")).ToContainTextAsync("开通 年度会员");
        var days = await counter.Page.GetByTestId("membership").Locator("dd").InnerTextAsync();
        await counter.TakeExactCash();

        var bought = Assert.Single(await Memberships(memberId));
        Assert.Equal(("Running", 199m), (bought.Text("state"), bought.Amount("paid")));
        Assert.Equal($"{bought.Text("fromDate")} – {bought.Text("toDate")}", days);

        await counter.Take(Year);
        await PutOnTicket(counter);
        await Expect(counter.Page.GetByText($"付费会员有效至 {bought.Text("toDate")}")).ToBeVisibleAsync();
        await Expect(counter.Page.GetByTestId("membership")).ToContainTextAsync("续费 年度会员");
        await counter.TakeExactCash();
        Assert.Equal(["ToCome", "Running"], (await Memberships(memberId)).Select(one => one.Text("state")));
    }

    private static async Task PutOnTicket(Counter counter)
    {
        await counter.Press("PageUp");
        await counter.Page.GetByLabel("手机号").FillAsync(Phone);
        await counter.Press("Enter");
        await Expect(counter.Page.Locator(".member-head")).ToBeVisibleAsync();
        await counter.Press("Escape");
        await Expect(counter.Page.Locator(".member-head")).Not.ToBeVisibleAsync();
    }

    private async Task<IReadOnlyList<JsonElement>> Memberships(long memberId) =>
        [.. (await shop.Get($"/api/loyalty/members/{memberId.ToString(CultureInfo.InvariantCulture)}/memberships")).GetProperty("items").EnumerateArray()];
}
