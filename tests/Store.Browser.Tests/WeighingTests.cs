using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Goods that are sold by weight, at a till with a scale.</summary>
[Collection(nameof(Counters))]
public sealed class WeighingTests(VirtualShop shop)
{
    /// <summary>香蕉, 6.98 a kilogram.</summary>
    private const string Bananas = "20005";

    /// <summary>红富士苹果, 13.80 a kilogram.</summary>
    private const string Apples = "20001";

    [Fact]
    public async Task What_lies_on_the_scale_is_taken_at_once_and_charged_to_the_cent()
    {
        await using var counter = await AtTheScale(grams: 1_234);
        await counter.Scan(Bananas);

        await Expect(counter.Lines).ToContainTextAsync("1.234");
        await Expect(counter.Total).ToContainTextAsync("8.61");
        await counter.TakeExactCash();
        var line = Assert.Single((await counter.Sale()).GetProperty("lines").EnumerateArray());
        Assert.Equal((1.234m, 8.61m), (line.Amount("quantity"), line.Amount("total")));
    }

    [Fact]
    public async Task The_till_waits_until_goods_lie_there_at_rest()
    {
        await using var counter = await AtTheScale(grams: 0);
        await counter.Scan(Bananas);
        await Expect(Live(counter)).ToContainTextAsync("请把商品放到秤上");
        await shop.Touch(new { grams = 700, unstable = true });
        await Expect(Live(counter)).ToContainTextAsync("请等待稳定");
        await Expect(counter.Lines).ToHaveCountAsync(0);
        await shop.Touch(new { grams = 650 });

        await Expect(counter.Lines).ToContainTextAsync("0.65");
        await Expect(counter.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_too_heavy_or_too_light_is_told_and_leaves_nothing()
    {
        await using var counter = await AtTheScale(grams: 16_000);
        await counter.Scan(Bananas);
        await Expect(counter.Dialog).ToContainTextAsync("超出电子秤的最大称量");
        await Expect(Live(counter)).ToContainTextAsync("超出最大称量");
        await shop.Touch(new { grams = 5 });
        await Expect(Live(counter)).ToContainTextAsync("0.005 kg");
        await Expect(counter.Dialog).ToContainTextAsync("低于电子秤的最小称量");
        await counter.Press("Escape");

        await counter.Ready();
        await Expect(counter.Total).ToContainTextAsync("0.00");
        Assert.Empty(await counter.Sales());
    }

    [Fact]
    public async Task What_was_sold_and_still_lies_there_is_not_sold_again_and_the_weight_can_be_typed()
    {
        await using var counter = await AtTheScale(grams: 800);
        await counter.Scan(Bananas);
        await Expect(counter.Lines).ToContainTextAsync("0.8");
        await counter.Scan(Apples);
        await Expect(counter.Dialog).ToContainTextAsync("请先取下再称下一件");
        await Expect(Live(counter)).ToContainTextAsync("0.800 kg");
        await counter.Choice("手工输入").ClickAsync();
        await counter.Dialog.GetByLabel("数量").FillAsync("0.5");
        await counter.Press("Enter");

        await Expect(counter.Lines).ToHaveCountAsync(2);
        await Expect(counter.Total).ToContainTextAsync("12.48");
    }

    [Fact]
    public async Task What_is_scanned_while_goods_are_weighed_waits_its_turn()
    {
        await using var counter = await AtTheScale(grams: 0);
        await counter.Scan(Bananas);
        await counter.Scan(Apples);
        await counter.Scan(Counter.Water);
        await Expect(counter.Dialog).ToContainTextAsync("香蕉");
        await shop.Touch(new { grams = 1_000 });
        await Expect(counter.Dialog).ToContainTextAsync("苹果");
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await shop.Touch(new { grams = 2_000 });

        await Expect(counter.Lines).ToHaveCountAsync(3);
        await Expect(counter.Total).ToContainTextAsync("36.58");
    }

    /// <summary>A till on whose empty scale that is laid then: whatever was weighed before has been taken off.</summary>
    private async Task<Counter> AtTheScale(int grams)
    {
        await shop.Touch(new { grams = 0 });
        await Shop.Eventually(async () => (await shop.Get("/api/devices/events?after=0&limit=500")).GetProperty("items").EnumerateArray().LastOrDefault(one => one.Text("deviceId") == "scale").Text("name") == "WEIGHT_ZERO");
        var counter = await shop.Open();
        await counter.Page.RunAndWaitForResponseAsync(() => counter.AtTheTill(), answer => answer.Url.EndsWith("/scale/claim", StringComparison.Ordinal) && answer.Ok);
        await shop.Touch(new { grams });
        return counter;
    }

    private static ILocator Live(Counter counter) => counter.Page.GetByTestId("live-weight");
}

/// <summary>Tests of what lies on a till's counter besides its printer have a host of their own: their receipts are not in the way of the tests of printing.</summary>
[CollectionDefinition(nameof(Counters))]
public sealed class Counters : ICollectionFixture<VirtualShop>;
