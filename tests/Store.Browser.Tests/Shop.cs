using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Store.Tests.Processes;

namespace Store.Browser.Tests;

/// <summary>The built host with the demo goods, and a Chromium to look at it. Every test opens a store of its own.</summary>
public class Shop : IAsyncLifetime
{
    public const string Password = "sells with a browser";

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static int count;

    private readonly TemporaryFolder folder = new();
    private HostProcess? host;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private Dictionary<string, long> roles = [];

    /// <summary>What its host is started with besides.</summary>
    protected virtual string[] Settings => [];

    /// <summary>Where the devices of its host keep what is theirs.</summary>
    protected string DeviceFolder => folder["devices"];

    /// <summary>Where its host listens.</summary>
    internal Uri Address => host!.Http.BaseAddress!;

    public virtual async Task InitializeAsync()
    {
        // On a busy machine a page takes longer than the five seconds that are usual.
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        browser = await Launch();

        var file = folder["shop.db"];
        var (exitCode, output, errors) = await HostProcess.Run(["demo", .. HostProcess.On(file)]);
        Assert.True(exitCode == 0, output + errors);
        host = await HostProcess.Serve(file, Settings);
        using (var page = await host.Http.GetAsync(new Uri("/", UriKind.Relative)))
            Assert.True(page.Content.Headers.ContentType?.MediaType == "text/html", await page.Content.ReadAsStringAsync());
        await host.SignIn("owner", "demo-owner-1");
        roles = (await host.Get("/api/access/roles")).GetProperty("roles").EnumerateArray()
            .ToDictionary(role => role.GetProperty("name").GetString()!, role => role.GetProperty("roleId").GetInt64(), StringComparer.Ordinal);
    }

    public virtual async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        host?.Dispose();
        folder.Dispose();
    }

    /// <summary>A store with a register and someone who works there, in front of a browser of their own.</summary>
    public async Task<Counter> Open(bool shiftOpen = true, bool phone = false, string role = "manager", Uri? from = null, IBrowser? through = null)
    {
        var number = Next();
        var storeId = (await Post("/api/chain/stores", new
        {
            code = $"B{number}", name = $"浏览器 {number} 店", timeZone = "Asia/Shanghai", currency = "CNY", pricesIncludeTax = true, allowNegativeStock = true, dayEndsMinutes = 0,
        })).GetProperty("storeId").GetInt64();
        return await Counter(storeId, "1", await Person(storeId, role, "小王"), shiftOpen, phone, from, through);
    }

    /// <summary>A register of the store, with someone in front of it.</summary>
    /// <param name="storeId">The store.</param>
    /// <param name="code">Of the register.</param>
    /// <param name="userName">Who is there.</param>
    /// <param name="shiftOpen">Whether they may sell at once.</param>
    /// <param name="phone">Whether it is a phone.</param>
    /// <param name="from">Where its page comes from; the host without it.</param>
    /// <param name="through">The browser, where it is not the one of all tests.</param>
    internal async Task<Counter> Counter(long storeId, string code, string userName, bool shiftOpen, bool phone = false, Uri? from = null, IBrowser? through = null)
    {
        var registerId = (await Post($"/api/checkout/stores/{storeId}/registers", new { code, name = $"收银台 {code}" })).GetProperty("registerId").GetInt64();
        if (shiftOpen)
            await Post($"/api/checkout/stores/{storeId}/shifts", new { registerId, @float = 100 });
        var page = await Browser(phone, from, through);
        return new Counter(this, page.Context, page, storeId, registerId, userName);
    }

    /// <summary>A customer's phone: a browser of its own, in which nobody has signed in.</summary>
    internal Task<IPage> Phone() => Browser(phone: true);

    /// <summary>Someone who works in the store; with a PIN, where one is given. Gives the user name.</summary>
    internal async Task<string> Person(long storeId, string role, string name, string? pin = null)
    {
        var userName = $"browser{Next()}";
        var userId = (await Post("/api/access/users", new { userName, displayName = name, password = Password, grants = new[] { new { roleId = roles[role], storeId } } })).GetProperty("userId").GetInt64();
        if (pin is not null)
            await Put($"/api/access/users/{userId}/pin", new { pin });
        return userName;
    }

    /// <summary>A role of its own, with these permissions; its name.</summary>
    internal async Task<string> GivenRole(params string[] permissions)
    {
        var name = $"role-{Next()}";
        roles[name] = (await Post("/api/access/roles", new { name, permissions })).GetProperty("roleId").GetInt64();
        return name;
    }

    /// <summary>A promotion that takes half off everything in the store, for whoever has the coupon or is in the group.</summary>
    internal async Task HalfPrice(long storeId, string? coupon, params long[] groupIds)
    {
        var promotionId = (await Post("/api/marketing/promotions", new
        {
            name = "半价", kind = "Percent", stacking = "Best", priority = 0, storeIds = new[] { storeId }, from = "2026-01-01T00:00:00", levelIds = Array.Empty<long>(), groupIds, coupon, terms = new { percentOff = 50 },
        })).GetProperty("promotionId").GetInt64();
        await Put($"/api/marketing/promotions/{promotionId}/state", new { state = "Active", version = 1 });
    }

    internal Task<JsonElement> Post(string path, object body) => host!.Post(path, body);

    internal Task<JsonElement> Get(string path) => host!.Get(path);

    internal Task Put(string path, object body) => host!.Put(path, body);

    /// <summary>Waits until something is so that no page tells.</summary>
    internal static async Task Eventually(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(100, patience.Token);
    }

    /// <summary>A Chromium of its own, which is started with these besides.</summary>
    internal Task<IBrowser> Launch(params string[] flags) => playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Chromium(),
        Headless = true,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP *.test 127.0.0.1", .. flags],
    });

    private async Task<IPage> Browser(bool phone, Uri? from = null, IBrowser? through = null)
    {
        var context = await (through ?? browser!).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (from ?? Address).ToString(), Locale = "zh-CN", HasTouch = phone, IsMobile = phone,
            // What still moves when it is clicked may lose the click on a busy machine.
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1366, Height = 768 },
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return page;
    }

    private static string Next() => Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);

    private static string Chromium() => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
        ? File.Exists(named) ? named : throw new InvalidOperationException($"CHROMIUM is {named}, and there is no such file.")
        : Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("The browser tests need Chromium: install Debian's package chromium, or set CHROMIUM to the path of one.");
}

/// <summary>Tests that share a shop run one after the other; two shops work side by side.</summary>
[CollectionDefinition(nameof(Tickets))]
public sealed class Tickets : ICollectionFixture<Shop>;

/// <inheritdoc cref="Tickets"/>
[CollectionDefinition(nameof(Days))]
public sealed class Days : ICollectionFixture<Shop>;

/// <summary>A shop whose host has virtual devices: printer, drawer, scale, scanner and display.</summary>
public sealed class VirtualShop : Shop
{
    protected override string[] Settings => ["--Devices:Virtual=true", $"--Devices:Folder={DeviceFolder}"];

    /// <summary>Does to the devices what hands do.</summary>
    internal Task<JsonElement> Touch(object change) => Post("/api/devices/virtual", change);

    /// <summary>
    /// Puts the devices in order, once all that an earlier test has asked of them is over: its last sale would open the drawer in this one, or keep it from opening, since it is not opened twice
    /// within two seconds; and a paper that nobody decided about would stop it.
    /// </summary>
    internal async Task PutInOrder()
    {
        await Touch(new { power = true, paperMm = 80_000 });
        await Eventually(async () => (await Jobs("state=Queued&state=Printing&state=Held")).Count == 0);
        await Eventually(async () => (await Jobs("kind=Kick&limit=1")).All(kick => kick.GetProperty("createdAt").GetDateTimeOffset() < TimeProvider.System.GetUtcNow().AddSeconds(-2)));
        foreach (var job in await Jobs("state=Uncertain"))
            await Post($"/api/devices/jobs/{job.GetProperty("jobId").GetGuid()}/resolve", new { decision = "Discard" });
        await Touch(new { drawerOpen = false });
    }

    private async Task<IReadOnlyList<JsonElement>> Jobs(string which) => [.. (await Get($"/api/devices/jobs?{which}")).GetProperty("items").EnumerateArray()];
}
