using FsCheck;
using FsCheck.Fluent;
using Store.Catalog.Products;

namespace Store.Tests.Catalog;

/// <summary>What a pack holds, and what by that a label says for 100 g or a litre.</summary>
public sealed class NetContentTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData("12.90", "500", "g", null, "25.80")]
    [InlineData("12.90", "500", "g", "100g", "2.58")]
    [InlineData("9.99", "0.33", "l", "100ml", "3.03")]
    [InlineData("5.00", "330", "ml", null, "15.15")]
    [InlineData("1.00", "3", "piece", null, "0.33")]
    [InlineData("0.01", "30", "kg", "100g", "0.00")]
    [InlineData("2.00", "0", "", null, null)]
    public void The_price_to_compare_is_rounded_once(string price, string amount, string unit, string? per, string? compared)
    {
        var content = new NetContent(Quantity.FromDecimal(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)), unit, per).Normal();

        Assert.Equal(compared, content.Compare(Money.FromDecimal(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture)))?.ToString());
    }

    [Fact]
    public void Grams_and_kilograms_say_the_same() => Prop.ForAll(
        Gen.Choose(1, 1_000_000).ToArbitrary(), Gen.Choose(1, 50_000).ToArbitrary(), (minor, grams) =>
            new NetContent(new Quantity(grams * Quantity.PerUnit), "g", "100g").Compare(new Money(minor)) == new NetContent(new Quantity(grams), "kg", "100g").Compare(new Money(minor)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_label_says_what_a_kilogram_costs()
    {
        var (storeId, code) = (await store.GivenStore(), StoreApp.NewCode("N"));
        var productId = (await store.Owner(0).Post("/api/catalog/products", new
        {
            code, name = "饼干", unit = "包", taxCode = "NONE", price = 12.9m, content = new { amount = 500m, unit = "g" },
        })).Ok().GetProperty("productId").GetInt64();
        async Task<(decimal?, string?)> Label()
        {
            var label = (await store.SignedIn(storeId, "catalog.print-labels").Post($"/api/catalog/stores/{storeId}/labels/print", new { productIds = new[] { productId }, hours = 0 }))
                .Ok().GetProperty("labels")[0];
            return (label.GetProperty("unitPrice").ValueKind == System.Text.Json.JsonValueKind.Null ? null : label.GetProperty("unitPrice").GetDecimal(), label.GetProperty("unitPricePer").GetString());
        }

        Assert.Equal((25.8m, "kg"), await Label());
        (await Change(productId, new { amount = 500m, unit = "g", per = "100g" })).Ok();
        Assert.Equal((2.58m, "100g"), await Label());
        (await Change(productId, null)).Ok();
        Assert.Equal((2.58m, "100g"), await Label());
        (await Change(productId, new { amount = 0m, unit = "" })).Ok();
        Assert.Equal((null, null), await Label());
    }

    [Fact]
    public async Task A_content_that_makes_no_sense_is_refused()
    {
        var product = await store.GivenProduct(0);

        Assert.Equal(400, (await Change(product.ProductId, new { amount = 500m, unit = "斤" })).Status);
        Assert.Equal(400, (await Change(product.ProductId, new { amount = 500m, unit = "g", per = "l" })).Status);
        Assert.Equal(400, (await Change(product.ProductId, new { amount = -1m, unit = "g" })).Status);
    }

    private async Task<StoreApp.Reply> Change(long productId, object? content)
    {
        var old = (await store.Owner(0).Get($"/api/catalog/products/{productId}")).Ok();
        return await store.Owner(0).Put($"/api/catalog/products/{productId}", new
        {
            code = old.GetProperty("code").GetString(), name = "饼干", unit = old.GetProperty("unit").GetString(), taxCode = "NONE", active = true, version = old.GetProperty("version").GetInt32(), content,
        });
    }
}
