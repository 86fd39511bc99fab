using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Links;

/// <summary>Says what is charged besides a product and given back for the empty: the bottle, the crate (押金). The deposit is a product of its own, marked as one.</summary>
internal static class LinkDeposit
{
    /// <param name="ProductId">The goods.</param>
    /// <param name="DepositProductId">The deposit; null for none.</param>
    /// <param name="Quantity">How many deposits go with one unit of the goods.</param>
    /// <param name="Version">The version that was read.</param>
    internal sealed record Command(long ProductId, long? DepositProductId, Quantity Quantity, int Version) : ICommand<Result>;

    internal sealed record Result(long ProductId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly Quantity QuantityAtMost = Quantity.FromDecimal(1_000);

        public Validator() => RuleFor(command => command.Quantity).Must(quantity => quantity > Quantity.Zero && quantity <= QuantityAtMost)
            .When(command => command.DepositProductId is not null).WithMessage($"With one unit go more than 0 and at most {QuantityAtMost} deposits.");
    }

    internal sealed class Handler(Db db, LinkedProducts linked, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var products = await linked.Lock(command.DepositProductId is { } id ? [command.ProductId, id] : [command.ProductId], cancellationToken);
            var product = products.GetValueOrDefault(command.ProductId) ?? throw new NotFound("product", command.ProductId);
            if (command.DepositProductId is { } depositId)
                Check(product, products.GetValueOrDefault(depositId) ?? throw LinkedProducts.Unknown(depositId));

            var quantity = command.DepositProductId is null ? Quantity.Zero : command.Quantity;
            var updated = await db.Execute("""
                UPDATE catalog.Products
                SET    DepositProductId = @DepositProductId, DepositQuantityMilli = @quantity, Version = Version + 1
                WHERE  ProductId = @ProductId AND Version = @Version
                """, new { command.ProductId, command.DepositProductId, quantity, command.Version }, cancellationToken);
            if (updated == 0)
                throw new Conflict("product.stale", $"Someone else has changed product {product.Code}; read it again.");
            await audit.Add(
                "catalog.manage-products", $"product {product.Code}", PriceRow.WholeChain, new { product.DepositProductId, product.DepositQuantity },
                new { command.DepositProductId, DepositQuantity = quantity }, cancellationToken);
            return new Result(command.ProductId, command.Version + 1);
        }

        private static void Check(LinkedProducts.Row product, LinkedProducts.Row deposit)
        {
            if (!deposit.IsDeposit)
                throw new RuleBroken("deposit.not_marked", $"{deposit.Code} is not marked as a deposit.");
            if (product.IsDeposit || deposit.Kit != KitPricing.None || deposit.DepositProductId is not null)
                throw new RuleBroken("deposit.of_deposit", "A deposit is a single product and has no deposit itself.");
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long? DepositProductId, Quantity Quantity, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/products/{productId:long}/deposit", (long productId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(productId, body.DepositProductId, body.Quantity, body.Version), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(LinkDeposit)).WithSummary("Say what deposit is charged with a product")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
