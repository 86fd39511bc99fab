namespace Store.Catalog.Labels;

/// <summary>Whether a store confirms its labels before a dearer price is charged.</summary>
internal static class GetLabelSetting
{
    internal sealed record Query(long StoreId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(bool Confirm);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) =>
            new(await db.Find<bool?>("SELECT Confirm FROM catalog.LabelSettings WHERE StoreId = @StoreId", query, cancellationToken) ?? false);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/labels/setting", (long storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(GetLabelSetting)).WithSummary("Whether a dearer price waits for its label in this store");
    }
}
