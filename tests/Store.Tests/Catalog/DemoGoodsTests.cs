using Microsoft.Extensions.DependencyInjection;
using Store.Catalog.Barcodes;
using Store.Catalog.Demo;
using Store.Kernel.Modules;

namespace Store.Tests.Catalog;

public sealed class DemoGoodsTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task The_demo_supermarket_sells_goods_with_prices_taxes_and_sound_barcodes()
    {
        await store.InScope(async services =>
        {
            await services.GetServices<IDemoPart>().Single(part => part is StockTheShelves).Fill(CancellationToken.None);
            return true;
        });
        var storeId = await store.GivenStore();

        var barcodes = await store.Rows<string>("SELECT Barcode FROM catalog.Barcodes");
        Assert.InRange((await store.Rows<long>("SELECT ProductId FROM catalog.Products")).Count, 450, 600);
        Assert.All(barcodes, barcode => Assert.True(Gtin.CheckDigitIsRight(barcode) && barcode.TrimStart('1').StartsWith("69", StringComparison.Ordinal), barcode));
        Assert.Equal(["V0", "V13", "V9"], (await store.Rows<string>("SELECT DISTINCT t.Code FROM catalog.Products p JOIN catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId")).Order(StringComparer.Ordinal));
        Assert.Contains("可口可乐 500ml", await store.Search(storeId, "kkkl 500"));
        Assert.Equal(["香蕉"], await store.Search(storeId, "xiangjiao xj".Split(' ')[1] + " 香蕉"));
        Assert.All((await store.Rows<string>("SELECT Unit FROM catalog.Products WHERE Spec = '散装'")), unit => Assert.Equal("kg", unit));
    }
}
