namespace Store.Members.Levels;

/// <summary>What holds for all levels.</summary>
/// <param name="GrowthPerUnit">How much growth value one unit of money earns.</param>
/// <param name="ReviewMonths">Every how many months levels are reviewed by themselves; 0: only by hand.</param>
/// <param name="NextReview">When the next review comes by itself; null: none.</param>
/// <param name="Version">0 as long as nobody has set them.</param>
internal sealed record LevelSettings(Quantity GrowthPerUnit, int ReviewMonths, DateOnly? NextReview, int Version)
{
    private const int MinorPerUnit = 100;

    private static readonly LevelSettings Unset = new(Quantity.One, 0, null, 0);

    public static async Task<LevelSettings> Read(Db db, CancellationToken cancellationToken) => await db.Find<LevelSettings>("""
        SELECT GrowthMilli AS GrowthPerUnitMilli, ReviewMonths, NextReview, Version FROM members.LevelSettings WHERE SettingsId = 1
        """, null, cancellationToken) ?? Unset;

    /// <summary>Growth value of an amount of money; what comes back takes it along.</summary>
    public Quantity GrowthOf(Money amount) => new(Math.DivRem(amount.Minor * GrowthPerUnit.Milli, MinorPerUnit).Quotient);
}
