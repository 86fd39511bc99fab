using System.Text.Json;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

/// <summary>Tills and sales for tests.</summary>
public static class CheckoutGivens
{
    /// <summary>A store of its own with one register and an open shift.</summary>
    public static async Task<Till> GivenTill(this StoreApp store, decimal openingFloat = 100m, bool pricesIncludeTax = true, bool allowNegativeStock = true)
    {
        var storeId = await store.GivenStore(pricesIncludeTax, allowNegativeStock);
        return await store.GivenTillIn(storeId, openingFloat);
    }

    /// <summary>One more register with an open shift.</summary>
    public static async Task<Till> GivenTillIn(this StoreApp store, long storeId, decimal openingFloat = 100m)
    {
        var owner = store.Owner(storeId);
        var registerId = (await owner.Post($"/api/checkout/stores/{storeId}/registers", new { code = StoreApp.NewCode("R"), name = "收银台" })).Ok().GetProperty("registerId").GetInt64();
        var shiftId = (await owner.Post($"/api/checkout/stores/{storeId}/shifts", new { registerId, @float = openingFloat })).Ok().GetProperty("shiftId").GetInt64();
        return new Till(store, owner, storeId, registerId, shiftId);
    }

    public static decimal Amount(this JsonElement element, string name) => element.GetProperty(name).GetDecimal();
}

/// <summary>A register with an open shift, in the hands of someone who may do everything in its store.</summary>
public sealed record Till(StoreApp Store, StoreApp.Client Owner, long StoreId, long RegisterId, long ShiftId)
{
    public string Root => $"/api/checkout/stores/{StoreId}";

    public Task<GivenProduct> Product(decimal price, string taxCode = "NONE") => Store.GivenProduct(StoreId, price, taxCode: taxCode);

    /// <summary>A product with more said about it, such as flags.</summary>
    public async Task<GivenProduct> Special(decimal price, object more)
    {
        var code = StoreApp.NewCode("S");
        var body = JsonSerializer.SerializeToNode(new { code, name = "特别商品", unit = "件", taxCode = "NONE", price })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more)!.AsObject().ToList())
            body[name] = value?.DeepClone();
        return new GivenProduct((await Owner.Post("/api/catalog/products", body)).Ok().GetProperty("productId").GetInt64(), code, PriceId: 0);
    }

    /// <summary>Sells one product for cash handed over, or paid by other tenders.</summary>
    public Task<StoreApp.Reply> Sell(GivenProduct product, decimal quantity, decimal unitPrice, decimal cash, Guid? saleUuid = null) =>
        Sell([Line(product, quantity, unitPrice)], [Cash(cash)], saleUuid);

    public Task<StoreApp.Reply> Sell(object[] lines, object[] payments, Guid? saleUuid = null, StoreApp.Client? by = null) =>
        (by ?? Owner).Post($"{Root}/sales", new { saleUuid = saleUuid ?? Guid.NewGuid(), registerId = RegisterId, lines, payments });

    /// <summary>Sells with everything a ticket may carry besides, given as further properties of the body.</summary>
    public Task<StoreApp.Reply> Sell(object[] lines, object[] payments, object more, StoreApp.Client? by = null)
    {
        var body = JsonSerializer.SerializeToNode(new { saleUuid = Guid.NewGuid(), registerId = RegisterId, lines, payments }, ValueJson.Stored)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more, ValueJson.Stored)!.AsObject().ToList())
            body[name] = value?.DeepClone();
        return (by ?? Owner).Post($"{Root}/sales", body);
    }

    public Task<StoreApp.Reply> PriceOf(object body, StoreApp.Client? by = null) => (by ?? Owner).Post($"{Root}/baskets/price", body);

    public Task<StoreApp.Reply> Return(long saleId, object[] lines, object[] refunds, Guid? saleUuid = null, StoreApp.Client? by = null) => (by ?? Owner).Post(
        $"{Root}/returns", new { saleUuid = saleUuid ?? Guid.NewGuid(), registerId = RegisterId, originalSaleId = saleId, reason = "不合适", lines, refunds });

    public Task<StoreApp.Reply> CloseShift(decimal counted) => Owner.Post($"{Root}/shifts/{ShiftId}/close", new { counted });

    /// <summary>Puts cash into the drawer or takes it out.</summary>
    public Task<StoreApp.Reply> Move(string kind, decimal amount, object? more = null)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(new { movementUuid = Guid.NewGuid(), kind, amount, reason = "测试" })!.AsObject();
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
            body[name] = value?.DeepClone();
        return Owner.Post($"{Root}/shifts/{ShiftId}/cash-movements", body);
    }

    /// <summary>The shift, as a manager sees it.</summary>
    public async Task<JsonElement> Shift() => (await Owner.Get($"{Root}/shifts/{ShiftId}")).Ok();

    public static object Line(GivenProduct product, decimal quantity, decimal unitPrice) => new { productId = product.ProductId, quantity, unitPrice };

    public static object Cash(decimal amount) => Paid("Cash", amount);

    public static object Paid(string tender, decimal amount, string? reference = null) => new { tender, amount, reference };

    public static object Back(int lineNumber, decimal quantity) => new { lineNumber, quantity };
}
