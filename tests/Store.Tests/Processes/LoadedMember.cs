using System.Collections.Concurrent;

namespace Store.Tests.Processes;

/// <summary>A member with more points, stored value, coupons and on their gift card than they can spend, who shops at several tills at once.</summary>
/// <param name="memberId">The member.</param>
/// <param name="cardCode">Of their gift card.</param>
/// <param name="coupons">Codes that halve a ticket, once each.</param>
internal sealed class LoadedMember(long memberId, string cardCode, ConcurrentQueue<string> coupons)
{
    public const long FirstPoints = 1_000_000;
    public const decimal FirstValue = 10_000m;
    public const int PointsForOne = 100;

    private int baskets;

    public long MemberId => memberId;

    public string CardCode => cardCode;

    /// <summary>What the next basket is paid with: cash alone, points, stored value and the card, or with a coupon.</summary>
    public LoyalPart Next() => (Interlocked.Increment(ref baskets) % 4) switch
    {
        1 => LoyalPart.None with { Points = 0.10m },
        2 => LoyalPart.None with { Value = 0.20m, Card = 0.30m },
        3 when coupons.TryDequeue(out var code) => LoyalPart.None with { Coupon = code },
        _ => LoyalPart.None,
    };

    /// <summary>Members of a store who have all that, and coupons that halve a ticket there.</summary>
    public static async Task<IReadOnlyList<LoadedMember>> Welcome(HostProcess host, long storeId, int count)
    {
        var version = (await host.Get("/api/loyalty/points/program")).GetProperty("version").GetInt32();
        await host.Put("/api/loyalty/points/program", new
        {
            program = new
            {
                active = true, pointsPerUnit = PointsForOne, rounding = "Down", minOrder = 0, vestingDays = 0, lifetimeDays = 365, payRate = PointsForOne, minPoints = 0, maxPercent = 100,
                excludedGroupIds = Array.Empty<long>(), belowZero = true,
            },
            version,
        });
        var coupons = new ConcurrentQueue<string>(await Coupons(host, storeId));
        var cards = (await host.Post("/api/loyalty/gift-card-batches", new { name = "礼品卡", cards = count })).GetProperty("codes").EnumerateArray().Select(code => code.GetString()!).ToList();
        var (topUp, card) = (await ValueProduct(host, "TopUp"), await ValueProduct(host, "GiftCard"));
        var registerId = await LoadedTill.Register(host, storeId, "VALUE");
        var members = new List<LoadedMember>();
        foreach (var cardCode in cards)
        {
            var memberId = (await host.Post("/api/members/members", new { name = "会员" })).GetProperty("memberId").GetInt64();
            await host.Post($"/api/loyalty/stores/{storeId}/members/{memberId}/points/adjustments", new { points = FirstPoints, reason = "开业" });
            await host.Post($"/api/checkout/stores/{storeId}/sales", new
            {
                saleUuid = Guid.NewGuid(), registerId, memberId, payments = new[] { new { tender = "Cash", amount = 2 * FirstValue } },
                lines = new object[] { new { productId = topUp, quantity = 1, unitPrice = FirstValue }, new { productId = card, quantity = 1, unitPrice = FirstValue, cardCode } },
            });
            members.Add(new LoadedMember(memberId, cardCode, coupons));
        }

        return members;
    }

    /// <summary>What is in the file has to be what the acknowledged sales leave: nothing lost, nothing taken twice.</summary>
    public static void IsLeftRight(string file, IReadOnlyList<LoadedMember> members, IReadOnlyList<LoyalSale> sales)
    {
        foreach (var member in members)
        {
            var own = sales.Where(sale => sale.MemberId == member.MemberId).ToList();
            var points = FirstPoints + (long)own.Sum(sale => (sale.Total - (2 * sale.Part.Points)) * PointsForOne);
            Assert.Equal(points, HostProcess.Rows<long>(file, $"SELECT Balance FROM PointsAccounts WHERE MemberId = {member.MemberId}").Single());
            Assert.Equal(FirstValue - own.Sum(sale => sale.Part.Value), HostProcess.Rows<long>(file, $"SELECT PrincipalMinor FROM ValueBalances WHERE MemberId = {member.MemberId}").Single() / 100m);
        }

        Assert.Equal((FirstValue * members.Count) - sales.Sum(sale => sale.Part.Card), HostProcess.Rows<long>(file, "SELECT SUM(BalanceMinor) FROM GiftCards").Single() / 100m);
        Assert.Equal(sales.Select(sale => sale.Part.Coupon).OfType<string>().Order(StringComparer.Ordinal), HostProcess.Rows<string>(file, "SELECT Code FROM Coupons WHERE Uses > 0").Order(StringComparer.Ordinal));
        Assert.True(sales.Any(sale => sale.Part.Points > 0) && sales.Any(sale => sale.Part.Value > 0) && sales.Any(sale => sale.Part.Coupon is not null), "The tills sold too little to be told anything by.");
    }

    private static async Task<long> ValueProduct(HostProcess host, string kind)
    {
        var productId = (await host.Post("/api/catalog/products", new { code = kind, name = kind, unit = "张", taxCode = "NONE", price = FirstValue, flags = new[] { "Value" } })).GetProperty("productId").GetInt64();
        await host.Put($"/api/loyalty/value-products/{productId}", new { kind, name = kind, uses = 0 });
        return productId;
    }

    private static async Task<IEnumerable<string>> Coupons(HostProcess host, long storeId)
    {
        var promotionId = (await host.Post("/api/marketing/promotions", new
        {
            name = "半价", kind = "Percent", stacking = "Best", priority = 0, storeIds = new[] { storeId }, from = "2020-01-01T00:00:00", coupon = "HALF", terms = new { percentOff = 50 },
        })).GetProperty("promotionId").GetInt64();
        await host.Put($"/api/marketing/promotions/{promotionId}/state", new { state = "Active", version = 1 });
        var template = (await host.Post("/api/loyalty/coupon-templates", new { name = "半价券", word = "HALF" })).GetProperty("templateId").GetInt64();
        await host.Post($"/api/loyalty/coupon-templates/{template}/codes", new { runUuid = Guid.NewGuid(), count = 500 });
        return (await host.Get($"/api/loyalty/coupon-templates/{template}/coupons?limit=500")).GetProperty("items").EnumerateArray().Select(coupon => coupon.GetProperty("code").GetString()!);
    }
}

/// <summary>What of a basket is paid otherwise than in cash.</summary>
/// <param name="Points">With points.</param>
/// <param name="Value">Out of stored value.</param>
/// <param name="Card">With the gift card.</param>
/// <param name="Coupon">The coupon; null without one.</param>
internal sealed record LoyalPart(decimal Points, decimal Value, decimal Card, string? Coupon)
{
    public static readonly LoyalPart None = new(0, 0, 0, null);
}

/// <summary>An acknowledged sale to a member.</summary>
/// <param name="MemberId">Who bought.</param>
/// <param name="Part">How it was paid besides cash.</param>
/// <param name="Total">What it came to.</param>
internal sealed record LoyalSale(long MemberId, LoyalPart Part, decimal Total);
