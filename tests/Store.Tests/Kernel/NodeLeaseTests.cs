using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Store.Kernel.Identifiers;

namespace Store.Tests.Kernel;

/// <summary>Takes every number there is, so it has a database to itself.</summary>
public sealed class NodeLeaseTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Whoever_takes_a_number_over_starts_where_its_last_holder_had_to_stop()
    {
        var clock = new TestClock();
        clock.Advance(TimeSpan.FromDays(1));
        var ended = new Dictionary<int, DateTime>();
        for (var host = 0; host < 64; host++)
        {
            var lease = await Host(clock);
            Assert.True(ended.TryAdd(lease.Current.Node, lease.Current.Until), $"Number {lease.Current.Node} was given to two hosts at once.");
        }

        clock.Advance(TimeSpan.FromMinutes(3));

        var next = await Host(clock);
        Assert.Equal(ended[next.Current.Node], next.Current.From, TimeSpan.FromMilliseconds(1));
    }

    private async Task<NodeLease> Host(TestClock clock)
    {
        var lease = new NodeLease(store.Services.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<NodeLease>.Instance);
        await lease.Take(CancellationToken.None);
        return lease;
    }
}
