using System.Data.Common;
using Store.Contracts.Catalog;
using Store.Contracts.Checkout;

namespace Store.Members.Purchases;

/// <summary>
/// Counts the members' sales that no event has told of: those from before members were counted, and those whose event was given up. Goes through them in the order of their
/// ids, a page per transaction, and remembers how far it came; sales of the last day are looked at again the next time.
/// </summary>
internal sealed class CatchUp(Db db, IMediator mediator, PurchaseBook book, TimeProvider clock)
{
    private const string Task = "CatchUp";
    private const int SalesAtATime = 200;
    private const int ProductsAtATime = 1000;

    /// <summary>Counts what is missing; says how many sales those were.</summary>
    /// <param name="fromTheStart">Whether to look at all sales again.</param>
    /// <param name="cancellationToken">Ends it between two pages.</param>
    public async Task<int> Run(bool fromTheStart, CancellationToken cancellationToken)
    {
        var settled = DateOnly.FromDateTime(clock.UtcNow()).AddDays(-2);
        var (missing, after) = (0, fromTheStart ? 0 : await CareRun.Position(db, Task, cancellationToken));
        while (await mediator.Send(new ReadMemberSales(after, SalesAtATime), cancellationToken) is { Count: > 0 } sales)
        {
            var inCategories = await InCategories(sales, cancellationToken);
            missing += await db.Transact(async () =>
            {
                var counted = await book.Count(inCategories, cancellationToken);
                if (sales.LastOrDefault(sale => sale.BusinessDate <= settled) is { } last)
                    await CareRun.Put(db, Task, clock.UtcNow(), last.SaleId, cancellationToken);
                return counted;
            }, cancellationToken);
            after = sales[^1].SaleId;
        }

        return missing;
    }

    /// <summary>Sales do not say in which categories their goods were; those of today are given to them.</summary>
    private async Task<IReadOnlyList<MemberSale>> InCategories(IReadOnlyList<MemberSale> sales, CancellationToken cancellationToken)
    {
        var categories = new Dictionary<long, long?>();
        foreach (var products in sales.SelectMany(sale => sale.Items).Select(item => item.ProductId).Distinct().Chunk(ProductsAtATime))
        {
            foreach (var product in await mediator.Send(new DescribeProducts(products), cancellationToken))
                categories[product.ProductId] = product.CategoryId;
        }

        return [.. sales.Select(sale => sale with { Items = [.. sale.Items.Select(item => item with { CategoryId = categories.GetValueOrDefault(item.ProductId) })] })];
    }
}

/// <summary>How far the module's own work has come.</summary>
internal static class CareRun
{
    public static async Task<long> Position(Db db, string task, CancellationToken cancellationToken) =>
        await db.Find<long?>("SELECT Position FROM members.CareRuns WHERE Task = @task", new { task }, cancellationToken) ?? 0;

    public static async Task<DateTime?> At(Db db, string task, CancellationToken cancellationToken) =>
        await db.Find<DateTime?>("SELECT RanAt FROM members.CareRuns WHERE Task = @task", new { task }, cancellationToken);

    public static async Task Put(Db db, string task, DateTime at, long position, CancellationToken cancellationToken)
    {
        if (await db.Execute("UPDATE members.CareRuns SET RanAt = @at, Position = @position WHERE Task = @task", new { task, at, position }, cancellationToken) == 0)
            await First(db, task, at, position, cancellationToken);
    }

    private static async Task First(Db db, string task, DateTime at, long position, CancellationToken cancellationToken)
    {
        try
        {
            await db.Execute("INSERT INTO members.CareRuns (Task, RanAt, Position) VALUES (@task, @at, @position)", new { task, at, position }, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Another host does this for the first time too.", refused);
        }
    }
}
