using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Store.Catalog.Prices;

namespace Store.Catalog.Pictures;

/// <summary>Adds a picture to a product, behind those that it has. The body of the request is the picture.</summary>
internal static class AddPicture
{
    /// <param name="ProductId">The product.</param>
    /// <param name="Hash">What is in it, so that a retry with the same key is known as one.</param>
    /// <param name="Content">The picture.</param>
    internal sealed record Command(long ProductId, string Hash, [property: JsonIgnore] byte[] Content) : ICommand<Result>;

    internal sealed record Result(long PictureId, string ContentType, int Bytes);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Content).NotEmpty().WithMessage("The picture is empty.");
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var type = PictureFile.TypeOf(command.Content) ?? throw new RuleBroken("picture.type", "A picture is JPEG, PNG or WebP.");
            var code = await db.Find<string>("SELECT Code FROM catalog.Products WITH (UPDLOCK) WHERE ProductId = @ProductId", command, cancellationToken)
                ?? throw new NotFound("product", command.ProductId);
            var there = await db.Query<Known>("SELECT PictureId, Position, Hash FROM catalog.Pictures WHERE ProductId = @ProductId", command, cancellationToken);
            if (there.FirstOrDefault(picture => picture.Hash == command.Hash) is { } same)
                throw new Conflict("picture.there", $"{code} has this picture already.", new Dictionary<string, object?> { ["pictureId"] = same.PictureId });
            if (there.Count >= PictureFile.PicturesAtMost)
                throw new RuleBroken("picture.too_many", $"A product has at most {PictureFile.PicturesAtMost} pictures.");

            var row = new
            {
                PictureId = ids.Next(), command.ProductId, Position = there.Select(picture => picture.Position).DefaultIfEmpty(0).Max() + 1, ContentType = type, Bytes = command.Content.Length,
                command.Hash, AddedByName = caller.Name, AddedAt = clock.UtcNow(), command.Content,
            };
            await db.Execute("""
                INSERT INTO catalog.Pictures (PictureId, ProductId, Position, ContentType, Bytes, Hash, AddedByName, AddedAt)
                VALUES (@PictureId, @ProductId, @Position, @ContentType, @Bytes, @Hash, @AddedByName, @AddedAt)
                """, row, cancellationToken);
            await db.Execute("INSERT INTO catalog.PictureContents (PictureId, Content) VALUES (@PictureId, @Content)", row, cancellationToken);
            await audit.Add("catalog.manage-products", $"product {code}", PriceRow.WholeChain, old: null, now: new { Picture = row.PictureId, row.ContentType, row.Bytes }, cancellationToken);
            return new Result(row.PictureId, type, row.Bytes);
        }

        private sealed record Known(long PictureId, int Position, string Hash);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/products/{productId:long}/pictures", async (long productId, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            {
                using var content = new MemoryStream();
                await request.Body.CopyToAsync(content, cancel);
                var bytes = content.ToArray();
                return await mediator.Send(new Command(productId, Convert.ToHexString(SHA256.HashData(bytes)), bytes), cancel);
            })
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(AddPicture)).WithSummary("Add a picture to a product: JPEG, PNG or WebP")
            .WithMetadata(new RequestSizeLimitAttribute(PictureFile.BytesAtMost))
            .Accepts<IFormFile>("image/jpeg", "image/png", "image/webp")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
    }
}
