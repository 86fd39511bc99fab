using System.Globalization;

namespace Store.Catalog.Filing;

/// <summary>What the filing rules would move if they were applied now. A page looks at so many products; where few of them move it is short, and there may be more.</summary>
internal static class PreviewFiling
{
    private const int ProductsAtOnce = 5000;

    internal sealed record Query(long After) : IQuery<Page<Item>>;

    internal sealed record Item(long ProductId, string Code, string Name, long? FromCategoryId, long ToCategoryId, long FilingRuleId, string RuleName);

    internal sealed class Handler(ProductFiling filing) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (moves, next) = await filing.Moves(query.After, ProductsAtOnce, cancellationToken);
            return new Page<Item>([.. moves.Take(Paging.LimitAtMost).Select(ItemOf)], NextOf(moves, next));
        }

        private static string? NextOf(IReadOnlyList<ProductFiling.Move> moves, long? next) =>
            (moves.Count > Paging.LimitAtMost ? moves[Paging.LimitAtMost - 1].Product.ProductId : next)?.ToString(CultureInfo.InvariantCulture);

        private static Item ItemOf(ProductFiling.Move move) => new(
            move.Product.ProductId, move.Product.Code, move.Product.Name, move.Product.CategoryId, move.Rule.CategoryId, move.Rule.FilingRuleId, move.Rule.Name);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/filing-rules/preview", (long? after, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(after ?? 0), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(PreviewFiling)).WithSummary("What the filing rules would move");
    }
}
