using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>The till as a cashier meets it, in a real browser against the built host.</summary>
[Collection(nameof(Tickets))]
public sealed class TillTests(Shop shop)
{
    [Fact]
    public async Task A_cashier_signs_in_opens_the_shift_scans_and_takes_cash()
    {
        await using var counter = await shop.Open(shiftOpen: false);
        await counter.SignIn();
        await counter.Page.Locator(".till-register").ClickAsync();
        await counter.Page.GetByLabel("备用金").FillAsync("200");
        await counter.Page.Keyboard.PressAsync("Enter");
        await Expect(counter.Page.GetByText("请扫描商品")).ToBeVisibleAsync();

        await counter.Take(Counter.Water, Counter.Water, Counter.BigWater);
        await Expect(counter.Total).ToContainTextAsync("8.00");
        await counter.Page.Keyboard.PressAsync("F8");
        await counter.Page.GetByLabel("金额").FillAsync("50");
        await Expect(counter.Page.GetByTestId("change")).ToContainTextAsync("42.00");
        await counter.Page.Keyboard.PressAsync("Enter");

        await Expect(counter.Page.GetByTestId("change-given")).ToContainTextAsync("42.00");
        await Expect(counter.Page.Locator("pre.paper")).ToContainTextAsync("农夫山泉饮用天然水 550ml");
        await counter.Page.Keyboard.PressAsync("Enter");
        await Expect(counter.Lines).ToHaveCountAsync(0);
        Assert.Equal(8.00m, Assert.Single(await counter.Sales()).GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task A_wrong_password_lets_nobody_in()
    {
        await using var counter = await shop.Open();
        await counter.Page.GotoAsync("/");
        await counter.Page.GetByLabel("用户名").FillAsync("owner");
        await counter.Page.GetByLabel("密码").FillAsync("not the password");
        await counter.Page.Keyboard.PressAsync("Enter");

        await Expect(counter.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(counter.Page.GetByLabel("用户名")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Goods_without_a_barcode_are_found_by_pinyin_initials()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Page.Keyboard.PressAsync("F2");
        await counter.Page.Keyboard.TypeAsync("nfsq", new KeyboardTypeOptions { Delay = 160 });
        await Expect(counter.Page.Locator(".till-hit").First).ToContainTextAsync("农夫山泉");
        await counter.Page.Keyboard.PressAsync("Enter");

        await Expect(counter.Lines).ToHaveCountAsync(1);
        await Expect(counter.Lines).ToContainTextAsync("农夫山泉");
    }

    [Fact]
    public async Task Without_a_scale_a_weight_is_typed_and_goods_without_one_are_left()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Scan("20005");
        await counter.Dialog.GetByLabel("数量").FillAsync("");
        await counter.Press("Escape");
        await counter.Ready();

        await counter.Scan("20005");
        await counter.Dialog.GetByLabel("数量").FillAsync("1.5");
        await counter.Press("Enter");
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await Expect(counter.Total).ToContainTextAsync("10.47");
    }

    [Fact]
    public async Task A_sale_is_paid_part_by_wallet_and_the_rest_in_cash()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.BigWater);
        await counter.Page.Keyboard.PressAsync("F8");
        await Expect(counter.Dialog).ToBeVisibleAsync();
        await counter.Page.Keyboard.PressAsync("F3");
        await counter.Page.GetByLabel("金额").FillAsync("1.50");
        await counter.Page.GetByLabel("参考号").FillAsync("42000123");
        await counter.Page.Keyboard.PressAsync("F8");
        await Expect(counter.Page.Locator(".pay-list")).ToContainTextAsync("手机支付");
        await counter.Page.Keyboard.PressAsync("F1");
        await counter.Page.GetByLabel("金额").FillAsync("10");
        await Expect(counter.Page.GetByTestId("change")).ToContainTextAsync("7.50");
        await counter.Page.Keyboard.PressAsync("F8");

        await Expect(counter.Page.GetByTestId("change-given")).ToContainTextAsync("7.50");
        var tenders = Assert.Single(await counter.Sales()).GetProperty("tenders").EnumerateArray()
            .Select(tender => (tender.GetProperty("tender").GetString(), tender.GetProperty("amount").GetDecimal()));
        Assert.Equal([("Wallet", 1.50m), ("Cash", 2.50m)], tenders);
    }

    [Fact]
    public async Task What_is_typed_and_confirmed_before_the_price_is_there_counts_as_soon_as_it_is()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var isTyped = new TaskCompletionSource();
        await counter.Page.RouteAsync("**/baskets/price", async route =>
        {
            await isTyped.Task;
            await route.ContinueAsync();
        });
        await counter.Take(Counter.Water);
        await counter.Press("F8");
        await counter.Page.GetByLabel("金额").FillAsync("5");
        await counter.Press("Enter");
        await Expect(counter.Page.GetByTestId("change")).ToContainTextAsync("3.00");
        isTyped.SetResult();

        await Expect(counter.Page.GetByTestId("change-given")).ToContainTextAsync("3.00");
        Assert.Equal(2.00m, Assert.Single(await counter.Sales()).GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task What_is_scanned_after_exact_cash_is_the_next_customers_though_the_price_was_not_there_yet()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var isScanned = new TaskCompletionSource();
        await counter.Page.RouteAsync("**/baskets/price", async route =>
        {
            await isScanned.Task;
            await route.ContinueAsync();
        });
        await counter.Take(Counter.Water);
        await counter.Press("F9");
        await counter.Scan(Counter.BigWater);
        isScanned.SetResult();

        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync();
        await counter.Press("Enter");
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await Expect(counter.Total).ToContainTextAsync("4.00");
        Assert.Equal(2.00m, Assert.Single(await counter.Sales()).GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task A_network_that_drops_while_paying_makes_one_sale()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.Water);
        var dropped = 0;
        await counter.Page.RouteAsync(new Regex("/api/checkout/stores/\\d+/sales$", RegexOptions.None, TimeSpan.FromSeconds(1)), async route =>
        {
            if (route.Request.Method != "POST" || dropped == 2)
            {
                await route.ContinueAsync();
                return;
            }

            // The first time the answer is lost on its way back, the second time the request does not get through.
            if (dropped++ == 0)
                await route.FetchAsync();
            await route.AbortAsync("internetdisconnected");
        });

        await counter.Page.Keyboard.PressAsync("F9");

        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        Assert.Equal(2, dropped);
        Assert.Equal(2.00m, Assert.Single(await counter.Sales()).GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task Dialogs_are_worked_by_the_keyboard_alone()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.Water);
        await Type("F3", "3", "Enter");
        await Expect(counter.Total).ToContainTextAsync("6.00");
        await Type("F3", "9", "Escape");
        await Expect(counter.Total).ToContainTextAsync("6.00");

        await Type("PageUp", "138", "Escape");
        await Type("F6", "1-000001", "Escape");

        // A dialog and a drawer that were opened by a button give it the focus back.
        var (member, receipts) = (counter.Page.Locator(".till-member"), counter.Button("小票与退货").First);
        foreach (var opener in new[] { member, receipts })
        {
            await opener.ClickAsync();
            await Expect(counter.Dialog.Locator("input:focus")).ToBeVisibleAsync();
            await counter.Press("Escape");
            await Expect(opener).ToBeFocusedAsync();
        }

        await Type("F11", "红衣女士", "Enter");
        await counter.Ready();
        await counter.Press("F11");
        await counter.Choice("取单").ClickAsync();
        await Expect(counter.Lines).ToHaveCountAsync(1);

        // The reasons: the arrow chooses, Enter voids.
        await counter.Press("F5");
        await Expect(counter.Dialog.GetByRole(AriaRole.Radio).First).ToBeFocusedAsync();
        await counter.Press("ArrowRight");
        await counter.Press("Enter");
        await counter.Ready();
        Assert.Single(await counter.Rows("voids"));

        async Task Type(string key, string text, string end)
        {
            await counter.Press(key);
            await Expect(counter.Dialog.Locator("input:focus")).ToBeVisibleAsync();
            await counter.Page.Keyboard.InsertTextAsync(text);
            await counter.Press(end);
            await Expect(counter.Dialog).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Goods_come_back_against_their_receipt()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.Water, Counter.BigWater);
        await counter.Page.Keyboard.PressAsync("F9");
        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync();
        await counter.Page.Keyboard.PressAsync("Enter");

        await counter.Page.Keyboard.PressAsync("F6");
        await counter.Dialog.GetByText("1-000001").ClickAsync();
        await counter.Button("退货").Last.ClickAsync();
        await counter.Page.GetByLabel("退 农夫山泉饮用天然水 1.5L").ClickAsync();
        await Expect(counter.Page.GetByTestId("refund")).ToContainTextAsync("4.00");
        await counter.Button("不想要了").ClickAsync();
        await counter.Button("确认退货退款").ClickAsync();

        await Expect(counter.Page.GetByText("退货完成 · 2")).ToBeVisibleAsync();
        Assert.Equal(
            [("Return", -4.00m), ("Sale", 6.00m)],
            (await counter.Sales()).Select(sale => (sale.GetProperty("kind").GetString(), sale.GetProperty("total").GetDecimal())));
    }

    [Fact]
    public async Task The_language_changes_at_once_and_stays()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "语言" }).ClickAsync();
        await counter.Page.RunAndWaitForResponseAsync(() => counter.Page.GetByText("English", new PageGetByTextOptions { Exact = true }).ClickAsync(), answer => answer.Request.Method == "PUT");

        await Expect(counter.Page.GetByText("Scan the goods")).ToBeVisibleAsync();
        await counter.Page.ReloadAsync();
        await Expect(counter.Page.GetByText("Scan the goods")).ToBeVisibleAsync();
        Assert.Equal("en", await counter.Page.EvaluateAsync<string>("document.documentElement.lang"));
    }

    [Fact]
    public async Task A_phone_sells_too_and_nothing_is_wider_than_its_screen()
    {
        await using var counter = await (await shop.Open(phone: true)).AtTheTill();
        await counter.Take(Counter.Water);
        await Expect(counter.Total).ToContainTextAsync("2.00");
        Assert.True(await Fits(counter), "The till is wider than the phone.");

        await counter.Button("收款").First.ClickAsync();
        await Expect(counter.Page.GetByTestId("due")).ToBeVisibleAsync();
        Assert.True(await Fits(counter), "The payment is wider than the phone.");
        await counter.Button("完成收款").ClickAsync();

        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync();
        Assert.True(await Fits(counter), "The receipt is wider than the phone.");
        Assert.Single(await counter.Sales());
    }

    private static Task<bool> Fits(Counter counter) => counter.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth");

    [Fact]
    public async Task A_discount_on_the_line_is_asked_for_with_its_reason_and_shown_before_the_money()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.BigWater);
        await counter.Page.Keyboard.PressAsync("Insert");
        await counter.Dialog.GetByText("10 %").ClickAsync();
        await counter.Dialog.GetByText("包装破损").ClickAsync();
        await counter.Choice("确定").ClickAsync();

        await Expect(counter.Total).ToContainTextAsync("3.60");
        await Expect(counter.Page.GetByTestId("discount")).ToContainTextAsync("0.40");
        await Expect(counter.Lines).ToContainTextAsync("包装破损");
        await counter.Page.Keyboard.PressAsync("F9");
        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync();
        Assert.Equal(3.60m, Assert.Single(await counter.Sales()).GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task Goods_are_exchanged_on_one_ticket_and_only_the_difference_is_paid()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.Water);
        await counter.Page.Keyboard.PressAsync("F9");
        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync();
        await counter.Page.Keyboard.PressAsync("Enter");

        await counter.Page.Keyboard.PressAsync("F6");
        await counter.Dialog.GetByText("1-000001").ClickAsync();
        await counter.Button("退货").Last.ClickAsync();
        await counter.Page.GetByLabel("退 农夫山泉饮用天然水 550ml").ClickAsync();
        await Expect(counter.Page.GetByTestId("refund")).ToContainTextAsync("2.00");
        await counter.Button("不想要了").ClickAsync();
        await counter.Button("换货").ClickAsync();
        await counter.Scan(Counter.BigWater);

        await Expect(counter.Lines).ToHaveCountAsync(2);
        await Expect(counter.Page.Locator(".till-line-back")).ToContainTextAsync("2.00");
        await Expect(counter.Total).ToContainTextAsync("2.00");
        await counter.Page.Keyboard.PressAsync("F9");
        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync();
        Assert.Equal(
            [("Exchange", 2.00m), ("Sale", 2.00m)],
            (await counter.Sales()).Select(sale => (sale.GetProperty("kind").GetString(), sale.GetProperty("total").GetDecimal())));
    }
}
