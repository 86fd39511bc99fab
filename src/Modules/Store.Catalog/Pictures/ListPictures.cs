namespace Store.Catalog.Pictures;

/// <summary>The pictures of a product in their order; the first is the one that lists show.</summary>
internal static class ListPictures
{
    internal sealed record Query(long ProductId) : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long PictureId, string ContentType, int Bytes, string AddedBy, DateTime AddedAt);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await db.Query<Item>("""
            SELECT PictureId, ContentType, Bytes, AddedByName AS AddedBy, AddedAt
            FROM   catalog.Pictures
            WHERE  ProductId = @ProductId
            ORDER BY Position, PictureId
            """, query, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/products/{productId:long}/pictures", (long productId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(productId), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListPictures)).WithSummary("The pictures of a product");
    }
}
