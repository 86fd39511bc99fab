using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Store.Browser.Tests;

/// <summary>A person at a till: what they do and what they see.</summary>
public sealed class Counter(Shop shop, IBrowserContext context, IPage page, long storeId, long registerId, string userName) : IAsyncDisposable
{
    /// <summary>农夫山泉饮用天然水 550ml, 2.00.</summary>
    public const string Water = "6901000000011";

    /// <summary>农夫山泉饮用天然水 1.5L, 4.00.</summary>
    public const string BigWater = "6901000000035";

    public IPage Page => page;

    public ILocator Lines => page.GetByRole(AriaRole.List).Locator(".till-line");

    public ILocator Total => page.GetByTestId("total");

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex(Regex.Escape(name), RegexOptions.None, TimeSpan.FromSeconds(1)) });

    public long StoreId => storeId;

    public long RegisterId => registerId;

    public Shop Shop => shop;

    /// <summary>Something to click with this whole name, in what is on top.</summary>
    public ILocator Choice(string name, AriaRole role = AriaRole.Button) =>
        page.GetByRole(role, new PageGetByRoleOptions { NameRegex = new Regex($"^(?:[A-Z]+\\d*)?{Regex.Escape(name)}$", RegexOptions.None, TimeSpan.FromSeconds(1)) }).Last;

    public Task Press(string key) => page.Keyboard.PressAsync(key);

    public async Task SignIn()
    {
        await page.GotoAsync("/till");
        await page.GetByLabel("用户名").FillAsync(userName);
        await page.GetByLabel("密码").FillAsync(Shop.Password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("^登\\s?录$", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
    }

    /// <summary>Signed in, at the register, with an open shift.</summary>
    public async Task<Counter> AtTheTill()
    {
        await AtTheRegister();
        await Ready();
        return this;
    }

    /// <summary>Signed in, at the register, whatever it shows.</summary>
    public async Task<Counter> AtTheRegister()
    {
        await page.AddInitScriptAsync($"localStorage.setItem('store.register.{storeId.ToString(CultureInfo.InvariantCulture)}', '{registerId.ToString(CultureInfo.InvariantCulture)}')");
        var answer = await context.APIRequest.PostAsync("/api/access/sign-in", new APIRequestContextOptions { DataObject = new { userName, password = Shop.Password, kind = "cookie" } });
        Assert.True(answer.Ok, await answer.TextAsync());
        await page.GotoAsync("/till");
        return this;
    }

    /// <summary>The same person at another register of the store.</summary>
    public Task<Counter> AtAnotherRegister(bool shiftOpen = true) => shop.Counter(storeId, "2", userName, shiftOpen);

    /// <summary>The till waits for goods.</summary>
    public Task Ready() => Assertions.Expect(page.GetByText("请扫描商品")).ToBeVisibleAsync();

    /// <summary>Takes exact cash, and goes on to the next customer.</summary>
    public async Task TakeExactCash()
    {
        await Press("F9");
        await NextCustomer();
    }

    /// <summary>Sees the receipt, and goes on to the next customer.</summary>
    public async Task NextCustomer()
    {
        await Assertions.Expect(page.GetByTestId("change-given")).ToBeVisibleAsync();
        await Press("Enter");
        await Ready();
    }

    public async Task Choose(string label, string option)
    {
        await page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).ClickAsync();
        await page.Locator(".ant-select-item-option").GetByText(option, new LocatorGetByTextOptions { Exact = true }).ClickAsync();
    }

    /// <summary>What a scanner that types does: the code in quick succession, and Enter. All keys at once, so that a busy machine does not look like a slow typist.</summary>
    public Task Scan(string code) => page.EvaluateAsync(
        "keys => { for (const key of keys) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })); }",
        code.Select(key => key.ToString()).Append("Enter").ToArray());

    /// <summary>Scans, and waits until so many lines are there.</summary>
    public async Task Take(params string[] codes)
    {
        foreach (var code in codes)
            await Scan(code);
        await Assertions.Expect(Lines).ToHaveCountAsync(codes.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>What the API says about the store.</summary>
    public Task<JsonElement> Api(string path) => shop.Get($"/api/checkout/stores/{storeId.ToString(CultureInfo.InvariantCulture)}/{path}");

    /// <summary>The rows of a list of the API.</summary>
    public async Task<IReadOnlyList<JsonElement>> Rows(string path) => [.. (await Api(path)).GetProperty("items").EnumerateArray()];

    /// <summary>The sales and returns of the store, newest first.</summary>
    public Task<IReadOnlyList<JsonElement>> Sales() => Rows("sales");

    /// <summary>The only sale, with its lines.</summary>
    public async Task<JsonElement> Sale() => await Api($"sales/{Assert.Single(await Sales()).GetProperty("saleId").GetInt64().ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The only shift of the store.</summary>
    public async Task<JsonElement> Shift() =>
        await Api($"shifts/{Assert.Single(await Rows("shifts")).GetProperty("shiftId").GetInt64().ToString(CultureInfo.InvariantCulture)}");

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}

internal static class Figures
{
    public static decimal Amount(this JsonElement element, string name) => element.GetProperty(name).GetDecimal();

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();
}
