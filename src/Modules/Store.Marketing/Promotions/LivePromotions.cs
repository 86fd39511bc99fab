using Store.Contracts.Catalog;
using Store.Marketing.Pricing;

namespace Store.Marketing.Promotions;

/// <summary>
/// Gives a store's live promotions. A basket asks the database for one figure; only when a promotion has been changed since, on whichever host, the promotions are read again.
/// </summary>
internal sealed class LivePromotions(Db db, IMediator mediator, ChangeShelf<long, PromotionBook> shelf, TimeProvider clock)
{
    public async Task<PromotionBook> Of(long storeId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var changes = await db.Scalar<long>("SELECT Changes FROM marketing.PromotionChanges WHERE CounterId = 1", null, cancellationToken);
        if (shelf.Find(storeId, changes, now) is { } known)
            return known;

        var rows = await db.Query<Row>("""
            SELECT PromotionId, Definition
            FROM   marketing.Promotions p
            WHERE  State = 'Active'
              AND  (WholeChain = 1 OR EXISTS (SELECT 1 FROM marketing.PromotionStores s WHERE s.PromotionId = p.PromotionId AND s.StoreId = @storeId))
            """, new { storeId }, cancellationToken);
        var book = rows.Count == 0 ? PromotionBook.Empty : new PromotionBook(await Ready([.. rows.Select(row => (row.PromotionId, PromotionRows.Read(row.Definition)))], cancellationToken));
        shelf.Put(storeId, changes, now, book);
        return book;
    }

    /// <summary>The tree of categories as it is now.</summary>
    public async Task<CategoryBranches> Categories(CancellationToken cancellationToken) => new(await mediator.Send(new GetCategoryTree(), cancellationToken));

    /// <summary>Makes promotions ready for the till.</summary>
    public async Task<IEnumerable<Promotion>> Ready(IReadOnlyList<(long PromotionId, PromotionDefinition Definition)> definitions, CancellationToken cancellationToken)
    {
        var named = definitions.Any(one => one.Definition.Goods?.CategoryIds is { Count: > 0 } || one.Definition.Terms.Reward?.CategoryIds is { Count: > 0 });
        var categories = named ? await Categories(cancellationToken) : CategoryBranches.None;
        return definitions.Select(one => new Promotion(one.PromotionId, one.Definition, categories));
    }

    private sealed record Row(long PromotionId, string Definition);
}
