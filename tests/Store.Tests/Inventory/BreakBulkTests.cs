using Store.Tests.Catalog;

namespace Store.Tests.Inventory;

/// <summary>Packs that are opened.</summary>
public sealed class BreakBulkTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task What_leaves_with_the_packs_comes_in_with_their_content_to_the_cent()
    {
        var (storeId, carton, bottle) = await Given(24);
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (carton, 3, 100m))).Ok();

        var broken = (await Break(storeId, Guid.NewGuid(), carton, 1)).Ok();
        (await Break(storeId, Guid.NewGuid(), carton, 2)).Ok();

        Assert.Equal((33.33m, 24m, bottle), (broken.GetProperty("value").GetDecimal(), broken.GetProperty("quantity").GetDecimal(), broken.GetProperty("productId").GetInt64()));
        Assert.Equal((0m, 0m), await store.StockOf(storeId, carton));
        Assert.Equal((72m, 100m), await store.StockOf(storeId, bottle));
        Assert.Empty(await store.Broken("", storeId));
    }

    [Fact]
    public async Task The_same_document_again_moves_nothing()
    {
        var (storeId, carton, bottle) = await Given(6);
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (carton, 5, 50m))).Ok();
        var documentUuid = Guid.NewGuid();

        var (first, again) = (await Break(storeId, documentUuid, carton, 2), await Break(storeId, documentUuid, carton, 2));

        Assert.Equal(first.Ok().GetRawText(), again.Ok().GetRawText());
        Assert.Equal((12m, 20m), await store.StockOf(storeId, bottle));
    }

    [Fact]
    public async Task Of_many_who_open_the_last_pack_one_does()
    {
        var (storeId, carton, bottle) = await Given(10, allowNegativeStock: false);
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (carton, 1, 9.99m))).Ok();

        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Break(storeId, Guid.NewGuid(), carton, 1)));

        Assert.Equal([200, 422, 422, 422, 422], replies.Select(reply => reply.Status).Order());
        Assert.All(replies.Where(reply => reply.Status == 422), reply => Assert.Equal("stock.insufficient", reply.Code));
        Assert.Equal((10m, 9.99m), await store.StockOf(storeId, bottle));
    }

    [Fact]
    public async Task Content_that_was_sold_before_gets_the_cost_of_the_pack()
    {
        var (storeId, carton, bottle) = await Given(10);
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (carton, 2, 40m))).Ok();
        await store.MoveStock(storeId, [InventoryGivens.Sold(bottle, 4)]);

        (await Break(storeId, Guid.NewGuid(), carton, 1)).Ok();

        Assert.Equal((6m, 12m), await store.StockOf(storeId, bottle));
        Assert.Empty(await store.Broken("", storeId));
    }

    [Fact]
    public async Task What_is_no_pack_is_not_opened_and_bad_input_is_refused()
    {
        var (storeId, carton, bottle) = await Given(10);

        var none = await Break(storeId, Guid.NewGuid(), bottle, 1);

        Assert.Equal((422, "pack.not_one"), (none.Status, none.Code));
        Assert.Equal(400, (await Break(storeId, Guid.NewGuid(), carton, 0)).Status);
        Assert.Equal(400, (await Break(storeId, Guid.Empty, carton, 1)).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "inventory.view").Post($"/api/inventory/stores/{storeId}/break-bulk", new { documentUuid = Guid.NewGuid(), packId = carton, packs = 1 })).Status);
    }

    [Fact]
    public async Task Value_that_is_lost_on_the_way_is_seen()
    {
        var (storeId, carton, _) = await Given(10);
        (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (carton, 1, 10m))).Ok();
        var documentId = (await Break(storeId, Guid.NewGuid(), carton, 1)).Ok().GetProperty("documentId").GetInt64();

        await store.Spoil("UPDATE inventory.StockMovements SET ValueMinor = ValueMinor + 1 WHERE DocumentId = @documentId AND QuantityMilli > 0", new { documentId });

        Assert.NotEmpty(await store.Broken("Breaking packs", storeId));
    }

    private Task<StoreApp.Reply> Break(long storeId, Guid documentUuid, long packId, int packs) =>
        store.SignedIn(storeId, "inventory.adjust").Post($"/api/inventory/stores/{storeId}/break-bulk", new { documentUuid, packId, packs });

    private async Task<(long StoreId, long Carton, long Bottle)> Given(decimal factor, bool allowNegativeStock = true)
    {
        var storeId = await store.GivenStore(allowNegativeStock: allowNegativeStock);
        var (carton, bottle) = ((await store.GivenProduct(storeId)).ProductId, (await store.GivenProduct(storeId)).ProductId);
        (await store.Owner(0).Put($"/api/catalog/products/{carton}/pack", new { ofProductId = bottle, factor, version = 1 })).Ok();
        return (storeId, carton, bottle);
    }
}
