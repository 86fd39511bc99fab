using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Store.Kernel.Values;

namespace Store.Benchmarks;

/// <summary>The demo chain's first store, seen by a program over HTTP.</summary>
internal sealed class Shop(Uri address)
{
    private readonly HttpClient owner = new() { BaseAddress = address };

    public long StoreId { get; private set; }

    public async Task SignIn(CancellationToken cancellationToken)
    {
        owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token("owner", "demo-owner-1", cancellationToken));
        StoreId = (await Get("/api/chain/stores", cancellationToken)).GetProperty("stores").EnumerateArray()
            .First(store => store.GetProperty("code").GetString() == "S01").GetProperty("storeId").GetInt64();
    }

    public Task<string> CashierToken(CancellationToken cancellationToken) => Token("cashier1", "demo-cashier-1", cancellationToken);

    private async Task<string> Token(string userName, string password, CancellationToken cancellationToken) =>
        (await Post("/api/access/sign-in", new { userName, password, kind = "bearer" }, cancellationToken)).GetProperty("token").GetString()!;

    /// <summary>Goods with a price, and more of each in stock than can be sold.</summary>
    public async Task<long[]> Goods(int count, decimal price, CancellationToken cancellationToken)
    {
        var products = new long[count];
        for (var i = 0; i < count; i++)
        {
            products[i] = (await Post(
                "/api/catalog/products", new { code = $"BENCH{i:D6}", name = $"Benchmark goods {i}", unit = "pc", taxCode = "NONE", barcodes = Array.Empty<object>(), price, active = true },
                cancellationToken)).GetProperty("productId").GetInt64();
        }

        foreach (var some in products.Chunk(200))
        {
            await Post($"/api/inventory/stores/{StoreId}/receipts", new
            {
                documentUuid = Guid.NewGuid(), lines = some.Select(productId => new { productId, quantity = 90_000, cost = 90_000 * price / 2 }),
            }, cancellationToken);
        }

        return products;
    }

    /// <summary>A register with an open shift.</summary>
    public async Task<(long RegisterId, long ShiftId)> Register(string code, CancellationToken cancellationToken)
    {
        var registerId = (await Post($"/api/checkout/stores/{StoreId}/registers", new { code, name = code }, cancellationToken)).GetProperty("registerId").GetInt64();
        var shift = await Post($"/api/checkout/stores/{StoreId}/shifts", new { registerId, @float = 100m }, cancellationToken);
        return (registerId, shift.GetProperty("shiftId").GetInt64());
    }

    /// <summary>Closes a shift with what was counted.</summary>
    public Task Close(long shiftId, decimal counted, CancellationToken cancellationToken) =>
        Post($"/api/checkout/stores/{StoreId}/shifts/{shiftId}/close", new { counted }, cancellationToken);

    /// <summary>Makes a promotion of the whole chain and activates it.</summary>
    public async Task Run(object promotion, CancellationToken cancellationToken)
    {
        var made = await Post("/api/marketing/promotions", promotion, cancellationToken);
        await Put($"/api/marketing/promotions/{made.GetProperty("promotionId").GetInt64()}/state", new { state = "Active", version = 1 }, cancellationToken);
    }

    /// <summary>Members with points and stored value to pay with, who earn a point for each unit of money.</summary>
    public async Task<long[]> Members(int count, long registerId, CancellationToken cancellationToken)
    {
        const decimal TopUp = 5000m;
        var kept = await Get("/api/loyalty/points/program", cancellationToken);
        await Put("/api/loyalty/points/program", new
        {
            program = new { active = true, pointsPerUnit = 1, rounding = "Down", minOrder = 0, vestingDays = 0, lifetimeDays = 365, payRate = 100, minPoints = 0, maxPercent = 100, excludedGroupIds = Array.Empty<long>(), belowZero = true },
            version = kept.GetProperty("version").GetInt32(),
        }, cancellationToken);
        var productId = (await Post("/api/catalog/products", new { code = "TOPUP", name = "Top-up", unit = "pc", taxCode = "NONE", price = TopUp, flags = new[] { "Value" } }, cancellationToken)).GetProperty("productId").GetInt64();
        await Put($"/api/loyalty/value-products/{productId}", new { kind = "TopUp", name = "Top-up", uses = 0 }, cancellationToken);
        var members = new long[count];
        for (var i = 0; i < count; i++)
        {
            members[i] = (await Post("/api/members/members", new { name = $"Member {i}" }, cancellationToken)).GetProperty("memberId").GetInt64();
            await Post($"/api/loyalty/stores/{StoreId}/members/{members[i]}/points/adjustments", new { points = 100_000, reason = "Benchmark" }, cancellationToken);
            await Post($"/api/checkout/stores/{StoreId}/sales", new
            {
                saleUuid = Guid.NewGuid(), registerId, lines = new[] { new { productId, quantity = 1, unitPrice = TopUp } }, payments = new[] { new { tender = "Cash", amount = TopUp } }, memberId = members[i],
            }, cancellationToken);
        }

        return members;
    }

    public async Task<JsonElement> Get(string path, CancellationToken cancellationToken)
    {
        using var answer = await owner.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return await Read(answer, cancellationToken);
    }

    private async Task<JsonElement> Post(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await owner.PostAsJsonAsync(path, body, ValueJson.Stored, cancellationToken);
        return await Read(answer, cancellationToken);
    }

    private async Task Put(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await owner.PutAsJsonAsync(path, body, ValueJson.Stored, cancellationToken);
        await Read(answer, cancellationToken);
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
