namespace Store.Catalog.Categories;

/// <summary>The whole tree of categories, as a list in the order of their names.</summary>
internal static class ListCategories
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long CategoryId, long? ParentId, string Name, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Item>("SELECT CategoryId, ParentId, Name, Version FROM catalog.Categories ORDER BY Name, CategoryId", null, cancellationToken);
            return new Result([.. rows.Select(row => row with { ParentId = row.ParentId == CategoryTree.Top ? null : row.ParentId })]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/categories", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListCategories)).WithSummary("List the tree of categories");
    }
}
