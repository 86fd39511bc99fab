using System.Diagnostics;

namespace Store.Benchmarks;

/// <summary>Closing a shift of many sales: the count, the comparison and the frozen Z report, as the till waits for it.</summary>
internal static class CloseBenchmark
{
    private const int Goods = 200;
    private const int Lines = 10;

    public static async Task<int> Run(string folder, int sales, CancellationToken cancellationToken)
    {
        using var files = new TemporaryFolder(folder);
        var database = files.File("store.db");
        await HostProcess.RunVerb(database, cancellationToken, "demo");
        using var host = await HostProcess.Serve(database, "Production", cancellationToken);
        var shop = new Shop(host.Address);
        await shop.SignIn(cancellationToken);
        var products = await shop.Goods(Goods, Till.Price, cancellationToken);

        // A day before, so that the time is not that of an empty history.
        await SellAndClose("CLOSE-0", cancellationToken);
        Figures.Print("close ms", await SellAndClose("CLOSE-1", cancellationToken));
        return 0;

        async Task<double> SellAndClose(string code, CancellationToken cancel)
        {
            var (registerId, shiftId) = await shop.Register(code, cancel);
            using var till = new Till(host.Address, await shop.CashierToken(cancel), shop.StoreId, registerId, products, 0);
            for (var i = 0; i < sales; i++)
                await till.Sell(Lines, cancel);
            var started = Stopwatch.GetTimestamp();
            await shop.Close(shiftId, 100m + (sales * Lines * Till.Price), cancel);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }
}
