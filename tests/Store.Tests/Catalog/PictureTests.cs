using System.Net.Http.Headers;
using Store.Tests.Inventory;

namespace Store.Tests.Catalog;

/// <summary>Pictures of products.</summary>
public sealed class PictureTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0];
    private static readonly byte[] WebP = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8];

    [Fact]
    public async Task Pictures_are_shown_as_they_came_and_asked_for_once()
    {
        var product = await store.GivenProduct(0);
        byte[] content = [.. Png, .. Guid.NewGuid().ToByteArray()];
        var pictureId = (await Add(product, content)).Ok().GetProperty("pictureId").GetInt64();

        using var first = await store.Owner(0).Http.GetAsync(new Uri($"/api/catalog/pictures/{pictureId}", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/catalog/pictures/{pictureId}");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await store.Owner(0).Http.SendAsync(again);

        Assert.Equal(content, await first.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(304, (int)second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task They_are_put_in_order_and_the_first_is_shown_in_lists()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(storeId);
        var ids = new List<long>();
        foreach (var kind in new[] { Png, Jpeg, WebP })
            ids.Add((await Add(product, [.. kind, 1, 2, 3])).Ok().GetProperty("pictureId").GetInt64());

        (await store.Owner(0).Put($"/api/catalog/products/{product.ProductId}/pictures", new { pictureIds = new[] { ids[2], ids[0] } })).Ok();

        Assert.Equal([ids[2], ids[0]], await Shown(product));
        Assert.Equal(404, (await store.Owner(0).Get($"/api/catalog/pictures/{ids[1]}")).Status);
        var hit = (await store.Owner(storeId).Get($"/api/catalog/stores/{storeId}/search?text={product.Code}")).Ok().GetProperty("items")[0];
        var row = (await store.Owner(0).Get($"/api/catalog/products?text={product.Code}")).Ok().GetProperty("items")[0];
        Assert.Equal((ids[2], ids[2]), (hit.GetProperty("pictureId").GetInt64(), row.GetProperty("pictureId").GetInt64()));
    }

    [Fact]
    public async Task Only_pictures_are_taken_whatever_they_call_themselves()
    {
        var product = await store.GivenProduct(0);

        var (script, empty, large, twice) = (
            await Add(product, "<svg onload=alert(1)>"u8.ToArray()), await Add(product, []), await Add(product, [.. Jpeg, .. new byte[2 * 1024 * 1024]]), await Add(product, [.. Jpeg, 7]));

        Assert.Equal((422, "picture.type"), (script.Status, script.Code));
        Assert.Equal((400, 413, 200), (empty.Status, large.Status, twice.Status));
        Assert.Equal((409, "picture.there"), await Of(Add(product, [.. Jpeg, 7])));
        Assert.Equal((404, "product.not_found"), await Of(Add(new GivenProduct(5, "", 0), [.. Jpeg, 7])));
        Assert.Equal(415, (await Add(product, [.. Jpeg, 8], "text/html")).Status);
    }

    [Fact]
    public async Task Of_many_pictures_at_once_no_more_are_taken_than_a_product_has()
    {
        var product = await store.GivenProduct(0);

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Add(product, [.. Jpeg, (byte)i])));

        Assert.Equal(12, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((422, "picture.too_many"), (reply.Status, reply.Code)));
        Assert.Equal(12, (await Shown(product)).Length);
    }

    [Fact]
    public async Task A_picture_that_has_lost_its_content_is_seen()
    {
        var product = await store.GivenProduct(0);
        var pictureId = (await Add(product, [.. Jpeg, 9])).Ok().GetProperty("pictureId").GetInt64();
        Assert.Empty(await store.Breaks("Every picture"));

        await store.Spoil("DELETE FROM catalog.PictureContents WHERE PictureId = @pictureId", new { pictureId });

        Assert.Contains(await store.Breaks("Every picture"), broken => broken.Contains($"{pictureId}", StringComparison.Ordinal));
        await store.Spoil("DELETE FROM catalog.Pictures WHERE PictureId = @pictureId", new { pictureId });
    }

    [Fact]
    public async Task Others_pictures_are_not_put_in_order_and_nobody_adds_without_the_permission()
    {
        var (mine, other) = (await store.GivenProduct(0), await store.GivenProduct(0));
        var pictureId = (await Add(other, [.. Jpeg, 3])).Ok().GetProperty("pictureId").GetInt64();

        Assert.Equal((422, "picture.unknown"), await Of(store.Owner(0).Put($"/api/catalog/products/{mine.ProductId}/pictures", new { pictureIds = new[] { pictureId } })));
        Assert.Equal(403, (await store.SignedIn(1, "catalog.view").Put($"/api/catalog/products/{mine.ProductId}/pictures", new { pictureIds = new[] { pictureId } })).Status);
        Assert.Equal(401, (await store.Anonymous().Get($"/api/catalog/pictures/{pictureId}")).Status);
    }

    private static async Task<(int Status, string? Code)> Of(Task<StoreApp.Reply> reply) => ((await reply).Status, (await reply).Code);

    private async Task<StoreApp.Reply> Add(GivenProduct product, byte[] content, string type = "image/png")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/catalog/products/{product.ProductId}/pictures") { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await store.Owner(0).Send(request);
    }

    private async Task<long[]> Shown(GivenProduct product) =>
        [.. (await store.Owner(0).Get($"/api/catalog/products/{product.ProductId}/pictures")).Ok().GetProperty("items").EnumerateArray().Select(item => item.GetProperty("pictureId").GetInt64())];
}
