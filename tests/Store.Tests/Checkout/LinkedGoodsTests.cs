using System.Text.Json;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

/// <summary>Kits and deposits on the ticket: what is recorded, what moves in stock, and what comes back of it.</summary>
public sealed class LinkedGoodsTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_kit_is_recorded_as_its_parts_at_their_share_and_any_part_can_come_back()
    {
        var till = await store.GivenTill();
        var (kit, cup, tea) = (await till.Product(25m), await till.Product(20m), await till.Product(5m));
        (await store.Owner(0).Put($"/api/catalog/products/{kit.ProductId}/kit", new
        {
            pricing = "AtKit", version = 1, parts = new[] { new { productId = cup.ProductId, quantity = 1m }, new { productId = tea.ProductId, quantity = 2m } },
        })).Ok();

        var sale = (await till.Sell(
            [new { productId = kit.ProductId, quantity = 2, unitPrice = 25m, discount = new { percent = 10m, reason = "议价" } }], [Till.Cash(45m)], new { total = 45m })).Ok();

        var saleId = sale.GetProperty("saleId").GetInt64();
        var lines = (await till.Owner.Get($"{till.Root}/sales/{saleId}")).Ok().GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal([(cup.ProductId, 2m, 30m), (tea.ProductId, 4m, 15m)], lines.Select(line => (line.GetProperty("productId").GetInt64(), line.Amount("quantity"), line.Amount("total"))));
        Assert.Equal(
            [(cup.ProductId, -2000L), (tea.ProductId, -4000L)],
            await store.Rows<(long, long)>("SELECT ProductId, QuantityMilli FROM inventory.StockMovements WHERE DocumentId = @saleId ORDER BY ProductId", new { saleId }));
        (await till.Return(saleId, [Till.Back(2, 4)], [Till.Cash(15m)])).Ok();
        (await till.Return(saleId, [Till.Back(1, 2)], [Till.Cash(30m)])).Ok();
    }

    [Fact]
    public async Task A_deposit_is_charged_with_the_goods_and_given_back_for_empties_without_a_receipt()
    {
        var till = await store.GivenTill();
        var beer = await till.Product(6m);
        var bottleId = (await store.Owner(0, till.StoreId).Post("/api/catalog/products", new
        {
            code = StoreApp.NewCode("D"), name = "空瓶", unit = "个", taxCode = "NONE", active = true, price = 0.5m, flags = new[] { "Deposit" },
        })).Ok().GetProperty("productId").GetInt64();
        (await store.Owner(0).Put($"/api/catalog/products/{beer.ProductId}/deposit", new { depositProductId = bottleId, quantity = 1m, version = 1 })).Ok();

        var asked = (await till.PriceOf(new { lines = new[] { Till.Line(beer, 3, 6m) }, discount = new { percent = 50m, reason = "活动" } })).Ok();
        var sold = (await till.Sell([Till.Line(beer, 3, 6m)], [Till.Cash(10.5m)], new { discount = new { percent = 50m, reason = "活动" }, total = 10.5m })).Ok();

        // Nothing comes off the deposit: 18.00 at half, and 1.50.
        Assert.Equal((10.5m, 1.5m), (asked.Amount("total"), asked.GetProperty("deposits")[0].Amount("total")));
        Assert.Equal(10.5m, sold.Amount("total"));
        var cashier = store.SignedIn(till.StoreId, "checkout.return");
        var empties = (await cashier.Post($"{till.Root}/returns/without-receipt", new
        {
            saleUuid = Guid.NewGuid(), registerId = till.RegisterId, reason = "退瓶", lines = new[] { new { productId = bottleId, quantity = 3, unitPrice = 0.5m } },
        })).Ok();
        Assert.Equal(-1.5m, empties.Amount("total"));
    }

    [Fact]
    public async Task The_amount_on_a_scales_label_is_charged_and_only_if_the_label_says_it()
    {
        var till = await store.GivenTill();
        var item = $"2{Random.Shared.Next(1000, 9999)}";
        var apples = await store.GivenProduct(till.StoreId, 36.80m, unit: "kg", barcode: item);
        var label = await Label(till, item);

        var (quantity, amount) = (label.Amount("quantity"), label.Amount("labelAmount"));
        object line(decimal charged) => new { productId = apples.ProductId, quantity, unitPrice = 36.80m, barcode = label.GetProperty("barcode").GetString(), labelAmount = charged };
        var sold = (await till.Sell([line(amount)], [Till.Cash(amount)], new { total = amount })).Ok();

        Assert.Equal(12.50m, sold.Amount("total"));
        Assert.Equal("line.label_differs", (await till.Sell([line(0.01m)], [Till.Cash(0.01m)], new { })).Code);
    }

    private async Task<JsonElement> Label(Till till, string item)
    {
        var digits = $"23{item}01250";
        return (await store.LookUp(till.StoreId, digits + global::Store.Catalog.Barcodes.Gtin.CheckDigit(digits))).Ok();
    }
}
