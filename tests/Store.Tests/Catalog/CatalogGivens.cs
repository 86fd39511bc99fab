using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Identifiers;

namespace Store.Tests.Catalog;

/// <summary>Goods for tests.</summary>
public static class CatalogGivens
{
    private static int barcodes;

    /// <summary>A new product with a code nobody else has; with a price for the store alone (0: the whole chain), if one is given.</summary>
    public static async Task<GivenProduct> GivenProduct(
        this StoreApp store, long storeId, decimal? price = 2.50m, string name = "测试商品", string taxCode = "NONE", string unit = "件", string? barcode = null, bool active = true)
    {
        var code = StoreApp.NewCode("P");
        var made = (await store.Owner(storeId).Post("/api/catalog/products", new
        {
            code, name, brand = "", spec = "", unit, categoryId = (long?)null, taxCode, barcodes = barcode is null ? [] : new[] { new { barcode, unit = (string?)null, factor = 1m } }, active,
        })).Ok();
        var productId = made.GetProperty("productId").GetInt64();
        var priceId = price is null ? 0 : (await store.PutPrice(storeId, productId, price.Value)).Ok().GetProperty("priceId").GetInt64();
        return new GivenProduct(productId, code, priceId);
    }

    /// <summary>A new tax code at a rate in percent.</summary>
    public static async Task<string> GivenTaxCode(this StoreApp store, decimal rate)
    {
        var code = StoreApp.NewCode("VAT");
        (await store.Owner(0).Post("/api/catalog/tax-codes", new { code, name = "测试税码", rate })).Ok();
        return code;
    }

    /// <summary>Sets a store's own price (or with <paramref name="priceStoreId"/> 0 the chain's) as its owner.</summary>
    public static Task<StoreApp.Reply> PutPrice(
        this StoreApp store, long storeId, long productId, decimal price, long? priceStoreId = null, string? from = null, string? to = null) =>
        store.Owner([.. new[] { storeId, 0 }.Distinct()]).Put($"/api/catalog/products/{productId}/price", new { storeId = priceStoreId ?? storeId, price, from, to, reason = "测试" });

    /// <summary>What a till in the store finds for a code.</summary>
    public static Task<StoreApp.Reply> LookUp(this StoreApp store, long storeId, string code) =>
        store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/stores/{storeId}/lookup?code={Uri.EscapeDataString(code)}");

    /// <summary>The names that a search in the store finds, in order.</summary>
    public static async Task<string[]> Search(this StoreApp store, long storeId, string text, int limit = 20) =>
        [.. (await store.SignedIn(storeId, "catalog.view").Get($"/api/catalog/stores/{storeId}/search?limit={limit}&text={Uri.EscapeDataString(text)}"))
            .Ok().GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    /// <summary>A valid EAN-13 that no other test has.</summary>
    public static string NewBarcode()
    {
        var digits = $"690{Interlocked.Increment(ref barcodes):D9}";
        return digits + Store.Catalog.Barcodes.Gtin.CheckDigit(digits);
    }

    /// <summary>Moves the clock on; the host's lease of its node number, which lasts minutes, is taken anew.</summary>
    public static Task Later(this StoreApp store, TimeSpan by)
    {
        store.Clock.Advance(by);
        return store.Services.GetRequiredService<NodeLease>().Take(CancellationToken.None);
    }

    public static decimal Price(this JsonElement element) => element.GetProperty("price").GetDecimal();
}

/// <param name="ProductId">The product.</param>
/// <param name="Code">Its item code.</param>
/// <param name="PriceId">The version of its price; 0 without one.</param>
public sealed record GivenProduct(long ProductId, string Code, long PriceId);
