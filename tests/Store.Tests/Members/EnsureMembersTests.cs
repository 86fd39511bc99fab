using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Members;
using Store.Kernel.Database;

namespace Store.Tests.Members;

public sealed class EnsureMembersTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Members_are_made_once_whoever_asks_and_in_whatever_case()
    {
        var storeId = await store.GivenStore();
        var number = StoreApp.NewCode("m").ToLowerInvariant();
        var numbers = new[] { number, number.ToUpperInvariant(), $" {number}2" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Ensure(storeId, numbers))));

        Assert.All(answers, answer => Assert.Equal(answers[0].Values.Order(), answer.Values.Order()));
        Assert.Equal(answers[0][number], answers[0][number.ToUpperInvariant()]);
        Assert.NotEqual(answers[0][number], answers[0][$" {number}2"]);
        Assert.Equal(2, (await store.Rows<long>("SELECT MemberId FROM members.Members WHERE HomeStoreId = @storeId", new { storeId })).Count);
    }

    private Task<IReadOnlyDictionary<string, long>> Ensure(long storeId, string[] numbers) => store.InScope(services => services.GetRequiredService<Db>()
        .Transact(() => services.GetRequiredService<IMediator>().Send(new EnsureMembers(storeId, numbers)), CancellationToken.None));
}
