using Store.Catalog.Prices;

namespace Store.Catalog.Labels;

/// <summary>
/// The labels of a store that have to be changed: of products whose price has changed since the label was confirmed, will change within the hours asked for, or that have none.
/// </summary>
internal static class ListLabelWork
{
    internal sealed record Query(long StoreId, LabelState? State, int Hours, long After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long ProductId, string Code, string Name, string Spec, string Unit, string? Barcode, LabelState State, Money? ShelfPrice, Money? PrintedPrice, DateTime? PrintedAt, Money? Price,
        Money? ComingPrice, Money PriceToPrint);

    internal sealed class Validator : AbstractValidator<Query>
    {
        private const int HoursAtMost = 24 * 31;

        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.Hours).InclusiveBetween(0, HoursAtMost);
            RuleFor(query => query.State).IsInEnum();
        }
    }

    internal sealed class Handler(Db db, LabelWork work, WallClock wallClock) : IRequestHandler<Query, Page<Item>>
    {
        private const int CandidatesAtOnce = 500;

        // A page that would be long in the making is cut short; the next goes on from there.
        private const int StepsAtMost = 20;

        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var local = await wallClock.Now(query.StoreId, cancellationToken);
            var found = new List<Item>();
            var after = query.After;
            for (var step = 0; step < StepsAtMost; step++)
            {
                var candidates = await Candidates(query, after, local, cancellationToken);
                foreach (var label in await work.Of(query.StoreId, candidates, TimeSpan.FromHours(query.Hours), cancellationToken))
                {
                    if (label.State is not { } state || (query.State is { } wanted && state != wanted) || label.PriceToPrint is not { } price)
                        continue;
                    if (found.Count == query.Limit)
                        return new Page<Item>(found, found[^1].ProductId.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    found.Add(new Item(
                        label.ProductId, label.Code, label.Name, label.Spec, label.Unit, label.Barcode, state, label.ShelfPrice, label.PrintedPrice, label.PrintedAt, label.Price,
                        label.ComingPrice, price));
                }

                if (candidates.Count < CandidatesAtOnce)
                    return new Page<Item>(found, Next: null);
                after = candidates[^1];
            }

            return new Page<Item>(found, after.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        /// <summary>Products whose label may be wrong: all but those whose retail price it shows, now and to come, and that stand on no list.</summary>
        private Task<IReadOnlyList<long>> Candidates(Query query, long after, DateTime local, CancellationToken cancellationToken) => db.Query<long>($"""
            SELECT    p.ProductId
            FROM      catalog.Products p
            LEFT JOIN catalog.ShelfLabels s ON s.StoreId = @StoreId AND s.ProductId = p.ProductId
            LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
            WHERE     p.ProductId > @after AND p.Active = 1
                  AND (s.ConfirmedMinor IS NULL OR r.PriceMinor IS NULL OR s.ConfirmedMinor <> r.PriceMinor OR r.UntilLocal <= @Ahead
                      OR EXISTS (SELECT 1 FROM catalog.Prices l WHERE l.ProductId = p.ProductId AND l.UntilLocal > @Local AND l.ListId <> 0)
                      OR EXISTS (SELECT 1 FROM catalog.Prices l WHERE l.ProductId = p.ProductId AND l.UntilLocal > @Local AND l.ValidFromLocal > @Local AND l.ValidFromLocal <= @Ahead))
            ORDER BY p.ProductId
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { query.StoreId, after, Local = local, Ahead = local.AddHours(query.Hours), Rows = CandidatesAtOnce }, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        private const int DefaultHours = 36;

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/labels", (long storeId, LabelState? state, int? hours, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, state, hours ?? DefaultHours, after ?? 0, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListLabelWork)).WithSummary("The price labels of a store that have to be changed")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
