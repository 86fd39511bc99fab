using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Rules for what top-ups bring, in the back office.</summary>
[Collection(nameof(Days))]
public sealed class TopUpRuleTests(Shop shop)
{
    [Fact]
    public async Task A_rule_that_brings_all_at_once_and_a_level_is_made_and_changed()
    {
        await using var counter = await shop.Open(shiftOpen: false, role: "owner");
        var levelId = (await shop.Post("/api/members/levels", new { name = "充值金卡", rank = 77 })).GetProperty("levelId").GetInt64();
        await counter.AtTheRegister();
        await counter.Page.GotoAsync("/stored-value");
        await counter.Page.GetByRole(AriaRole.Button, new() { Name = "新建规则" }).ClickAsync();
        await counter.Page.Locator("#top-up-rule_name").FillAsync("充一千送五十");
        await counter.Page.Locator("#top-up-rule_paidAtLeast").FillAsync("1000");
        await counter.Page.Locator("#top-up-rule_bonus").FillAsync("50");
        await counter.Choose("充值升级到", "充值金卡");
        await Save(counter);
        Assert.Equal((1000m, 50m, 1, levelId, 12), await Rule());

        await counter.Page.Locator(".ant-table-row", new() { HasText = "充一千送五十" }).ClickAsync();
        await counter.Page.Locator("#top-up-rule_bonus").FillAsync("60");
        await Save(counter);
        Assert.Equal((1000m, 60m, 1, levelId, 12), await Rule());
    }

    private static async Task Save(Counter counter)
    {
        await counter.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^保\\s?存$", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await Expect(counter.Dialog).ToHaveCountAsync(0);
    }

    private async Task<(decimal PaidAtLeast, decimal Bonus, int Instalments, long LevelId, int LevelMonths)> Rule()
    {
        var terms = Assert.Single((await shop.Get("/api/loyalty/top-up-rules")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("terms")), terms => terms.Text("name") == "充一千送五十");
        return (terms.Amount("paidAtLeast"), terms.Amount("bonus"), terms.GetProperty("instalments").GetInt32(), terms.GetProperty("levelId").GetInt64(), terms.GetProperty("levelMonths").GetInt32());
    }
}
