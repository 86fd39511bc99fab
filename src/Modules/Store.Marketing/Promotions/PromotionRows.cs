using System.Text.Json;

namespace Store.Marketing.Promotions;

/// <summary>Where a promotion is in its life.</summary>
internal enum PromotionState
{
    Draft,

    /// <summary>Counts as soon as its dates say so.</summary>
    Active,
    Paused,

    /// <summary>For good.</summary>
    Ended,
}

/// <summary>A promotion as it is kept.</summary>
internal sealed record PromotionRow(long PromotionId, string State, string Definition, int Version)
{
    public PromotionState InState => Enum.Parse<PromotionState>(State);

    public PromotionDefinition Read() => PromotionRows.Read(Definition);
}

/// <summary>What slices do with promotions alike.</summary>
internal static class PromotionRows
{
    public const string Permission = "marketing.manage-promotions";

    /// <summary>Which state a promotion may go to from which.</summary>
    public static readonly IReadOnlyDictionary<PromotionState, PromotionState[]> Moves = new Dictionary<PromotionState, PromotionState[]>
    {
        [PromotionState.Draft] = [PromotionState.Active, PromotionState.Ended],
        [PromotionState.Active] = [PromotionState.Paused, PromotionState.Ended],
        [PromotionState.Paused] = [PromotionState.Active, PromotionState.Ended],
        [PromotionState.Ended] = [],
    };

    public static PromotionDefinition Read(string definition) => JsonSerializer.Deserialize<PromotionDefinition>(definition, ValueJson.Stored)!;

    public static string Write(PromotionDefinition definition) => JsonSerializer.Serialize(definition, ValueJson.Stored);

    /// <summary>The definition as it is kept: names without spaces around them, coupon codes in one case, lists without doubles.</summary>
    public static PromotionDefinition Normal(PromotionDefinition definition) => definition with
    {
        Name = definition.Name.Trim(),
        StoreIds = [.. (definition.StoreIds ?? []).Distinct().Order()],
        Coupon = string.IsNullOrWhiteSpace(definition.Coupon) ? null : Pricing.Promotion.NormalCoupon(definition.Coupon),
        Tender = string.IsNullOrWhiteSpace(definition.Tender) ? null : definition.Tender.Trim(),
        FromMinute = definition.FromMinute is null && definition.ToMinute is null ? null : definition.FromMinute ?? 0,
        Weekdays = [.. (definition.Weekdays ?? []).Distinct().Order()],
    };

    /// <summary>A promotion that the caller may see: the chain's, or one of their stores; else there is none.</summary>
    public static async Task<PromotionRow> Promotion(this Db db, long promotionId, CancellationToken cancellationToken) => await db.Find<PromotionRow>("""
        SELECT PromotionId, State, Definition, Version
        FROM   marketing.Promotions p
        WHERE  PromotionId = @promotionId
          AND  (WholeChain = 1 OR EXISTS (SELECT 1 FROM marketing.PromotionStores s WHERE s.PromotionId = p.PromotionId AND s.StoreId IN @Stores))
        """, new { promotionId }, cancellationToken) ?? throw new NotFound("promotion", promotionId);

    public static async Task InsertPromotion(this Db db, long promotionId, PromotionDefinition definition, string createdBy, DateTime now, CancellationToken cancellationToken)
    {
        await db.Execute("""
            INSERT INTO marketing.Promotions
                   (PromotionId, Name, Kind, State, Stacking, Priority, FromLocal, ToLocal, WholeChain, Definition, CreatedByName, CreatedAt, ChangedAt, Version)
            VALUES (@PromotionId, @Name, @Kind, @State, @Stacking, @Priority, @From, @To, @WholeChain, @Definition, @createdBy, @now, @now, 1)
            """, new
        {
            PromotionId = promotionId, definition.Name, Kind = definition.Kind.ToString(), State = nameof(PromotionState.Draft), Stacking = definition.Stacking.ToString(), definition.Priority,
            definition.From, definition.To, WholeChain = definition.StoreIds is not { Count: > 0 }, Definition = Write(definition), createdBy, now,
        }, cancellationToken);
        await db.InsertStores(promotionId, definition, cancellationToken);
    }

    public static Task<int> InsertStores(this Db db, long promotionId, PromotionDefinition definition, CancellationToken cancellationToken) => db.Insert(
        "INSERT INTO marketing.PromotionStores (PromotionId, StoreId) VALUES (@PromotionId, @StoreId)",
        (definition.StoreIds ?? []).Select(storeId => new { PromotionId = promotionId, StoreId = storeId }).ToList(), cancellationToken);

    /// <summary>Tells every host that what is live has changed.</summary>
    public static Task<int> CountChange(this Db db, CancellationToken cancellationToken) =>
        db.Execute("UPDATE marketing.PromotionChanges SET Changes = Changes + 1 WHERE CounterId = 1", null, cancellationToken);
}
