using Store.Contracts.Catalog;
using Store.Contracts.Members;
using Store.Kernel.Modules;
using Store.Loyalty.Memberships;

namespace Store.Loyalty.Demo;

/// <summary>The paid membership of the demo chain.</summary>
internal sealed class OfferDemoPlans(IMediator mediator) : IDemoPart
{
    private const string Code = "900001";
    private const string Level = "金卡";

    public int Order => 40;

    public async Task Fill(CancellationToken cancellationToken)
    {
        const long anyStore = 0;
        var found = await mediator.Send(new ReadCode(anyStore, Code), cancellationToken);
        var levels = (await mediator.Send(new GetStandingNames(), cancellationToken)).Levels;
        await mediator.Send(new CreatePlan.Command(new PlanTerms(
            "年度会员", Active: true, found.ProductId!.Value, levels.First(level => level.Value == Level).Key, Term: 12, TermUnits.Month, RenewableEarly: true, RefundDays: 7, [])), cancellationToken);
    }
}
