using Store.Contracts.Checkout;
using Store.Members.Levels;
using Store.Members.Members;

namespace Store.Members.Purchases;

/// <summary>
/// Counts sales into what is known of members. Each sale counts once, however often it is told of: <c>MemberVisits</c> holds those that are in. A batch takes its members'
/// rows first, so that no two batches count for one member at the same time, and a merge waits.
/// </summary>
internal sealed class PurchaseBook(Db db, LevelRaises raises)
{
    private const int ProductsAtATime = 1000;

    /// <summary>Counts those that have not been counted yet; says how many those were.</summary>
    public async Task<int> Count(IReadOnlyList<MemberSale> sales, CancellationToken cancellationToken)
    {
        if (sales.Count == 0)
            return 0;
        var files = await Files([.. sales.Select(sale => sale.MemberId).Distinct()], cancellationToken);
        var visits = (await db.Query<Visit>("""
            SELECT SaleId, MemberId, LeftMinor, LeftGrowthMilli FROM members.MemberVisits WITH (UPDLOCK, ROWLOCK) WHERE SaleId IN @SaleIds
            """, new { SaleIds = sales.Select(sale => sale.SaleId).Concat(sales.SelectMany(sale => sale.BroughtBack).Select(original => original.SaleId)).Distinct() }, cancellationToken))
            .ToDictionary(visit => visit.SaleId);
        var counted = visits.Keys.ToHashSet();

        // Who was forgotten stays forgotten, and a return without receipt may name nobody's number.
        var fresh = sales.Where(sale => files.ContainsKey(sale.MemberId) && counted.Add(sale.SaleId)).Select(sale => sale with { MemberId = files[sale.MemberId].MemberId }).ToList();
        if (fresh.Count == 0)
            return 0;
        var settings = await LevelSettings.Read(db, cancellationToken);
        var growth = TicketGrowth.Of(fresh, visits, settings);
        await db.Insert("INSERT INTO members.MemberVisits (SaleId, MemberId, LeftMinor, LeftGrowthMilli) VALUES (@SaleId, @MemberId, @Left, @LeftGrowth)", growth.Fresh, cancellationToken);
        await db.Update("UPDATE members.MemberVisits SET LeftMinor = @Left, LeftGrowthMilli = @LeftGrowth WHERE SaleId = @SaleId", growth.Changed, cancellationToken);
        await CountFacts(fresh, growth, cancellationToken);
        await CountMonths(fresh, growth, cancellationToken);
        await CountGoods(fresh, cancellationToken);
        await raises.Raise([.. files.Values.DistinctBy(file => file.MemberId)], cancellationToken);
        return fresh.Count;
    }

    /// <summary>The files that go on, by the ids that the sales name; locked until the transaction ends.</summary>
    private async Task<Dictionary<long, MemberFile>> Files(IReadOnlyList<long> memberIds, CancellationToken cancellationToken)
    {
        var named = await Locked(memberIds, cancellationToken);
        var merged = named.Select(file => file.MergedIntoId).OfType<long>().Except(memberIds).ToList();
        var all = (merged.Count == 0 ? named : [.. named, .. await Locked(merged, cancellationToken)]).ToDictionary(file => file.MemberId);
        return named.Select(file => (file.MemberId, Going: file.MergedIntoId is { } into ? all[into] : file)).Where(file => file.Going.State == MemberStates.Active)
            .ToDictionary(file => file.MemberId, file => file.Going);
    }

    private Task<IReadOnlyList<MemberFile>> Locked(IReadOnlyList<long> memberIds, CancellationToken cancellationToken) => db.Query<MemberFile>("""
        SELECT MemberId, MergedIntoId, State, LevelId, LevelHeldUntil FROM members.Members WITH (UPDLOCK, ROWLOCK) WHERE MemberId IN @memberIds ORDER BY MemberId
        """, new { memberIds }, cancellationToken);

    private async Task CountFacts(IReadOnlyList<MemberSale> sales, TicketGrowth growth, CancellationToken cancellationToken)
    {
        var memberIds = sales.Select(sale => sale.MemberId).Distinct().ToList();
        var facts = (await db.Query<FactRow>("""
            SELECT MemberId, Visits, Returns, SpentMinor, GrowthMilli, FirstVisit, LastVisit, YearVisits, YearSpentMinor, RecencyScore, FrequencyScore, MoneyScore
            FROM   members.MemberFacts WITH (UPDLOCK, ROWLOCK)
            WHERE  MemberId IN @memberIds
            """, new { memberIds }, cancellationToken)).ToDictionary(row => row.MemberId);
        var first = memberIds.Where(memberId => !facts.ContainsKey(memberId)).ToHashSet();
        foreach (var sale in sales)
            facts[sale.MemberId] = (facts.GetValueOrDefault(sale.MemberId) ?? FactRow.None(sale.MemberId)).With(sale, growth[sale.SaleId]);
        await db.Update("""
            UPDATE members.MemberFacts
            SET    Visits = @Visits, Returns = @Returns, SpentMinor = @Spent, GrowthMilli = @Growth, FirstVisit = @FirstVisit, LastVisit = @LastVisit, YearVisits = @YearVisits,
                   YearSpentMinor = @YearSpent, Scored = 0
            WHERE  MemberId = @MemberId
            """, [.. facts.Values.Where(row => !first.Contains(row.MemberId))], cancellationToken);
        await db.Insert("""
            INSERT INTO members.MemberFacts (MemberId, Visits, Returns, SpentMinor, GrowthMilli, FirstVisit, LastVisit, YearVisits, YearSpentMinor, RecencyScore, FrequencyScore, MoneyScore, Scored)
            VALUES (@MemberId, @Visits, @Returns, @Spent, @Growth, @FirstVisit, @LastVisit, @YearVisits, @YearSpent, @RecencyScore, @FrequencyScore, @MoneyScore, 0)
            """, [.. facts.Values.Where(row => first.Contains(row.MemberId))], cancellationToken);
    }

    private async Task CountMonths(IReadOnlyList<MemberSale> sales, TicketGrowth growth, CancellationToken cancellationToken)
    {
        var keys = new { MemberIds = sales.Select(sale => sale.MemberId).Distinct(), Months = sales.Select(sale => Months.Of(sale.BusinessDate)).Distinct() };
        var months = (await db.Query<MonthRow>("""
            SELECT MemberId, Month, Visits, SpentMinor, GrowthMilli FROM members.MemberMonths WHERE MemberId IN @MemberIds AND Month IN @Months
            """, keys, cancellationToken)).ToDictionary(row => (row.MemberId, row.Month));
        var known = months.Keys.ToHashSet();
        foreach (var sale in sales)
        {
            var key = (sale.MemberId, Months.Of(sale.BusinessDate));
            var month = months.GetValueOrDefault(key) ?? new MonthRow(key.MemberId, key.Item2, 0, Money.Zero, Quantity.Zero);
            months[key] = month with { Visits = month.Visits + (sale.IsReturn ? 0 : 1), Spent = month.Spent + sale.Total, Growth = month.Growth + growth[sale.SaleId] };
        }

        await db.Update("""
            UPDATE members.MemberMonths SET Visits = @Visits, SpentMinor = @Spent, GrowthMilli = @Growth WHERE MemberId = @MemberId AND Month = @Month
            """, [.. months.Values.Where(month => known.Contains((month.MemberId, month.Month)))], cancellationToken);
        await db.Insert("""
            INSERT INTO members.MemberMonths (MemberId, Month, Visits, SpentMinor, GrowthMilli) VALUES (@MemberId, @Month, @Visits, @Spent, @Growth)
            """, [.. months.Values.Where(month => !known.Contains((month.MemberId, month.Month)))], cancellationToken);
    }

    private async Task CountGoods(IReadOnlyList<MemberSale> sales, CancellationToken cancellationToken)
    {
        var first = new List<GoodsRow>();
        foreach (var member in sales.GroupBy(sale => sale.MemberId).OrderBy(member => member.Key))
            first.AddRange(await AddGoods(Goods(member.Key, member), cancellationToken));
        await db.Insert("""
            INSERT INTO members.MemberGoods (MemberId, ProductId, CategoryId, Times, QuantityMilli, SpentMinor, LastBought)
            VALUES (@MemberId, @ProductId, @CategoryId, @Times, @Quantity, @Spent, @LastBought)
            """, first, cancellationToken);
    }

    /// <summary>
    /// Adds to a member's rows; says which the member has none of yet. Member by member: asked for many members and many products at once, the engines look for each product with
    /// each member.
    /// </summary>
    private async Task<IEnumerable<GoodsRow>> AddGoods(IReadOnlyList<GoodsRow> goods, CancellationToken cancellationToken)
    {
        var added = await db.Update("""
            UPDATE members.MemberGoods
            SET    CategoryId = COALESCE(@CategoryId, CategoryId), Times = Times + @Times, QuantityMilli = QuantityMilli + @Quantity, SpentMinor = SpentMinor + @Spent,
                   LastBought = CASE WHEN @Times > 0 AND LastBought < @LastBought THEN @LastBought ELSE LastBought END
            WHERE  MemberId = @MemberId AND ProductId = @ProductId
            """, goods, cancellationToken);
        if (added == goods.Count)
            return [];
        var known = new HashSet<long>();
        foreach (var products in goods.Select(row => row.ProductId).Chunk(ProductsAtATime))
        {
            known.UnionWith(await db.Query<long>("""
                SELECT ProductId FROM members.MemberGoods WHERE MemberId = @MemberId AND ProductId IN @products
                """, new { goods[0].MemberId, products }, cancellationToken));
        }

        return goods.Where(row => !known.Contains(row.ProductId));
    }

    /// <summary>What the sales add to the member's goods, by product.</summary>
    private static List<GoodsRow> Goods(long memberId, IEnumerable<MemberSale> sales)
    {
        var goods = new SortedDictionary<long, GoodsRow>();
        foreach (var (sale, item) in sales.SelectMany(sale => ByProduct(sale).Select(item => (sale, item))))
        {
            var bought = item.Quantity > Quantity.Zero;
            var row = goods.GetValueOrDefault(item.ProductId) ?? new GoodsRow(memberId, item.ProductId, CategoryId: null, 0, Quantity.Zero, Money.Zero, sale.BusinessDate);
            goods[item.ProductId] = row with
            {
                CategoryId = item.CategoryId ?? row.CategoryId,
                Times = row.Times + (bought ? 1 : 0),
                Quantity = row.Quantity + item.Quantity,
                Spent = row.Spent + item.Total,
                LastBought = bought && (row.Times == 0 || sale.BusinessDate > row.LastBought) ? sale.BusinessDate : row.LastBought,
            };
        }

        return [.. goods.Values];
    }

    private static IEnumerable<SoldItem> ByProduct(MemberSale sale) => sale.Items.DistinctBy(item => item.ProductId).Count() == sale.Items.Count
        ? sale.Items
        : sale.Items.GroupBy(item => item.ProductId).Select(product => new SoldItem(
            product.Key, product.Select(item => item.CategoryId).FirstOrDefault(category => category is not null), new Quantity(product.Sum(item => item.Quantity.Milli)),
            Money.Sum(product.Select(item => item.Total))));

    private sealed record FactRow(
        long MemberId, int Visits, int Returns, Money Spent, Quantity Growth, DateOnly? FirstVisit, DateOnly? LastVisit, int YearVisits, Money YearSpent, int RecencyScore, int FrequencyScore,
        int MoneyScore)
    {
        public static FactRow None(long memberId) => new(memberId, 0, 0, Money.Zero, Quantity.Zero, null, null, 0, Money.Zero, 0, 0, 0);

        public FactRow With(MemberSale sale, Quantity growth)
        {
            var counted = this with { Spent = Spent + sale.Total, Growth = Growth + growth, YearSpent = YearSpent + sale.Total };
            return sale.IsReturn ? counted with { Returns = Returns + 1 } : counted with
            {
                Visits = Visits + 1,
                YearVisits = YearVisits + 1,
                FirstVisit = FirstVisit is null || sale.BusinessDate < FirstVisit ? sale.BusinessDate : FirstVisit,
                LastVisit = LastVisit is null || sale.BusinessDate > LastVisit ? sale.BusinessDate : LastVisit,
            };
        }
    }

    private sealed record MonthRow(long MemberId, int Month, int Visits, Money Spent, Quantity Growth);

    private sealed record GoodsRow(long MemberId, long ProductId, long? CategoryId, int Times, Quantity Quantity, Money Spent, DateOnly LastBought);
}

/// <summary>A member's file as far as counting needs it.</summary>
/// <param name="MemberId">The file.</param>
/// <param name="MergedIntoId">The file that goes on in its place.</param>
/// <param name="State">One of <see cref="MemberStates"/>.</param>
/// <param name="LevelId">The level now.</param>
/// <param name="LevelHeldUntil">The last day on which a level that was set by hand stays as it is.</param>
internal sealed record MemberFile(long MemberId, long? MergedIntoId, string State, long? LevelId, DateOnly? LevelHeldUntil);
