using Microsoft.Net.Http.Headers;

namespace Store.Catalog.Pictures;

/// <summary>A picture itself. It never changes, so a browser asks for it once.</summary>
internal static class ShowPicture
{
    internal sealed record Query(long PictureId, bool WithContent) : IQuery<Result>;

    internal sealed record Result(string ContentType, string Hash, byte[]? Content);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var picture = await db.Find<Row>("SELECT ContentType, Hash FROM catalog.Pictures WHERE PictureId = @PictureId", query, cancellationToken)
                ?? throw new NotFound("picture", query.PictureId);
            var content = query.WithContent ? await db.Scalar<byte[]>("SELECT Content FROM catalog.PictureContents WHERE PictureId = @PictureId", query, cancellationToken) : null;
            return new Result(picture.ContentType, picture.Hash, content);
        }

        private sealed record Row(string ContentType, string Hash);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/pictures/{pictureId:long}", async (long pictureId, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var asked = http.Request.GetTypedHeaders().IfNoneMatch;
                var picture = await mediator.Send(new Query(pictureId, WithContent: asked.Count == 0), cancel);
                var tag = new EntityTagHeaderValue($"\"{picture.Hash}\"");
                http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
                http.Response.Headers.XContentTypeOptions = "nosniff";
                if (asked.Any(one => one.Compare(tag, useStrongComparison: false)))
                {
                    http.Response.GetTypedHeaders().ETag = tag;
                    return Results.StatusCode(StatusCodes.Status304NotModified);
                }

                var content = picture.Content ?? (await mediator.Send(new Query(pictureId, WithContent: true), cancel)).Content!;
                return Results.File(content, picture.ContentType, entityTag: tag);
            })
            .RequirePermission("catalog.view")
            .WithName(nameof(ShowPicture)).WithSummary("A picture")
            .Produces<IFormFile>(StatusCodes.Status200OK, "image/jpeg", "image/png", "image/webp").Produces(StatusCodes.Status304NotModified).ProducesProblem(404);
    }
}
