using Store.Catalog.Prices;

namespace Store.Catalog.Filing;

/// <summary>
/// Files products by the rules: looks at a thousand of them and says where to go on, so that a large range is filed in steps between which the tills sell. A product that
/// someone changes meanwhile is left for the next time.
/// </summary>
internal static class ApplyFiling
{
    private const int ProductsAtOnce = 1000;

    internal sealed record Command(long After) : ICommand<Result>;

    /// <param name="Moved">How many products were filed elsewhere.</param>
    /// <param name="Next">What to send as <c>after</c> for the rest; null when all have been looked at.</param>
    internal sealed record Result(int Moved, long? Next);

    internal sealed class Handler(Db db, ProductFiling filing, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (moves, next) = await filing.Moves(command.After, ProductsAtOnce, cancellationToken);
            var moved = 0;
            foreach (var (product, rule) in moves)
            {
                var updated = await db.Execute("""
                    UPDATE catalog.Products
                    SET    CategoryId = @CategoryId, Version = Version + 1
                    WHERE  ProductId = @ProductId AND Version = @Version
                    """, new { product.ProductId, product.Version, rule.CategoryId }, cancellationToken);
                if (updated == 0)
                    continue;
                moved++;
                await audit.Add(
                    "catalog.manage-products", $"product {product.Code}", PriceRow.WholeChain, new { product.CategoryId }, new { rule.CategoryId, FilingRule = rule.Name }, cancellationToken);
            }

            return new Result(moved, next);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/filing-rules/apply", (long? after, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(after ?? 0), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(ApplyFiling)).WithSummary("File products by the rules");
    }
}
