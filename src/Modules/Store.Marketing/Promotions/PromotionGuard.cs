using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Members;

namespace Store.Marketing.Promotions;

/// <summary>Whether the caller may run a promotion in its stores, and whether what it names exists.</summary>
internal sealed class PromotionGuard(Caller caller, IMediator mediator)
{
    /// <summary>Who may do it in every store may do it for the whole chain.</summary>
    public async Task RequireStores(PromotionDefinition definition, CancellationToken cancellationToken)
    {
        var all = await mediator.Send(new ListStoreIds(), cancellationToken);
        if (definition.StoreIds?.FirstOrDefault(store => !all.Contains(store)) is > 0 and var unknown)
            throw new RuleBroken("promotion.store_unknown", $"There is no store {unknown}.");
        if (caller.Permission is not { } permission)
            return;
        if ((definition.StoreIds is { Count: > 0 } some ? some : all).Any(store => !caller.MayIn(store, permission)))
        {
            throw new Forbidden("store.forbidden", definition.StoreIds is { Count: > 0 }
                ? "You may not do this in every store of the promotion." : "You may not do this in every store of the chain; name your stores.");
        }
    }

    public async Task RequireKnown(PromotionDefinition definition, CancellationToken cancellationToken)
    {
        var categories = (definition.Goods?.CategoryIds ?? []).Concat(definition.Terms.Reward?.CategoryIds ?? []).ToList();
        if (categories.Count > 0)
            Require("category", categories, (await mediator.Send(new GetCategoryTree(), cancellationToken)).Select(category => category.CategoryId));
        if (definition.LevelIds is not { Count: > 0 } && definition.GroupIds is not { Count: > 0 })
            return;
        var names = await mediator.Send(new GetStandingNames(), cancellationToken);
        Require("level", definition.LevelIds ?? [], names.Levels.Keys);
        Require("group", definition.GroupIds ?? [], names.Groups.Keys);
    }

    /// <summary>The store that the audit log shows it under; 0 where there are several.</summary>
    public static long StoreOf(PromotionDefinition definition) => definition.StoreIds is [var only] ? only : 0;

    private static void Require(string thing, IEnumerable<long> wanted, IEnumerable<long> known)
    {
        if (wanted.Except(known).Select(unknown => (long?)unknown).FirstOrDefault() is { } missing)
            throw new RuleBroken($"promotion.{thing}_unknown", $"There is no {thing} {missing}.");
    }
}
