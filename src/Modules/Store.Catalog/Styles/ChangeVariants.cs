using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Styles;

/// <summary>Changes what is common to the variants of a style in all of them at once; what is left out stays as it is in each.</summary>
internal static class ChangeVariants
{
    /// <param name="StyleId">The style.</param>
    /// <param name="Brand">Brand; empty for none.</param>
    /// <param name="Unit">Base unit.</param>
    /// <param name="CategoryId">Category; 0 for none.</param>
    /// <param name="TaxCode">Tax code.</param>
    /// <param name="Active">Whether they are sold.</param>
    /// <param name="Flags">See the products.</param>
    /// <param name="AgeLimit">See the products.</param>
    internal sealed record Command(
        long StyleId, string? Brand, string? Unit, long? CategoryId, string? TaxCode, bool? Active, IReadOnlyList<string>? Flags, int? AgeLimit) : ICommand<Result>;

    internal sealed record Result(int Changed);

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Find<long?>("SELECT StyleId FROM catalog.Styles WHERE StyleId = @StyleId", command, cancellationToken) is null)
                throw new NotFound("style", command.StyleId);
            var productIds = await db.Query<long>("SELECT ProductId FROM catalog.Variants WHERE StyleId = @StyleId ORDER BY ProductId", command, cancellationToken);
            foreach (var productId in productIds)
            {
                var old = await mediator.Send(new GetProduct.Query(productId, PriceRow.WholeChain), cancellationToken);
                await mediator.Send(new ChangeProduct.Command(
                    productId, old.Code, old.Name, command.Brand ?? old.Brand, old.Spec, command.Unit ?? old.Unit, command.CategoryId is { } categoryId ? NullIfNone(categoryId) : old.CategoryId,
                    command.TaxCode ?? old.TaxCode, old.Barcodes, command.Active ?? old.Active, old.Version, command.Flags, command.AgeLimit), cancellationToken);
            }

            return new Result(productIds.Count);
        }

        private static long? NullIfNone(long categoryId) => categoryId == 0 ? null : categoryId;
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string? Brand, string? Unit, long? CategoryId, string? TaxCode, bool? Active, IReadOnlyList<string>? Flags, int? AgeLimit);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/styles/{styleId:long}/variants", (long styleId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(styleId, body.Brand, body.Unit, body.CategoryId, body.TaxCode, body.Active, body.Flags, body.AgeLimit), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(ChangeVariants)).WithSummary("Change what is common to all variants of a style")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
