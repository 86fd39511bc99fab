using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Store.Tests.Processes;

namespace Store.Browser.Tests;

/// <summary>The built host with the demo goods, and a Chromium to look at it. Every test opens a store of its own.</summary>
public sealed class Shop : IAsyncLifetime
{
    public const string Password = "sells with a browser";

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static int count;

    private readonly TemporaryFolder folder = new();
    private HostProcess? host;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private long managerRoleId;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium(),
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });

        var file = folder["shop.db"];
        var (exitCode, output, errors) = await HostProcess.Run(["demo", .. HostProcess.On(file)]);
        Assert.True(exitCode == 0, output + errors);
        host = await HostProcess.Serve(file);
        using (var page = await host.Http.GetAsync(new Uri("/", UriKind.Relative)))
            Assert.True(page.Content.Headers.ContentType?.MediaType == "text/html", await page.Content.ReadAsStringAsync());
        await host.SignIn("owner", "demo-owner-1");
        managerRoleId = (await host.Get("/api/access/roles")).GetProperty("roles").EnumerateArray().First(role => role.GetProperty("name").GetString() == "manager").GetProperty("roleId").GetInt64();
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        host?.Dispose();
        folder.Dispose();
    }

    /// <summary>A store with a register and someone who works there, in front of a browser of their own.</summary>
    public async Task<Counter> Open(bool shiftOpen = true, bool phone = false)
    {
        var number = Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);
        var storeId = (await host!.Post("/api/chain/stores", new
        {
            code = $"B{number}", name = $"浏览器 {number} 店", timeZone = "Asia/Shanghai", currency = "CNY", pricesIncludeTax = true, allowNegativeStock = true, dayEndsMinutes = 0,
        })).GetProperty("storeId").GetInt64();
        var registerId = (await host.Post($"/api/checkout/stores/{storeId}/registers", new { code = "1", name = "收银台 1" })).GetProperty("registerId").GetInt64();
        if (shiftOpen)
            await host.Post($"/api/checkout/stores/{storeId}/shifts", new { registerId, @float = 100 });
        var userName = $"browser{number}";
        await host.Post("/api/access/users", new { userName, displayName = "小王", password = Password, grants = new[] { new { roleId = managerRoleId, storeId } } });

        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = host.Http.BaseAddress!.ToString(), Locale = "zh-CN", HasTouch = phone, IsMobile = phone,
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1366, Height = 768 },
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return new Counter(this, context, page, storeId, registerId, userName);
    }

    /// <summary>The sales and returns of a store, newest first.</summary>
    internal async Task<IReadOnlyList<JsonElement>> Sales(long storeId) => [.. (await host!.Get($"/api/checkout/stores/{storeId}/sales")).GetProperty("items").EnumerateArray()];

    private static string Chromium() => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
        ? File.Exists(named) ? named : throw new InvalidOperationException($"CHROMIUM is {named}, and there is no such file.")
        : Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("The browser tests need Chromium: install Debian's package chromium, or set CHROMIUM to the path of one.");
}
