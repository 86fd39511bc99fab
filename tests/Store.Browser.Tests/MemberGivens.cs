using System.Globalization;

namespace Store.Browser.Tests;

/// <summary>Members with what they have, for tests.</summary>
internal static class MemberGivens
{
    private static int products;

    /// <summary>A member with points and stored value, whose PIN is asked for at any amount.</summary>
    public static async Task<long> GivenMember(this Shop shop, Counter counter, string phone, int points, decimal value, string pin)
    {
        var store = counter.StoreId.Text();
        var memberId = (await shop.Post($"/api/members/stores/{store}/members", new { phone, name = $"会员 {phone}" })).GetProperty("memberId").GetInt64();
        var program = await shop.Get("/api/loyalty/points/program");
        await shop.Put("/api/loyalty/points/program", new
        {
            program = new
            {
                active = true, pointsPerUnit = 1, rounding = "Down", minOrder = 0, vestingDays = 0, lifetimeDays = (int?)null, payRate = 100, minPoints = 0, maxPoints = (long?)null, maxPercent = 100,
                excludedGroupIds = Array.Empty<long>(), belowZero = true,
            },
            version = program.GetProperty("version").GetInt32(),
        });
        if (points > 0)
            await shop.Post($"/api/loyalty/stores/{store}/members/{memberId.Text()}/points/adjustments", new { points, reason = "开户" });
        if (value == 0m)
            return memberId;
        var settings = await shop.Get("/api/loyalty/value-settings");
        await shop.Put("/api/loyalty/value-settings", new { spendOrder = "PrincipalFirst", pinAbove = 0, holdMinutes = 10, changeUpTo = 50, version = settings.GetProperty("version").GetInt32() });
        await shop.Put($"/api/loyalty/members/{memberId.Text()}/value/pin", new { pin });
        await shop.SellValue(await shop.GivenValueProduct("TopUp", value), value, memberId);
        return memberId;
    }

    /// <summary>Sells value at another store's till.</summary>
    public static async Task SellValue(this Shop shop, string barcode, decimal amount, long? memberId = null, string? cardCode = null)
    {
        await using var other = await shop.Open();
        await other.Sell(barcode, amount, memberId, cardCode);
    }

    /// <summary>Sells one piece for cash, without the page.</summary>
    public static async Task Sell(this Counter counter, string barcode, decimal amount, long? memberId, string? cardCode = null)
    {
        var store = counter.StoreId.Text();
        var product = await counter.Shop.Get($"/api/catalog/stores/{store}/lookup?code={barcode}");
        await counter.Shop.Post($"/api/checkout/stores/{store}/sales", new
        {
            saleUuid = Guid.NewGuid(), registerId = counter.RegisterId, memberId, lines = new[] { new { productId = product.GetProperty("productId").GetInt64(), quantity = 1, unitPrice = amount, cardCode } },
            payments = new[] { new { tender = "Cash", amount } },
        });
    }

    /// <summary>A product that sells value; its barcode.</summary>
    public static async Task<string> GivenValueProduct(this Shop shop, string kind, decimal price)
    {
        var barcode = string.Create(CultureInfo.InvariantCulture, $"8800{Interlocked.Increment(ref products):000000}");
        var productId = (await shop.Post("/api/catalog/products", new
        {
            code = barcode, name = kind, unit = "张", categoryId = (long?)null, taxCode = "NONE", barcodes = new[] { new { barcode, unit = (string?)null, factor = 1 } }, price, active = true, flags = new[] { "Value" },
        })).GetProperty("productId").GetInt64();
        await shop.Put($"/api/loyalty/value-products/{productId.Text()}", new { kind, name = kind, uses = 0 });
        return barcode;
    }
}
