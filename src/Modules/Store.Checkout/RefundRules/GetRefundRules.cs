namespace Store.Checkout.RefundRules;

/// <summary>By which tenders a store gives money back.</summary>
internal static class GetRefundRules
{
    internal sealed record Query(long StoreId) : IQuery<Result>, IStoreScoped;

    /// <param name="Rules">One for each pair that is allowed, the unset ones (same tender) among them.</param>
    /// <param name="BrokenDeals">One of <see cref="DealReturns"/>.</param>
    /// <param name="Version">Of the tender settings, to be sent back with a change.</param>
    internal sealed record Result(IReadOnlyList<RefundRule> Rules, string BrokenDeals, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var policy = await RefundPolicy.Read(db, query.StoreId, cancellationToken);
            var settings = await db.Find<Settings>("SELECT BrokenDeals, Version FROM checkout.TenderSettings WHERE StoreId = @StoreId", query, cancellationToken);
            return new Result(
                [.. RefundPolicy.Tenders.SelectMany(paidBy => RefundPolicy.Tenders.Where(refundBy => policy.May(paidBy, refundBy)).Select(refundBy => new RefundRule(paidBy, refundBy)))],
                settings?.BrokenDeals ?? DealReturns.Allocated, settings?.Version ?? 0);
        }

        private sealed record Settings(string BrokenDeals, int Version);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/refund-rules", (long storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId), cancel))
            .RequirePermission("checkout.return")
            .WithName(nameof(GetRefundRules)).WithSummary("See by which tenders a store gives money back");
    }
}
