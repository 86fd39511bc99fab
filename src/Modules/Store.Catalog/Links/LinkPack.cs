using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Links;

/// <summary>Says that a product is a pack of another, with a stock and a price of its own, and how much it holds: what comes out when it is broken (拆零).</summary>
internal static class LinkPack
{
    private const int LevelsAtMost = 8;

    /// <param name="ProductId">The pack.</param>
    /// <param name="OfProductId">What is in it; null where it is no pack.</param>
    /// <param name="Factor">How many base units of that.</param>
    /// <param name="Version">The version that was read.</param>
    internal sealed record Command(long ProductId, long? OfProductId, Quantity Factor, int Version) : ICommand<Result>;

    internal sealed record Result(long ProductId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly Quantity FactorAtMost = Quantity.FromDecimal(100_000);

        public Validator() => RuleFor(command => command.Factor).Must(factor => factor > Quantity.Zero && factor <= FactorAtMost)
            .When(command => command.OfProductId is not null).WithMessage($"A pack holds more than 0 and at most {FactorAtMost} units.");
    }

    internal sealed class Handler(Db db, LinkedProducts linked, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var products = await linked.Lock(command.OfProductId is { } id ? [command.ProductId, id] : [command.ProductId], cancellationToken);
            var pack = products.GetValueOrDefault(command.ProductId) ?? throw new NotFound("product", command.ProductId);
            if (command.OfProductId is { } ofId)
                await Check(pack, products.GetValueOrDefault(ofId) ?? throw LinkedProducts.Unknown(ofId), cancellationToken);

            var factor = command.OfProductId is null ? Quantity.Zero : command.Factor;
            var updated = await db.Execute("""
                UPDATE catalog.Products
                SET    PackOfId = @OfProductId, PackFactorMilli = @factor, Version = Version + 1
                WHERE  ProductId = @ProductId AND Version = @Version
                """, new { command.ProductId, command.OfProductId, factor, command.Version }, cancellationToken);
            if (updated == 0)
                throw new Conflict("product.stale", $"Someone else has changed product {pack.Code}; read it again.");
            await audit.Add(
                "catalog.manage-products", $"product {pack.Code}", PriceRow.WholeChain, new { pack.PackOfId, pack.PackFactor }, new { PackOfId = command.OfProductId, PackFactor = factor },
                cancellationToken);
            return new Result(command.ProductId, command.Version + 1);
        }

        /// <summary>A pallet holds cartons and a carton boxes, but nothing holds itself.</summary>
        private async Task Check(LinkedProducts.Row pack, LinkedProducts.Row content, CancellationToken cancellationToken)
        {
            if (pack.Kit != KitPricing.None || content.Kit != KitPricing.None)
                throw new RuleBroken("pack.is_kit", "A kit keeps no stock of its own, so it is no pack and stands in none.");
            var at = content;
            for (var level = 1; at is not null; level++)
            {
                if (at.ProductId == pack.ProductId)
                    throw new RuleBroken("pack.holds_itself", "A pack cannot hold itself.");
                if (level > LevelsAtMost)
                    throw new RuleBroken("pack.too_deep", $"Packs stand in packs at most {LevelsAtMost} deep.");
                at = at.PackOfId is { } next ? (await linked.Lock([next], cancellationToken)).GetValueOrDefault(next) : null;
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long? OfProductId, Quantity Factor, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/products/{productId:long}/pack", (long productId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(productId, body.OfProductId, body.Factor, body.Version), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(LinkPack)).WithSummary("Say that a product is a pack of another")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
