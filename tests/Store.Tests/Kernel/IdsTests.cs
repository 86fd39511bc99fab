using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Store.Kernel.Identifiers;

namespace Store.Tests.Kernel;

public sealed class IdsTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const long SafeInJavaScript = 1L << 53;

    [Fact]
    public async Task Ids_of_two_hosts_and_many_threads_are_unique_and_exact_in_JavaScript()
    {
        var (one, _) = await Host(new TestClock());
        var (other, _) = await Host(new TestClock());
        var made = new ConcurrentBag<long[]>();

        Parallel.For(0, 8, thread => made.Add([.. Enumerable.Range(0, 20_000).Select(_ => (thread % 2 == 0 ? one : other).Next())]));

        var all = made.SelectMany(ids => ids).ToList();
        Assert.Equal(160_000, all.Distinct().Count());
        Assert.All(all, id => Assert.InRange(id, 1, SafeInJavaScript));
        Assert.All(made, ids => Assert.Equal(ids.Order(), ids));
    }

    [Fact]
    public async Task A_later_id_of_a_host_is_greater()
    {
        var clock = new TestClock();
        var (ids, _) = await Host(clock);

        var before = ids.Next();
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.True(ids.Next() > before);
    }

    [Fact]
    public async Task A_host_whose_number_ran_out_makes_no_more_ids()
    {
        var clock = new TestClock();
        var (ids, lease) = await Host(clock);
        ids.Next();

        clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Throws<InvalidOperationException>(() => ids.Next());
        await lease.Take(CancellationToken.None);
        Assert.True(ids.Next() > 0);
    }

    private async Task<(Ids Ids, NodeLease Lease)> Host(TestClock clock)
    {
        var lease = new NodeLease(store.Services.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<NodeLease>.Instance);
        await lease.Take(CancellationToken.None);
        return (new Ids(lease, clock), lease);
    }
}
