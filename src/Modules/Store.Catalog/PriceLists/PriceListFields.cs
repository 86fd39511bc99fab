using Store.Catalog.Prices;

namespace Store.Catalog.PriceLists;

/// <summary>What kind of prices a list holds.</summary>
internal enum PriceListKind
{
    /// <summary>Prices beside the retail price, such as those of a region or of wholesale customers.</summary>
    List,

    /// <summary>Everyday prices for members.</summary>
    Member,

    /// <summary>Specials (特价), for members too.</summary>
    Special,

    /// <summary>Specials for members (会员特价), before plain ones.</summary>
    MemberSpecial,
}

/// <summary>What creating and changing a price list have in common.</summary>
internal interface IPriceListFields
{
    /// <summary>Name, as the cashier and the customer read it.</summary>
    string Name { get; }

    PriceListKind Kind { get; }

    /// <summary>Before lists of the same kind with a lower one, whatever the price; 0 where the lowest price wins.</summary>
    int Priority { get; }

    /// <summary>When it begins by the store's wall clock; null: it has begun.</summary>
    DateTime? From { get; }

    /// <summary>When it ends; null where it does not.</summary>
    DateTime? To { get; }

    /// <summary>Where it holds; null or empty: in every store.</summary>
    IReadOnlyList<long>? StoreIds { get; }

    /// <summary>Levels of members it is for. Without levels and groups it is for everyone, or for every member where its kind says so.</summary>
    IReadOnlyList<long>? LevelIds { get; }

    /// <summary>Groups of customers it is for.</summary>
    IReadOnlyList<long>? GroupIds { get; }
}

internal sealed class PriceListFieldsValidator : AbstractValidator<IPriceListFields>
{
    private const int PriorityAtMost = 1000;
    private const int TargetsAtMost = 1000;

    public PriceListFieldsValidator()
    {
        RuleFor(list => list.Name).NotEmpty().MaximumLength(100).IsPlainText();
        RuleFor(list => list.Kind).IsInEnum();
        RuleFor(list => list.Priority).InclusiveBetween(0, PriorityAtMost);
        RuleFor(list => list.From).IsWallClockTime();
        RuleFor(list => list.To).IsWallClockTime();
        RuleFor(list => list.To).Must((list, to) => to is null || list.From is null || to > list.From).WithMessage("A list ends after it begins.");
        RuleFor(list => list.StoreIds).Must(IsShort).WithMessage($"A list names at most {TargetsAtMost} stores.");
        RuleFor(list => list.LevelIds).Must(IsShort).WithMessage($"A list names at most {TargetsAtMost} levels.");
        RuleFor(list => list.GroupIds).Must(IsShort).WithMessage($"A list names at most {TargetsAtMost} groups.");
    }

    private static bool IsShort(IReadOnlyList<long>? ids) => ids is null || (ids.Count <= TargetsAtMost && ids.All(id => id > 0));
}

/// <summary>Where a price list holds or for whom.</summary>
internal sealed record PriceListTarget(long ListId, string Kind, long TargetId)
{
    public const string Store = "Store";
    public const string Level = "Level";
    public const string Group = "Group";
}

/// <summary>What slices do with price lists alike.</summary>
internal sealed class PriceListWriter(Db db, ChainWide chainWide)
{
    /// <summary>Refuses those who may not change prices everywhere the list holds.</summary>
    public async Task RequireSay(IReadOnlyCollection<long> storeIds, CancellationToken cancellationToken)
    {
        if (storeIds.Count == 0)
            await chainWide.RequirePermissionIn(PriceRow.WholeChain, cancellationToken);
        foreach (var storeId in storeIds)
            await chainWide.RequirePermissionIn(storeId, cancellationToken);
    }

    /// <summary>The stores in which a list holds; empty for all.</summary>
    public Task<IReadOnlyList<long>> Stores(long listId, CancellationToken cancellationToken) => db.Query<long>(
        "SELECT TargetId FROM catalog.PriceListTargets WHERE ListId = @listId AND Kind = 'Store'", new { listId }, cancellationToken);

    public Task WriteTargets(long listId, IPriceListFields fields, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO catalog.PriceListTargets (ListId, Kind, TargetId)
        VALUES (@ListId, @Kind, @TargetId)
        """,
        [
            .. Of(listId, PriceListTarget.Store, fields.StoreIds), .. Of(listId, PriceListTarget.Level, fields.LevelIds), .. Of(listId, PriceListTarget.Group, fields.GroupIds),
        ], cancellationToken);

    private static IEnumerable<PriceListTarget> Of(long listId, string kind, IReadOnlyList<long>? ids) => (ids ?? []).Distinct().Select(id => new PriceListTarget(listId, kind, id));
}
