using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Kinds of coupons in the back office.</summary>
[Collection(nameof(Days))]
public sealed class CouponPageTests(Shop shop)
{
    [Fact]
    public async Task Who_may_not_see_members_keeps_the_segment_of_a_coupon_that_they_save()
    {
        await using var counter = await shop.Open(shiftOpen: false, role: await shop.GivenRole("loyalty.view-coupons", "loyalty.manage-coupons"));
        await shop.HalfPrice(counter.StoreId, coupon: "KEEPS");
        var segmentId = (await shop.Post("/api/members/segments", new { name = "常来的人", conditions = new { tags = new[] { "常来" } } })).GetProperty("segmentId").GetInt64();
        var templateId = (await shop.Post("/api/loyalty/coupon-templates", new { name = "常来券", word = "KEEPS", segmentId })).GetProperty("templateId").GetInt64();

        await counter.AtTheRegister();
        await counter.Page.GotoAsync("/coupons");
        await counter.Page.Locator(".ant-table-row", new() { HasText = "常来券" }).ClickAsync();
        await counter.Dialog.GetByLabel("名称", new() { Exact = true }).FillAsync("常来专享券");
        await Expect(counter.Dialog.GetByText("仅限分群")).ToBeHiddenAsync();
        await counter.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^保\\s?存$", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();

        await Expect(counter.Page.GetByText("已保存")).ToBeVisibleAsync();
        var template = (await shop.Get($"/api/loyalty/coupon-templates/{templateId.Text()}")).GetProperty("template");
        Assert.Equal(("常来专享券", segmentId), (template.Text("name"), template.GetProperty("segmentId").GetInt64()));
    }
}
