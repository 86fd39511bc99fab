namespace Store.Checkout.Paper;

/// <summary>What a store has on its receipts besides the figures.</summary>
internal static class GetLetterhead
{
    internal sealed record Query(long StoreId) : IQuery<Letterhead>, IStoreScoped;

    internal sealed class Handler(Db db) : IRequestHandler<Query, Letterhead>
    {
        public Task<Letterhead> Handle(Query query, CancellationToken cancellationToken) => Letterhead.Of(db, query.StoreId, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/letterhead", (long storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId), cancel))
            .RequirePermission("checkout.manage-registers")
            .WithName(nameof(GetLetterhead)).WithSummary("See logo, header, footer and code of a store's receipts");
    }
}
