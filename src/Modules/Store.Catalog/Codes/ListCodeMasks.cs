using Store.Catalog.Prices;
using Store.Contracts.Catalog;

namespace Store.Catalog.Codes;

/// <summary>The masks that tell codes apart, in the order in which they are tried: a store's own, then the chain's.</summary>
internal static class ListCodeMasks
{
    internal sealed record Query(long StoreId) : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long CodeMaskId, long StoreId, int Position, string Name, CodeKind Kind, string Pattern, bool Active, int Version);

    internal sealed class Handler(Db db, ChainWide chainWide) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            chainWide.RequireStore(query.StoreId);
            var rows = await db.Query<CodeMaskRow>("""
                SELECT CodeMaskId, StoreId, Position, Name, Kind, Pattern, Active, Version
                FROM   catalog.CodeMasks
                WHERE  StoreId IN (0, @StoreId)
                ORDER BY StoreId DESC, Position, CodeMaskId
                """, query, cancellationToken);
            return new Result([.. rows.Select(row =>
                new Item(row.CodeMaskId, row.StoreId, row.Position, row.Name, Enum.Parse<CodeKind>(row.Kind), row.Pattern, row.Active, row.Version))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/code-masks", (long? storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId ?? PriceRow.WholeChain), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListCodeMasks)).WithSummary("The masks of scale labels, cards and coupons");
    }
}
