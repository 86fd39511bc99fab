using Store.Contracts.Catalog;
using Store.Kernel.Modules;
using Store.Marketing.Pricing;
using Store.Marketing.Promotions;

namespace Store.Marketing.Demo;

/// <summary>
/// The promotions of a Chinese supermarket as they stand in the week's leaflet. They are drafts: whoever tries the demo activates them and sees what they do, and until then
/// the till charges what the shelf says.
/// </summary>
internal sealed class RunDemoPromotions(IMediator mediator) : IDemoPart
{
    private static readonly DateTime From = new(2026, 1, 1);

    public int Order => 45;

    public async Task Fill(CancellationToken cancellationToken)
    {
        var tree = await mediator.Send(new GetCategoryTree(), cancellationToken);
        PromotionGoods Category(string name) => new([tree.First(category => category.Name == name).CategoryId], null, null, null, null);
        PromotionDefinition[] leaflet =
        [
            Of("全场满100减10", PromotionKind.SpendAndSave, new PromotionTerms(Every: true, Tiers: [new SpendTier(new Money(10_000), new Money(1_000), null)]), priority: 0, Stacking.Compound),
            Of("饮料第二件半价", PromotionKind.NthItem, new PromotionTerms(Pieces: 2, PercentOff: 50), priority: 5, Stacking.Best, Category("饮料")),
            Of("休闲食品任选3件8折", PromotionKind.MixAndMatch, new PromotionTerms(Pieces: 3, PercentOff: 20), priority: 5, Stacking.Best, Category("休闲食品")),
            Of("晚间熟食七折", PromotionKind.Percent, new PromotionTerms(PercentOff: 30), priority: 10, Stacking.Best, Category("熟食")) with { FromMinute = 20 * 60, ToMinute = 23 * 60 },
        ];
        foreach (var promotion in leaflet)
            await mediator.Send(new CreatePromotion.Command(promotion), cancellationToken);
    }

    private static PromotionDefinition Of(string name, PromotionKind kind, PromotionTerms terms, int priority, Stacking stacking, PromotionGoods? goods = null) =>
        new(name, kind, stacking, priority, null, From, null, null, null, null, goods, null, null, null, null, null, terms);
}
