using System.Globalization;
using Store.Tests.Catalog;

namespace Store.Tests.Inventory;

public sealed class ReceiveStockTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Received_goods_are_in_stock_at_what_they_cost()
    {
        var storeId = await store.GivenStore();
        var (water, salt) = ((await store.GivenProduct(storeId)).ProductId, (await store.GivenProduct(storeId, unit: "kg")).ProductId);

        var reply = await store.SignedIn(storeId, "inventory.receive").Receive(storeId, Guid.NewGuid(), (water, 24, 36m), (salt, 1.5m, 4.5m), (water, 24, 40m));

        var documentId = reply.Ok().GetProperty("documentId").GetInt64();
        Assert.Equal(80.5m, reply.Json.GetProperty("value").GetDecimal());
        Assert.Equal((48m, 76m), await store.StockOf(storeId, water));
        Assert.Equal((1.5m, 4.5m), await store.StockOf(storeId, salt));
        var received = Assert.Single(await store.Rows<string>(
            "SELECT Payload FROM kernel.OutboxMessages WHERE Kind = 'Inventory.StockReceived' AND Payload LIKE @Pattern", new { Pattern = $"%{documentId}%" }));
        Assert.Contains("\"value\":80.5", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_document_again_is_answered_as_the_first_time_and_moves_nothing()
    {
        var storeId = await store.GivenStore();
        var product = (await store.GivenProduct(storeId)).ProductId;
        var (documentUuid, client) = (Guid.NewGuid(), store.SignedIn(storeId, "inventory.receive"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.Receive(storeId, documentUuid, (product, 3, 9m))));

        Assert.Single(replies.Select(reply => reply.Ok().GetRawText()).Distinct());
        Assert.Equal((3m, 9m), await store.StockOf(storeId, product));
    }

    [Fact]
    public async Task A_uuid_of_another_document_is_refused()
    {
        var (storeId, otherId) = (await store.GivenStore(), await store.GivenStore());
        var product = (await store.GivenProduct(0)).ProductId;
        var documentUuid = Guid.NewGuid();
        (await store.Owner(storeId).Receive(storeId, documentUuid, (product, 3, 9m))).Ok();

        var otherStore = await store.Owner(otherId).Receive(otherId, documentUuid, (product, 3, 9m));
        var otherKind = await store.Owner(storeId).Adjust(storeId, documentUuid, (product, 1));

        Assert.Equal((409, "document.uuid_taken"), (otherStore.Status, otherStore.Code));
        Assert.Equal((409, "document.uuid_taken"), (otherKind.Status, otherKind.Code));
        Assert.Equal((3m, 9m), await store.StockOf(storeId, product));
    }

    [Fact]
    public async Task The_business_date_is_the_stores_own()
    {
        var storeId = await store.GivenStore(timeZone: "Pacific/Kiritimati", dayEndsMinutes: 240);
        var product = (await store.GivenProduct(storeId)).ProductId;

        var reply = (await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (product, 1, 1m))).Ok();

        var occurredAt = reply.GetProperty("occurredAt").GetDateTime();
        Assert.Equal(DateOnly.FromDateTime(occurredAt.AddHours(14 - 4)), DateOnly.Parse(reply.GetProperty("businessDate").GetString()!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_product_that_the_catalog_does_not_have_is_refused()
    {
        var storeId = await store.GivenStore();
        var product = (await store.GivenProduct(storeId)).ProductId;

        var received = await store.Owner(storeId).Receive(storeId, Guid.NewGuid(), (product, 1, 1m), (77, 1, 1m));
        var adjusted = await store.Owner(storeId).Adjust(storeId, Guid.NewGuid(), (77, 1));

        Assert.Equal((422, "product.unknown", 77), (received.Status, received.Code, received.Json.GetProperty("productId").GetInt64()));
        Assert.Equal((422, "product.unknown"), (adjusted.Status, adjusted.Code));
        Assert.Empty(await store.Rows<long>("SELECT DocumentId FROM inventory.StockDocuments WHERE StoreId = @storeId", new { storeId }));
    }

    [Theory]
    [InlineData("""{"supplier":null,"lines":[{"productId":1,"quantity":1,"cost":1}]}""")]
    [InlineData("""{"documentUuid":"00000000-0000-0000-0000-000000000000","lines":[{"productId":1,"quantity":1,"cost":1}]}""")]
    [InlineData("""{"documentUuid":"not a uuid","lines":[{"productId":1,"quantity":1,"cost":1}]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff"}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[null]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[{"productId":1,"quantity":0,"cost":1}]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[{"productId":1,"quantity":-1,"cost":1}]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[{"productId":1,"quantity":1.2345,"cost":1}]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[{"productId":1,"quantity":1,"cost":-0.01}]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[{"productId":1,"quantity":1,"cost":1.005}]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[{"productId":1,"quantity":1,"cost":1e30}]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[{"productId":1,"quantity":2000000,"cost":1}]}""")]
    [InlineData("""{"documentUuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","lines":[{"productId":99999999999999999999,"quantity":1,"cost":1}]}""")]
    [InlineData("null")]
    public async Task Bad_input_is_refused(string body)
    {
        var storeId = await store.GivenStore();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/inventory/stores/{storeId}/receipts")
        {
            Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        };

        Assert.Equal(400, (await store.Owner(storeId).Send(request)).Status);
    }

    [Fact]
    public async Task Too_long_texts_and_too_many_lines_are_refused()
    {
        var storeId = await store.GivenStore();
        var line = new { productId = 1, quantity = 1, cost = 1 };
        Task<StoreApp.Reply> Post(string supplier, string number, int lines) => store.Owner(storeId).Post($"/api/inventory/stores/{storeId}/receipts", new
        {
            documentUuid = Guid.NewGuid(), supplier, number, lines = Enumerable.Repeat(line, lines),
        });

        Assert.Equal(400, (await Post(new string('长', 101), "", 1)).Status);
        Assert.Equal(400, (await Post("", new string('9', 61), 1)).Status);
        Assert.Equal(400, (await Post("", "", 501)).Status);
    }

    [Fact]
    public async Task Nobody_receives_without_the_permission_there()
    {
        var storeId = await store.GivenStore();

        Assert.Equal(401, (await store.Anonymous().Receive(storeId, Guid.NewGuid(), (1, 1, 1m))).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "inventory.adjust").Receive(storeId, Guid.NewGuid(), (1, 1, 1m))).Status);
        Assert.Equal(403, (await store.SignedIn(await store.GivenStore(), "inventory.receive").Receive(storeId, Guid.NewGuid(), (1, 1, 1m))).Status);
        Assert.Equal(404, (await store.Owner(99).Receive(99, Guid.NewGuid(), (1, 1, 1m))).Status);
    }
}
