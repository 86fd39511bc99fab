using Store.Catalog.Prices;

namespace Store.Catalog.PriceChanges;

/// <summary>A price change document without its lines.</summary>
internal static class GetPriceChange
{
    internal sealed record Query(long ChangeId) : IQuery<Result>;

    /// <param name="ChangeId">The document.</param>
    /// <param name="Number">Its number for people.</param>
    /// <param name="State">How far it is.</param>
    /// <param name="Reason">Why prices change.</param>
    /// <param name="ListId">The price list; 0 for retail prices.</param>
    /// <param name="ListName">Its name; null for retail prices.</param>
    /// <param name="StoreIds">Where it holds; empty: in the whole chain.</param>
    /// <param name="From">When it begins by the store's wall clock; null: on approval.</param>
    /// <param name="To">When it ends; null where it does not.</param>
    /// <param name="Lines">How many prices.</param>
    /// <param name="Reverses">The number of the document that it undoes; null without one.</param>
    /// <param name="ReversedBy">The number of the document that undoes it; null without one.</param>
    /// <param name="MadeBy">Who made it.</param>
    /// <param name="MadeAt">When, UTC.</param>
    /// <param name="SubmittedBy">Who put it forward; null while nobody has.</param>
    /// <param name="DecidedBy">Who approved, refused or cancelled it; null while nobody has.</param>
    /// <param name="DecidedAt">When, UTC.</param>
    /// <param name="Note">What they said.</param>
    /// <param name="MayDecide">Whether the caller is another person than those who made it and put it forward.</param>
    /// <param name="Version">For changing it.</param>
    internal sealed record Result(
        long ChangeId, string Number, PriceChangeState State, string Reason, long ListId, string? ListName, IReadOnlyList<long> StoreIds, DateTime? From, DateTime? To, int Lines,
        string? Reverses, string? ReversedBy, string MadeBy, DateTime MadeAt, string? SubmittedBy, string? DecidedBy, DateTime? DecidedAt, string Note, bool MayDecide, int Version);

    internal sealed class Handler(Db db, PriceChangeDocuments documents, ChainWide chainWide, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var document = await documents.Load(query.ChangeId, cancellationToken);
            RequireSight(chainWide, document);
            var about = await db.Find<About>("""
                SELECT (SELECT COUNT(*) FROM catalog.PriceChangeLines WHERE ChangeId = @ChangeId) AS Lines,
                       (SELECT MAX(Number) FROM catalog.PriceChanges WHERE ChangeId = @ReversesId) AS Reverses,
                       (SELECT MAX(Number) FROM catalog.PriceChanges WHERE ReversesId = @ChangeId AND State NOT IN ('Cancelled', 'Refused')) AS ReversedBy
                """, document, cancellationToken);
            var state = await documents.IsLive(document, cancellationToken) ? PriceChangeState.Live : document.At;
            return new Result(
                document.ChangeId, document.Number, state, document.Reason, document.ListId, NullIfEmpty(document.ListName), document.StoreIds, document.FromLocal, document.ToLocal,
                about!.Lines, about.Reverses, about.ReversedBy, document.MadeByName, document.MadeAt, NullIfEmpty(document.SubmittedByName), NullIfEmpty(document.DecidedByName),
                document.DecidedAt, document.Note, caller.UserId != document.MadeById && caller.UserId != document.SubmittedById, document.Version);
        }

        /// <summary>Who may see one of its stores may see it; the chain's are for everyone with the permission.</summary>
        internal static void RequireSight(ChainWide chainWide, PriceChangeDocument document)
        {
            if (document.StoreIds.Count > 0 && !document.StoreIds.Any(chainWide.MaySee))
                chainWide.RequireStore(document.StoreIds[0]);
        }

        private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

        private sealed record About(int Lines, string? Reverses, string? ReversedBy);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/price-changes/{changeId:long}", (long changeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(changeId), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(GetPriceChange)).WithSummary("A price change document without its lines")
            .ProducesProblem(403).ProducesProblem(404);
    }
}
