using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Links;

/// <summary>
/// Says what a product is made of (套餐, 组合), and whether it has a price of its own or costs what its parts cost. Stock falls at the parts. A part is no kit itself.
/// </summary>
internal static class SetKit
{
    private const int PartsAtMost = 50;

    internal sealed record Command(long ProductId, KitPricing Pricing, IReadOnlyList<Part> Parts, int Version) : ICommand<Result>;

    /// <param name="ProductId">The part.</param>
    /// <param name="Quantity">How many of its base units go into one kit.</param>
    internal sealed record Part(long ProductId, Quantity Quantity);

    internal sealed record Result(long ProductId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly Quantity QuantityAtMost = Quantity.FromDecimal(10_000);

        public Validator()
        {
            RuleFor(command => command.Pricing).IsInEnum();
            RuleFor(command => command.Parts).NotNull().Must(parts => parts is null || parts.Count <= PartsAtMost).WithMessage($"A kit has at most {PartsAtMost} parts.")
                .Must((command, parts) => parts is null || (command.Pricing == KitPricing.None) == (parts.Count == 0)).WithMessage("A kit has parts, and what is no kit has none.")
                .Must(parts => parts is null || parts.Select(part => part?.ProductId).Distinct().Count() == parts.Count).WithMessage("Each part stands once.");
            RuleForEach(command => command.Parts).NotNull().ChildRules(part =>
                part.RuleFor(one => one.Quantity).Must(quantity => quantity > Quantity.Zero && quantity <= QuantityAtMost).WithMessage($"A part's quantity is more than 0 and at most {QuantityAtMost}."));
        }
    }

    internal sealed class Handler(Db db, LinkedProducts linked, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var products = await linked.Lock([command.ProductId, .. command.Parts.Select(part => part.ProductId)], cancellationToken);
            var kit = products.GetValueOrDefault(command.ProductId) ?? throw new NotFound("product", command.ProductId);
            var old = await db.Query<Part>("SELECT PartId AS ProductId, QuantityMilli FROM catalog.KitParts WHERE KitId = @ProductId ORDER BY Position", command, cancellationToken);
            if (command.Pricing != KitPricing.None)
                await Check(command, kit, products, cancellationToken);

            var updated = await db.Execute("""
                UPDATE catalog.Products
                SET    KitPricing = @Pricing, Version = Version + 1
                WHERE  ProductId = @ProductId AND Version = @Version
                """, new { command.ProductId, Pricing = (int)command.Pricing, command.Version }, cancellationToken);
            if (updated == 0)
                throw new Conflict("product.stale", $"Someone else has changed product {kit.Code}; read it again.");
            await db.Execute("DELETE FROM catalog.KitParts WHERE KitId = @ProductId", command, cancellationToken);
            await db.Insert(
                "INSERT INTO catalog.KitParts (KitId, PartId, Position, QuantityMilli) VALUES (@KitId, @PartId, @Position, @Quantity)",
                [.. command.Parts.Select((part, index) => new { KitId = command.ProductId, PartId = part.ProductId, Position = index + 1, part.Quantity })], cancellationToken);
            await audit.Add(
                "catalog.manage-products", $"product {kit.Code}", PriceRow.WholeChain, new { Pricing = kit.Kit, Parts = old }, new { command.Pricing, command.Parts }, cancellationToken);
            return new Result(command.ProductId, command.Version + 1);
        }

        private async Task Check(Command command, LinkedProducts.Row kit, IReadOnlyDictionary<long, LinkedProducts.Row> products, CancellationToken cancellationToken)
        {
            foreach (var part in command.Parts)
            {
                var product = products.GetValueOrDefault(part.ProductId) ?? throw LinkedProducts.Unknown(part.ProductId);
                if (part.ProductId == command.ProductId || product.Kit != KitPricing.None)
                    throw new RuleBroken("kit.part_is_kit", $"{product.Code} is a kit itself; a kit is made of single products.", LinkedProducts.Fact(part.ProductId));
            }

            var other = await db.Find<string>("""
                SELECT p.Code
                FROM   catalog.KitParts k
                JOIN   catalog.Products p ON p.ProductId = k.KitId
                WHERE  k.PartId = @ProductId
                ORDER BY p.Code
                """, command, cancellationToken);
            if (other is not null)
                throw new RuleBroken("kit.is_part", $"{kit.Code} is a part of the kit {other}, so it cannot be a kit.");
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(KitPricing Pricing, IReadOnlyList<Part> Parts, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/products/{productId:long}/kit", (long productId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(productId, body.Pricing, body.Parts, body.Version), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(SetKit)).WithSummary("Say what a kit is made of and how it is priced")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
