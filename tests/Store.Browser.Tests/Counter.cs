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
        await page.AddInitScriptAsync($"localStorage.setItem('store.register.{storeId.ToString(CultureInfo.InvariantCulture)}', '{registerId.ToString(CultureInfo.InvariantCulture)}')");
        await SignIn();
        await Assertions.Expect(page.GetByText("请扫描商品")).ToBeVisibleAsync();
        return this;
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

    public Task<IReadOnlyList<JsonElement>> Sales() => shop.Sales(storeId);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
