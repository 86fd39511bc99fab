using Store.Catalog.Prices;

namespace Store.Catalog.Pictures;

/// <summary>Puts the pictures of a product in another order; those that are left out are deleted.</summary>
internal static class OrderPictures
{
    internal sealed record Command(long ProductId, IReadOnlyList<long> PictureIds) : ICommand<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.PictureIds).NotNull()
            .Must(ids => ids is null || ids.Distinct().Count() == ids.Count).WithMessage("Each picture stands once.");
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var code = await db.Find<string>("SELECT Code FROM catalog.Products WITH (UPDLOCK) WHERE ProductId = @ProductId", command, cancellationToken)
                ?? throw new NotFound("product", command.ProductId);
            var there = await db.Query<long>("SELECT PictureId FROM catalog.Pictures WHERE ProductId = @ProductId ORDER BY Position, PictureId", command, cancellationToken);
            if (command.PictureIds.Except(there).Any())
                throw new RuleBroken("picture.unknown", $"One of the pictures is not one of {code}.");
            var gone = there.Except(command.PictureIds).ToList();
            await db.Execute("DELETE FROM catalog.PictureContents WHERE PictureId IN @gone", new { gone }, cancellationToken);
            await db.Execute("DELETE FROM catalog.Pictures WHERE PictureId IN @gone", new { gone }, cancellationToken);
            foreach (var (index, pictureId) in command.PictureIds.Index())
                await db.Execute("UPDATE catalog.Pictures SET Position = @Position WHERE PictureId = @pictureId", new { Position = index + 1, pictureId }, cancellationToken);
            await audit.Add("catalog.manage-products", $"product {code}", PriceRow.WholeChain, new { Pictures = there }, new { Pictures = command.PictureIds }, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(IReadOnlyList<long> PictureIds);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/products/{productId:long}/pictures", (long productId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(productId, body.PictureIds), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(OrderPictures)).WithSummary("Put pictures in another order, or delete some")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
