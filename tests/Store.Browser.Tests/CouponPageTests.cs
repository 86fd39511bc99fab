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

    [Fact]
    public async Task Coupons_for_a_segment_come_once_though_the_page_was_loaded_again_before_the_answer()
    {
        await using var counter = await shop.Open(shiftOpen: false, role: "owner");
        await shop.HalfPrice(counter.StoreId, coupon: "ONCE");
        await shop.Post("/api/members/segments", new { name = "一次就好", conditions = new { tags = new[] { "一次" } } });
        var memberId = (await shop.Post("/api/members/members", new { name = "一次先生" })).GetProperty("memberId").GetInt64();
        await shop.Put($"/api/members/members/{memberId.Text()}", new { name = "一次先生", profile = new { tags = new[] { "一次" } }, version = 1 });
        var templateId = (await shop.Post("/api/loyalty/coupon-templates", new { name = "一次券", word = "ONCE" })).GetProperty("templateId").GetInt64();
        await counter.AtTheRegister();
        await counter.Page.RouteAsync("**/issue-to-segment", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        }, new() { Times = 1 });

        await Issue(counter);
        await Expect(counter.Dialog.Locator(".ant-alert-error")).ToBeVisibleAsync();
        await Issue(counter);
        await Expect(counter.Dialog.GetByText("已发放 0 张")).ToBeVisibleAsync();

        Assert.Single((await shop.Get($"/api/loyalty/coupon-templates/{templateId.Text()}/coupons")).GetProperty("items").EnumerateArray(), coupon => coupon.GetProperty("memberId").GetInt64() == memberId);
    }

    private static async Task Issue(Counter counter)
    {
        await counter.Page.GotoAsync("/coupons");
        await counter.Page.Locator(".ant-table-row", new() { HasText = "一次券" }).ClickAsync();
        await counter.Dialog.GetByRole(AriaRole.Tab, new() { Name = "发放", Exact = true }).ClickAsync();
        await counter.Page.Locator("#issue-to-segment_segmentId").FillAsync("一次就好");
        await counter.Page.Locator(".ant-select-item-option", new() { HasText = "一次就好" }).ClickAsync();
        await counter.Page.Locator("form#issue-to-segment button[type=submit]").ClickAsync();
        await Expect(counter.Page.Locator(".ant-modal-confirm-title")).ToHaveTextAsync("给“一次就好”的 1 位会员每人发一张？");
        await counter.Page.Locator(".ant-modal-confirm .ant-btn-primary").ClickAsync();
    }
}
