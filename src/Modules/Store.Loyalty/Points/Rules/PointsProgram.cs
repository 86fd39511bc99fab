using System.Text.Json;

namespace Store.Loyalty.Points.Rules;

/// <summary>The chain's points program.</summary>
/// <param name="Active">Whether points are earned and pay. What members have stays either way.</param>
/// <param name="PointsPerUnit">Points for each unit of money paid, before rules.</param>
/// <param name="Rounding">How a ticket's points become whole.</param>
/// <param name="MinOrder">Goods for less earn nothing.</param>
/// <param name="VestingDays">How many days earned points wait before they can be used; 0: at once.</param>
/// <param name="LifetimeDays">After how many days they expire; null: never.</param>
/// <param name="PayRate">How many points pay one unit of money; 0: points do not pay.</param>
/// <param name="MinPoints">The fewest that pay on one ticket.</param>
/// <param name="MaxPoints">The most that pay on one ticket; null: no limit.</param>
/// <param name="MaxPercent">How much of the goods may be paid with points, in percent.</param>
/// <param name="ExcludedGroupIds">Groups that earn nothing, such as staff and wholesale.</param>
/// <param name="BelowZero">Whether a return takes back points that are spent already, so that the balance falls below zero and is won back.</param>
/// <param name="EarnsOnBonus">Whether what the bonus of stored value pays earns too; what was paid for it always does.</param>
/// <param name="MaxPointsPerDay">The most that pay for one member on one day, so that a stolen card does little harm; null: no limit.</param>
internal sealed record PointsProgram(
    bool Active, decimal PointsPerUnit, PointsRounding Rounding, Money MinOrder, int VestingDays, int? LifetimeDays, decimal PayRate, long MinPoints, long? MaxPoints, int MaxPercent,
    IReadOnlyList<long>? ExcludedGroupIds, bool BelowZero = true, bool EarnsOnBonus = true, long? MaxPointsPerDay = null)
{
    /// <summary>A chain that has not said anything: no points.</summary>
    public static readonly PointsProgram None = new(
        Active: false, PointsPerUnit: 1, PointsRounding.Down, Money.Zero, VestingDays: 0, LifetimeDays: 365, PayRate: 100, MinPoints: 0, MaxPoints: null, MaxPercent: 100, []);

    public static PointsProgram Read(string definition) => definition.Length == 0 ? None : JsonSerializer.Deserialize<PointsProgram>(definition, ValueJson.Stored)!;

    public string Write() => JsonSerializer.Serialize(this, ValueJson.Stored);

    /// <summary>What so many points pay; negative for points that go.</summary>
    public Money Worth(long points) => PayRate == 0 ? Money.Zero : Money.Round(points / PayRate);

    /// <summary>How many points pay an amount.</summary>
    public long Price(Money amount) => (long)decimal.Ceiling(amount.ToDecimal() * PayRate);

    public DateTime? VestsAt(DateTime earnedAt) => VestingDays == 0 ? null : earnedAt.AddDays(VestingDays);

    public DateTime? ExpiresAt(DateTime earnedAt) => LifetimeDays is { } days ? earnedAt.AddDays(days) : null;
}

internal enum PointsRounding
{
    Down,
    Nearest,
    Up,
}
