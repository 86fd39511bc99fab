using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Baskets that wait, and what becomes of them.</summary>
[Collection(nameof(Days))]
public sealed class ParkingTests(Shop shop)
{
    [Fact]
    public async Task A_basket_is_parked_and_taken_up_at_another_register()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await Park(counter, "红衣女士");
        Assert.Empty(await counter.Sales());

        await using var other = await (await counter.AtAnotherRegister()).AtTheTill();
        await other.Press("F11");
        await Expect(other.Dialog).ToContainTextAsync("红衣女士");
        await other.Choice("取单").ClickAsync();
        await Expect(other.Lines).ToHaveCountAsync(2);
        await Expect(other.Total).ToContainTextAsync("6.00");
        await other.TakeExactCash();

        var sale = await other.Sale();
        Assert.Equal(("2", 6.00m), (sale.Text("registerCode"), sale.Amount("total")));
        await counter.Press("F11");
        await Expect(counter.Dialog).ToContainTextAsync("没有挂单");
    }

    [Fact]
    public async Task What_is_still_parked_when_the_shift_closes_is_voided_on_the_record()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await Park(counter, "没有回来");
        await counter.Page.RouteAsync("**/parked-sales?*", route => route.FulfillAsync(new() { Status = 422, ContentType = "application/problem+json", Body = """{"status":422,"code":"busy"}""" }));
        await counter.Press("F10");
        await Expect(counter.Dialog.GetByText("没能查到挂单")).ToBeVisibleAsync();
        await counter.Page.UnrouteAsync("**/parked-sales?*");
        await counter.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^重\\s?试$", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await Expect(counter.Dialog).ToContainTextAsync("没有回来");
        await counter.Dialog.GetByText("作废本台 1 张").ClickAsync();
        await counter.Page.GetByLabel("清点的现金").FillAsync("100");
        await counter.Choice("交班").ClickAsync();

        await Expect(counter.Page.GetByText("账实相符")).ToBeVisibleAsync();
        Assert.Empty(await counter.Rows("parked-sales"));
        var one = Assert.Single(await counter.Rows("voids"));
        Assert.Equal(("Parked", 6.00m, "left"), (one.Text("kind"), one.Amount("amount"), one.Text("reasonCode")));
        Assert.Equal(("Closed", 0m), (await counter.Shift() is var shift ? (shift.Text("state"), shift.Amount("overShort")) : default));
    }

    private static async Task Park(Counter counter, string note)
    {
        await counter.Take(Counter.Water, Counter.BigWater);
        await counter.Press("F11");
        await counter.Page.GetByPlaceholder("便于找到此单").FillAsync(note);
        await counter.Press("Enter");
        await counter.Ready();
    }
}
