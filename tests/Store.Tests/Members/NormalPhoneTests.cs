using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;
using Store.Members.Contacts;
using Store.Members.Purchases;
using Store.Tests.Inventory;

namespace Store.Tests.Members;

/// <summary>Phones that were entered with the country before it was taken off mobile numbers.</summary>
public sealed class NormalPhoneTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_phone_from_before_is_found_and_is_nobody_elses_once_the_members_were_looked_after()
    {
        var (phone, taken) = (NewPhone(), NewPhone());
        var (memberId, twin, other) = (await store.GivenMember(), await store.GivenMember(), await store.GivenMember(new { name = "会员", phone = taken }));
        await Enter(memberId, $"86{phone}");
        await Enter(twin, $"86{taken}");
        await store.Spoil("DELETE FROM members.CareRuns WHERE Task = @Task", new { NormalPhones.Task });
        Assert.Equal(404, (await LookUp(phone)).Status);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => store.Services.GetRequiredService<MemberCare>().Run(CancellationToken.None))));

        foreach (var typed in new[] { phone, $"86{phone}", $"+86 {phone}", $"0086-{phone}" })
            Assert.Equal(memberId, (await LookUp(typed)).Ok().GetProperty("memberId").GetInt64());
        Assert.Equal((409, "member.phone_taken"), await Make(phone));
        Assert.Equal(other, (await LookUp($"86{taken}")).Ok().GetProperty("memberId").GetInt64());
        Assert.Equal($"86{taken}"[..3], (await store.SignedIn(0, "members.view").Get($"/api/members/members/{twin}")).Ok().GetProperty("phone").GetString()![..3]);
    }

    private Task<bool> Enter(long memberId, string phone) => store.InScope(services => services.GetRequiredService<Db>().Transact(async () =>
    {
        await services.GetRequiredService<ContactBook>().Put(memberId, new Contact(phone, Email: null), CancellationToken.None);
        return true;
    }, CancellationToken.None));

    private Task<StoreApp.Reply> LookUp(string code) => store.SignedIn(0, "members.view").Post("/api/members/members/lookup", new { code });

    private async Task<(int Status, string? Code)> Make(string phone)
    {
        var reply = await store.Owner(0).Post("/api/members/members", new { name = "会员", phone });
        return (reply.Status, reply.Code);
    }

    private static string NewPhone() => $"1{Random.Shared.NextInt64(3_000_000_000, 9_999_999_999)}";
}
