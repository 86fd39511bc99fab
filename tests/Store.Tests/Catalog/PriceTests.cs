namespace Store.Tests.Catalog;

public sealed class PriceTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_stores_own_price_beats_the_chains()
    {
        var (here, there) = (await store.GivenStore(), await store.GivenStore());
        var product = await store.GivenProduct(here, price: null);
        (await store.PutPrice(here, product.ProductId, 3.00m, priceStoreId: 0)).Ok();
        (await store.PutPrice(here, product.ProductId, 2.80m)).Ok();

        Assert.Equal(2.80m, (await store.LookUp(here, product.Code)).Ok().Price());
        Assert.Equal(3.00m, (await store.LookUp(there, product.Code)).Ok().Price());
    }
}
