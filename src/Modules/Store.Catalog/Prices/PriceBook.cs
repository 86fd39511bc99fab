using Store.Contracts.Members;

namespace Store.Catalog.Prices;

/// <summary>What things cost a customer in a store at a moment: the one answer for every page, search, look-up and sale, so that the price shown is the price charged.</summary>
internal sealed class PriceBook(Db db)
{
    private const int IdsAtMost = 1000;

    /// <summary>The prices of some items; what has none is left out.</summary>
    public async Task<IReadOnlyDictionary<(long ProductId, string Unit), PriceInForce>> Find(
        long storeId, IReadOnlyCollection<Priceable> items, DateTime local, Standing? customer, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(long, string), PriceInForce>();
        foreach (var chunk in items.Chunk(IdsAtMost))
        {
            var open = (await OpenPrices(storeId, chunk, local, customer, cancellationToken)).ToLookup(price => price.ProductId);
            foreach (var item in chunk)
            {
                if (PriceRule.Of(item, open[item.ProductId]) is { } price)
                    found[(item.ProductId, item.Unit)] = price;
            }
        }

        return found;
    }

    /// <summary>
    /// Every price that is in force for some products and open to the customer; besides, where labels are confirmed, what the label on the shelf says
    /// (<see cref="PriceRule.Label"/>).
    /// </summary>
    public Task<IReadOnlyList<OpenPrice>> OpenPrices(
        long storeId, IReadOnlyCollection<Priceable> items, DateTime local, Standing? customer, CancellationToken cancellationToken) => db.Query<OpenPrice>("""
        SELECT    r.PriceId, r.ProductId, r.StoreId, r.Unit, r.PriceMinor, r.ValidFromLocal AS FromLocal, r.ListId, COALESCE(l.Name, '') AS ListName,
                  CASE l.Kind WHEN 'List' THEN 1 WHEN 'Member' THEN 2 WHEN 'Special' THEN 3 WHEN 'MemberSpecial' THEN 4 ELSE 0 END AS Source, COALESCE(l.Priority, 0) AS Priority,
                  r.StyleId
        FROM      catalog.Prices r
        LEFT JOIN catalog.PriceLists l ON l.ListId = r.ListId
        WHERE     r.ProductId IN @products AND r.UntilLocal > @local AND r.ValidFromLocal <= @local AND r.StoreId IN (0, @storeId)
              AND (r.ListId = 0 OR (
                  l.Active = 1 AND l.ValidFromLocal <= @local AND (l.ValidToLocal IS NULL OR l.ValidToLocal > @local)
                  AND (l.AllStores = 1 OR EXISTS (SELECT 1 FROM catalog.PriceListTargets s WHERE s.ListId = l.ListId AND s.Kind = 'Store' AND s.TargetId = @storeId))
                  AND ((l.AllCustomers = 1 AND (l.Kind IN ('List', 'Special') OR @isMember = 1))
                      OR EXISTS (SELECT 1 FROM catalog.PriceListTargets c WHERE c.ListId = l.ListId
                          AND ((c.Kind = 'Level' AND c.TargetId = @levelId) OR (c.Kind = 'Group' AND c.TargetId IN @groupIds))))))
        UNION ALL
        SELECT    0, s.ProductId, s.StoreId, '', s.LowestMinor, s.ChangedAt, -1, '', 5, 0, 0
        FROM      catalog.ShelfLabels s
        JOIN      catalog.LabelSettings g ON g.StoreId = s.StoreId AND g.Confirm = 1
        WHERE     s.StoreId = @storeId AND s.ProductId IN @products
        """, new
        {
            products = items.Select(item => item.ProductId).Distinct(),
            storeId, local, isMember = customer?.MemberId is not null, levelId = customer?.LevelId ?? 0, groupIds = customer?.GroupIds ?? [],
        }, cancellationToken);
}
