using Store.Catalog.Categories;
using Store.Catalog.Prices;
using Store.Contracts.Checkout;

namespace Store.Catalog.Filing;

/// <summary>Says where products belong by the filing rules.</summary>
internal sealed class ProductFiling(Db db, IMediator mediator, WallClock wallClock, TimeProvider clock)
{
    private IReadOnlyList<FilingRuleRow>? rules;
    private Dictionary<long, long> parents = [];
    private Dictionary<int, Dictionary<long, Quantity>> sold = [];

    /// <summary>The rule that files a new product, of which nothing has been sold yet; null where none speaks of it.</summary>
    public async Task<FilingRuleRow?> RuleForNew(string name, string brand, string spec, Money? price, CancellationToken cancellationToken)
    {
        await Read(withSales: false, cancellationToken);
        return rules!.FirstOrDefault(rule => rule.SoldDays == 0 && rule.FromCategoryId is null && Fits(rule, new Candidate(0, "", name, brand, spec, CategoryId: null, price, Version: 0)));
    }

    /// <summary>The products behind one, in the order of their ids, that the rules file elsewhere.</summary>
    /// <param name="afterProductId">Where to begin.</param>
    /// <param name="productsAtMost">How many products are looked at.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(IReadOnlyList<Move> Moves, long? Next)> Moves(long afterProductId, int productsAtMost, CancellationToken cancellationToken)
    {
        await Read(withSales: true, cancellationToken);
        if (rules!.Count == 0)
            return ([], null);
        var products = await db.Query<Candidate>($"""
            SELECT    p.ProductId, p.Code, p.Name, p.Brand, p.Spec, p.CategoryId, r.PriceMinor, p.Version
            FROM      catalog.Products p
            LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
            WHERE     p.ProductId > @afterProductId AND p.Active = 1
            ORDER BY p.ProductId
            OFFSET 0 ROWS FETCH NEXT @productsAtMost ROWS ONLY
            """, new { afterProductId, productsAtMost, StoreId = PriceRow.WholeChain, Local = await wallClock.Now(PriceRow.WholeChain, cancellationToken) }, cancellationToken);
        var moves = products.Select(product => (Product: product, Rule: rules!.FirstOrDefault(rule => Fits(rule, product))))
            .Where(one => one.Rule is not null && one.Rule.CategoryId != one.Product.CategoryId)
            .Select(one => new Move(one.Product, one.Rule!)).ToList();
        return (moves, products.Count == productsAtMost ? products[^1].ProductId : null);
    }

    private async Task Read(bool withSales, CancellationToken cancellationToken)
    {
        if (rules is null)
        {
            rules = [.. (await db.FilingRulesInOrder(cancellationToken)).Where(rule => rule.Active)];
            if (rules.Any(rule => rule.FromCategoryId is not null))
            {
                parents = (await db.Query<Parent>("SELECT CategoryId, ParentId FROM catalog.Categories", null, cancellationToken))
                    .ToDictionary(category => category.CategoryId, category => category.ParentId);
            }
        }

        if (!withSales)
            return;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var days in rules.Select(rule => rule.SoldDays).Where(days => days > 0 && !sold.ContainsKey(days)).Distinct().ToList())
            sold[days] = (await mediator.Send(new GetUnitsSold(today.AddDays(-days)), cancellationToken)).ToDictionary(one => one.ProductId, one => one.Quantity);
    }

    private bool Fits(FilingRuleRow rule, Candidate product)
    {
        if ((rule.OnlyUnfiled && product.CategoryId is not null) || (rule.FromCategoryId is { } from && !StandsIn(product.CategoryId, from)))
            return false;
        if (rule.Brand.Length > 0 && !rule.Brand.Equals(product.Brand, StringComparison.OrdinalIgnoreCase))
            return false;
        if (!HasOne(product.Name, rule.NameHas) || !HasOne(product.Spec, rule.SpecHas))
            return false;
        if ((rule.PriceFrom is not null && !(product.Price >= rule.PriceFrom)) || (rule.PriceTo is not null && !(product.Price < rule.PriceTo)))
            return false;
        if (rule.SoldDays == 0)
            return true;
        var quantity = sold[rule.SoldDays].GetValueOrDefault(product.ProductId);
        return (rule.SoldAtLeast is null || quantity >= rule.SoldAtLeast) && (rule.SoldAtMost is null || quantity <= rule.SoldAtMost);
    }

    private bool StandsIn(long? categoryId, long branch)
    {
        for (var (at, level) = (categoryId ?? CategoryTree.Top, 0); at != CategoryTree.Top && level <= CategoryTree.LevelsAtMost; (at, level) = (parents.GetValueOrDefault(at), level + 1))
        {
            if (at == branch)
                return true;
        }

        return false;
    }

    private static bool HasOne(string text, string words) =>
        words.Length == 0 || words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <param name="Product">What moves.</param>
    /// <param name="Rule">The rule that moves it.</param>
    internal sealed record Move(Candidate Product, FilingRuleRow Rule);

    internal sealed record Candidate(long ProductId, string Code, string Name, string Brand, string Spec, long? CategoryId, Money? Price, int Version);

    private sealed record Parent(long CategoryId, long ParentId);
}
