using Store.Catalog.Prices;

namespace Store.Catalog.PriceLists;

/// <summary>The prices on a list that hold or will hold, newest first, beside the retail price.</summary>
internal static class ListListPrices
{
    internal sealed record Query(long ListId, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="PriceId">The version.</param>
    /// <param name="ProductId">The product.</param>
    /// <param name="Code">Item code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Unit">The unit that the price is for.</param>
    /// <param name="PackUnit">The same where it is not the product's own; null otherwise.</param>
    /// <param name="StyleName">The style whose price it is; null for the product's own.</param>
    /// <param name="StoreId">One of the list's stores; 0 for all of them.</param>
    /// <param name="Price">Price of one unit on this list.</param>
    /// <param name="RetailPrice">The chain's retail price of the product's own unit; null without one.</param>
    /// <param name="From">When it begins by the store's wall clock.</param>
    /// <param name="Until">When it is over; null where that is not known yet.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="SetBy">Who set it.</param>
    internal sealed record Item(
        long PriceId, long ProductId, string Code, string Name, string Unit, string? PackUnit, string? StyleName, long StoreId, Money Price, Money? RetailPrice,
        DateTime From, DateTime? Until, string Reason, string SetBy);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, PriceListWriter lists, ChainWide chainWide, WallClock wallClock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Find<long?>("SELECT ListId FROM catalog.PriceLists WHERE ListId = @ListId", query, cancellationToken) is null)
                throw new NotFound("price_list", query.ListId);
            var stores = await lists.Stores(query.ListId, cancellationToken);
            if (stores.Count > 0 && !stores.Any(chainWide.MaySee))
                chainWide.RequireStore(stores[0]);
            var rows = await db.Query<Row>($"""
                SELECT    l.PriceId, l.ProductId, p.Code, p.Name, p.Unit, l.Unit AS PackUnit, s.Name AS StyleName, l.StoreId, l.PriceMinor, r.PriceMinor AS RetailPriceMinor, l.ValidFromLocal AS FromLocal,
                          l.UntilLocal, l.Reason, l.SetByName
                FROM      catalog.Prices l
                JOIN      catalog.Products p ON p.ProductId = l.ProductId
                LEFT JOIN catalog.Styles s ON s.StyleId = l.StyleId
                LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
                WHERE     l.ListId = @ListId AND l.PriceId < @After AND l.UntilLocal > @Local AND (l.StoreId = 0 OR l.StoreId IN @Stores)
                ORDER BY l.PriceId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                query.ListId, query.After, Rows = query.Limit + 1, StoreId = PriceRow.WholeChain, Local = await wallClock.Now(PriceRow.WholeChain, cancellationToken),
            }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.PriceId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(ItemOf)], page.Next);
        }

        private static Item ItemOf(Row row) => new(
            row.PriceId, row.ProductId, row.Code, row.Name, row.PackUnit.Length == 0 ? row.Unit : row.PackUnit, row.PackUnit.Length == 0 ? null : row.PackUnit, row.StyleName,
            row.StoreId, row.Price, row.RetailPrice, row.FromLocal.WithoutZone(), row.UntilLocal.WithoutZone() == PriceRow.Never ? null : row.UntilLocal.WithoutZone(), row.Reason, row.SetByName);

        private sealed record Row(
            long PriceId, long ProductId, string Code, string Name, string Unit, string PackUnit, string? StyleName, long StoreId, Money Price, Money? RetailPrice, DateTime FromLocal,
            DateTime UntilLocal, string Reason, string SetByName);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/price-lists/{listId:long}/prices", (long listId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(listId, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListListPrices)).WithSummary("The prices on a list that hold or will hold")
            .ProducesValidationProblem().ProducesProblem(403).ProducesProblem(404);
    }
}
