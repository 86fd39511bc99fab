using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Store.Host;
using Store.Kernel.Database;

namespace Store.Benchmarks;

/// <summary>Counts the statements of one sale in a host of this process.</summary>
internal static class StatementCount
{
    private const int Goods = 40;
    private const int Tries = 10;

    public static async Task<int> OfSale(string database, int lines, bool toMember, CancellationToken cancellationToken)
    {
        await HostProcess.RunVerb(database, cancellationToken, "demo");
        var counter = new Counter();
        await using var app = StoreHost.Build(
            ["--urls=http://127.0.0.1:0", "--environment=Production", $"--Database:ConnectionString=Data Source={database}", "--Logging:LogLevel:Default=Error"],
            services => services.AddSingleton<IStatementObserver>(counter));
        await app.StartAsync(cancellationToken);
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        var shop = new Shop(address);
        await shop.SignIn(cancellationToken);
        var products = await shop.Goods(Goods, Till.Price, cancellationToken);
        var (registerId, _) = await shop.Register("COUNT", cancellationToken);
        using var till = new Till(address, await shop.CashierToken(cancellationToken), shop.StoreId, registerId, products, 0);
        if (toMember)
            till.Members = await shop.Members(1, registerId, cancellationToken);

        // The fewest of several, so that neither a look at the outbox nor one at the session falls into the count.
        var fewest = int.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var before = counter.Count;
            await till.Sell(lines, cancellationToken);
            fewest = Math.Min(fewest, counter.Count - before);
        }

        await app.StopAsync(cancellationToken);
        return fewest;
    }

    private sealed class Counter : IStatementObserver
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public void Executing(string statement) => Interlocked.Increment(ref count);
    }
}
