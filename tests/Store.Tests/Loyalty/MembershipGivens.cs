using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Loyalty.Memberships;
using Store.Members.Privacy;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Members;

namespace Store.Tests.Loyalty;

/// <summary>Plans and the paid memberships of members.</summary>
public static class MembershipGivens
{
    /// <summary>A plan that runs for so many days, with the product that sells it.</summary>
    public static async Task<GivenPlan> GivenPlan(
        this StoreApp store, Till till, decimal price, int days, int rank = 100, int refundDays = 0, bool renewableEarly = true, params GivenPlan[] upgradesTo)
    {
        var product = await till.Special(price, new { flags = new[] { "Value" } });
        var level = await store.GivenLevel(rank, new { entry = "Paid" });
        var terms = Terms(product.ProductId, level, days, refundDays, renewableEarly, upgradesTo);
        return new GivenPlan((await store.Owner(0).Post("/api/loyalty/plans", terms)).Ok().GetProperty("planId").GetInt64(), product, level, price, days);
    }

    public static object Terms(long productId, long levelId, int days, int refundDays = 0, bool renewableEarly = true, params GivenPlan[] upgradesTo) => new
    {
        name = "年度会员", active = true, productId, levelId, term = days, termUnit = "Day", renewableEarly, refundDays, upgradesTo = upgradesTo.Select(plan => plan.PlanId),
    };

    public static Task<StoreApp.Reply> Buy(this Till till, GivenPlan plan, long? memberId, decimal? pays = null, Guid? saleUuid = null) =>
        till.Sell([Till.Line(plan.Product, 1, plan.Price)], [Till.Cash(pays ?? plan.Price)], new { memberId, saleUuid = saleUuid ?? Guid.NewGuid() });

    public static async Task<long> Bought(this Till till, GivenPlan plan, long memberId, decimal? pays = null) => (await till.Buy(plan, memberId, pays)).Ok().GetProperty("saleId").GetInt64();

    public static Task<StoreApp.Reply> GiveBack(this Till till, long saleId, decimal amount) => till.Return(saleId, [Till.Back(1, 1)], amount == 0 ? [] : [Till.Cash(amount)]);

    /// <summary>What a return would give back.</summary>
    public static async Task<StoreApp.Reply> Quote(this Till till, long saleId) =>
        await till.Owner.Post($"{till.Root}/returns/quote", new { originalSaleId = saleId, lines = new[] { Till.Back(1, 1) } });

    public static async Task<JsonElement> Memberships(this StoreApp store, long memberId) => (await store.Owner(0).Get($"/api/loyalty/members/{memberId}/memberships")).Ok();

    /// <summary>The member's memberships, oldest first: state, days and what is owed.</summary>
    public static async Task<(string State, int Days, decimal Owed)[]> Terms(this StoreApp store, long memberId) =>
    [
        .. (await store.Memberships(memberId)).GetProperty("items").EnumerateArray().Reverse().Select(item =>
            (item.GetProperty("state").GetString()!, Day(item, "toDate").DayNumber - Day(item, "fromDate").DayNumber + 1, item.Amount("owed"))),
    ];

    public static DateOnly Day(JsonElement item, string name) => DateOnly.Parse(item.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The numbers of the days that are paid for.</summary>
    public static async Task<List<int>> PaidDays(this StoreApp store, long memberId)
    {
        var days = new List<int>();
        foreach (var item in (await store.Memberships(memberId)).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("state").GetString() is "Running" or "ToCome"))
        {
            var (from, to) = (Day(item, "fromDate"), Day(item, "toDate"));
            days.AddRange(Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1));
        }

        return days;
    }

    /// <summary>What an account holds in the till's store, in cents; a debit or a credit.</summary>
    public static async Task<long> Books(this Till till, string accountCode) => Math.Abs((await till.Store.Rows<long>(
        "SELECT COALESCE(SUM(DebitMinor - CreditMinor), 0) FROM finance.DailyBalances WHERE StoreId = @StoreId AND AccountCode = @accountCode", new { till.StoreId, accountCode }))[0]);

    /// <summary>Merges the first file into the second.</summary>
    public static async Task Merge(this StoreApp store, long from, long into) => (await store.Owner(0).Post(
        $"/api/members/members/{into}/merge", new { otherId = from, version = (await store.LevelOf(into)).Version, otherVersion = (await store.LevelOf(from)).Version })).Ok();

    /// <summary>Merges the first file into the second at the moment at which a statement is about to run; where that has the one writer's turn, as the next that gets it.</summary>
    public static async Task<Task> MergesBefore(this StoreApp store, string statement, long from, long into)
    {
        var (version, otherVersion) = ((await store.LevelOf(into)).Version, (await store.LevelOf(from)).Version);
        var asked = new TaskCompletionSource<Task<MergeMembers.Result>>();
        store.Meanwhile.Before(statement, () => asked.SetResult(store.InScope(services => services.GetRequiredService<IMediator>().Send(new MergeMembers.Command(into, from, version, otherVersion)))));
        return asked.Task.Unwrap();
    }

    public static Task Sweep(this StoreApp store) => store.Services.GetRequiredService<MembershipCare>().Sweep(CancellationToken.None);

    public static async Task<IReadOnlyList<string>> LevelCauses(this StoreApp store, long memberId) =>
        [.. (await store.Owner(0).Get($"/api/members/members/{memberId}/level-changes")).Ok().GetProperty("items").EnumerateArray().Select(change => change.GetProperty("cause").GetString()!)];
}

public sealed record GivenPlan(long PlanId, GivenProduct Product, long LevelId, decimal Price, int Days);
