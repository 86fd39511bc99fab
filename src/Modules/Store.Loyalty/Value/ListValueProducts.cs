namespace Store.Loyalty.Value;

/// <summary>The products that sell stored value, gift cards and passes.</summary>
internal static class ListValueProducts
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<ValueProduct> Items);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) =>
            new(await db.Query<ValueProduct>("SELECT ProductId, Kind, Name, Uses, ValidDays, GoodsId FROM loyalty.ValueProducts ORDER BY Kind, Name, ProductId", null, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/value-products", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(ListValueProducts)).WithSummary("List what sells value");
    }
}
