using Store.Catalog.Prices;

namespace Store.Catalog.PriceChanges;

/// <summary>The lines of a document, with what each would do: old price, new price, margin, and whether it goes below the floor.</summary>
internal static class ListPriceChangeLines
{
    internal sealed record Query(long ChangeId, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="LineId">The line.</param>
    /// <param name="ProductId">The product.</param>
    /// <param name="Code">Item code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Unit">The unit that the price is for.</param>
    /// <param name="PackUnit">The same where it is not the product's own; null otherwise.</param>
    /// <param name="StoreId">One of the document's stores; 0 for all of them.</param>
    /// <param name="OldPrice">What holds now or, once it is decided, held then; null without one.</param>
    /// <param name="RetailPrice">The retail price now; null without one.</param>
    /// <param name="NewPrice">What will hold; null: the price ends.</param>
    /// <param name="Cost">What one unit costs without tax, for those who may see costs by changing prices; null where it is not known.</param>
    /// <param name="Margin">The share of the new price without tax that is left above cost, in percent; null where the cost is not known.</param>
    /// <param name="Floor">The lowest price that needs nobody's approval at a till; null without one.</param>
    /// <param name="BelowFloor">Whether the new price is lower than that.</param>
    /// <param name="StyleId">The style whose price it is; null for the product's own.</param>
    /// <param name="StyleName">Its name; null likewise.</param>
    /// <param name="BehindOwn">Whether it is a style's price in whose place this variant has one of its own, which goes on counting.</param>
    internal sealed record Item(
        long LineId, long ProductId, string Code, string Name, string Unit, string? PackUnit, long StoreId, Money? OldPrice, Money? RetailPrice, Money? NewPrice, Money? Cost,
        decimal? Margin, Money? Floor, bool BelowFloor, long? StyleId, string? StyleName, bool BehindOwn);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, PriceChangeDocuments documents, PriceChangePreview preview, ChainWide chainWide, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var document = await documents.Load(query.ChangeId, cancellationToken);
            GetPriceChange.Handler.RequireSight(chainWide, document);
            var rows = await db.Query<PriceChangeLineRow>("""
                SELECT LineId, ChangeId, ProductId, Unit, StoreId, OldPriceMinor, NewPriceMinor, StyleId
                FROM   catalog.PriceChangeLines
                WHERE  ChangeId = @ChangeId AND LineId > @After
                ORDER BY LineId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.ChangeId, query.After, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.LineId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var previews = await preview.Of(document, [.. page.Items], cancellationToken);
            var styles = (await db.Query<Style>(
                "SELECT StyleId, Name FROM catalog.Styles WHERE StyleId IN @ids", new { ids = page.Items.Select(row => row.StyleId).Distinct() }, cancellationToken))
                .ToDictionary(style => style.StyleId, style => style.Name);
            var mayKnowCost = caller.May("catalog.change-price") || caller.May("catalog.approve-price-change");
            return new Page<Item>([.. page.Items.Select(row => ItemOf(document, row, previews[row.LineId], styles.GetValueOrDefault(row.StyleId), mayKnowCost))], page.Next);
        }

        private static Item ItemOf(PriceChangeDocument document, PriceChangeLineRow row, PriceChangePreview.Line line, string? styleName, bool mayKnowCost) => new(
            row.LineId, row.ProductId, line.Code, line.Name, line.Unit, row.Unit.Length == 0 ? null : row.Unit, row.StoreId,
            document.At == PriceChangeState.Approved ? row.OldPrice : line.OldPrice, line.RetailPrice, row.NewPrice, mayKnowCost ? line.Cost : null, mayKnowCost ? line.Margin : null,
            mayKnowCost ? line.Floor : null, row.NewPrice < line.Floor, row.StyleId == 0 ? null : row.StyleId,
            styleName, line.BehindOwn);

        private sealed record Style(long StyleId, string Name);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/price-changes/{changeId:long}/lines", (long changeId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(changeId, after ?? 0, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListPriceChangeLines)).WithSummary("The lines of a price change document, with old price, margin and floor")
            .ProducesValidationProblem().ProducesProblem(403).ProducesProblem(404);
    }
}
