using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>The page that says whether loyalty pays.</summary>
[Collection(nameof(Days))]
public sealed class LoyaltyEffectPageTests(Shop shop)
{
    [Fact]
    public async Task Members_stand_beside_passers_by_with_what_their_level_took_off_and_a_lost_answer_can_be_asked_for_again()
    {
        await using var counter = await shop.Open(role: await shop.GivenRole("loyalty.view-books", "checkout.sell"));
        var levelId = (await shop.Post("/api/members/levels", new { name = "九折会员", rank = 870, terms = new { discountPercent = 10 } })).GetProperty("levelId").GetInt64();
        var memberId = (await shop.Post("/api/members/members", new { name = "九折女士" })).GetProperty("memberId").GetInt64();
        await shop.Put($"/api/members/members/{memberId.Text()}/level", new { levelId, version = 1 });
        var water = (await shop.Get($"/api/catalog/stores/{counter.StoreId.Text()}/lookup?code={Counter.Water}")).GetProperty("productId").GetInt64();
        await Sell(memberId, 1.8m);
        await Sell(memberId: null, 2m);
        await counter.AtTheRegister();
        await counter.Page.RouteAsync("**/api/loyalty/effect*", route => route.AbortAsync());

        await counter.Page.GotoAsync("/loyalty-effect");
        var again = counter.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^重\\s?试$", RegexOptions.None, TimeSpan.FromSeconds(1)) });
        await Expect(again).ToBeVisibleAsync();
        await counter.Page.UnrouteAsync("**/api/loyalty/effect*");
        await again.ClickAsync();

        await Expect(counter.Page.Locator(".loyalty-figures")).ToContainTextAsync("会员¥1.801 单，均 ¥1.80散客¥2.001 单，均 ¥2.00会员消费占比47.37%消费会员数10 人复购，0%成本¥0.20成本占会员消费11.11%");
        await Expect(counter.Page.Locator(".ant-table-row").First).ToContainTextAsync("¥0.20¥0.2011.11%");

        Task<JsonElement> Sell(long? memberId, decimal amount) => shop.Post($"/api/checkout/stores/{counter.StoreId.Text()}/sales", new
        {
            saleUuid = Guid.NewGuid(), registerId = counter.RegisterId, memberId, lines = new[] { new { productId = water, quantity = 1, unitPrice = 2m } }, payments = new[] { new { tender = "Cash", amount } },
        });
    }
}
