namespace Store.Loyalty.Memberships;

/// <summary>What buying a plan comes to for a member as things are: its days, what it replaces, what is credited, or why it may not be bought.</summary>
/// <param name="Kind">New, Renewal or Upgrade.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day.</param>
/// <param name="Replaces">The membership that an upgrade ends.</param>
/// <param name="Credit">What is left of that one.</param>
/// <param name="Refusal">Why it may not be bought; null where it may.</param>
internal sealed record PlanOffer(string Kind, DateOnly From, DateOnly To, Membership? Replaces, Money Credit, RuleBroken? Refusal = null)
{
    public const string New = "New";
    public const string Renewal = "Renewal";
    public const string Upgrade = "Upgrade";

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <param name="plan">The plan.</param>
    /// <param name="memberships">The member's memberships that run or are to come, by their first day.</param>
    /// <param name="today">The business day.</param>
    /// <param name="price">What the plan costs, before any credit.</param>
    public static PlanOffer Of(PlanOnSale plan, IReadOnlyList<Membership> memberships, DateOnly today, Money price)
    {
        var open = memberships.Where(one => one.ToDate >= today).ToList();
        if (!plan.Active)
            return Begun(New, plan, today) with { Refusal = new RuleBroken("plan.stopped", $"{plan.Name} is not sold any more.") };
        if (open.Count == 0)
            return Begun(New, plan, today);
        var (running, until) = (open.FindLast(one => one.IsOn(today)) ?? open[0], open.Max(one => one.ToDate));
        if (running.PlanId == plan.PlanId || open[^1].PlanId == plan.PlanId)
        {
            var renewal = Begun(Renewal, plan, until.AddDays(1));
            return plan.RenewableEarly ? renewal : renewal with { Refusal = new RuleBroken("membership.running", $"{plan.Name} runs until {until:yyyy-MM-dd} and is renewed afterwards.") };
        }

        var upgrade = Begun(Upgrade, plan, today) with { Replaces = running, Credit = running.Owed(today) };
        if (!plan.From.Contains(running.PlanId))
            return upgrade with { Credit = Money.Zero, Refusal = new RuleBroken("membership.other_plan", $"{running.PlanName} runs until {until:yyyy-MM-dd} and is not exchanged for {plan.Name}.") };
        if (upgrade.To < running.ToDate)
            return upgrade with { Credit = Money.Zero, Refusal = new RuleBroken("membership.shorter", $"{plan.Name} would end before {running.PlanName} does.") };
        return upgrade.Credit < price ? upgrade : upgrade with { Credit = Money.Zero, Refusal = new RuleBroken("membership.worth_more", $"More is left of {running.PlanName} than {plan.Name} costs.") };
    }

    private static PlanOffer Begun(string kind, PlanOnSale plan, DateOnly from) =>
        new(kind, from, (plan.TermUnit == TermUnits.Month ? from.AddMonths(plan.Term) : from.AddDays(plan.Term)).AddDays(-1), Replaces: null, Money.Zero);
}

/// <summary>A plan as it is sold now.</summary>
/// <param name="From">The plans that it may replace.</param>
internal sealed record PlanOnSale(long PlanId, string Name, bool Active, long ProductId, long LevelId, int Term, string TermUnit, bool RenewableEarly, int RefundDays, IReadOnlySet<long> From)
{
    public static async Task<IReadOnlyList<PlanOnSale>> Of(Db db, IEnumerable<long> productIds, CancellationToken cancellationToken)
    {
        var plans = await db.Query<Row>("""
            SELECT PlanId, Name, Active, ProductId, LevelId, Term, TermUnit, RenewableEarly, RefundDays FROM loyalty.Plans WHERE ProductId IN @productIds
            """, new { productIds = productIds.Distinct() }, cancellationToken);
        if (plans.Count == 0)
            return [];
        var from = (await db.Query<PlanRows.Upgrade>("""
            SELECT PlanId, ToPlanId FROM loyalty.PlanUpgrades WHERE ToPlanId IN @planIds
            """, new { planIds = plans.Select(plan => plan.PlanId) }, cancellationToken)).ToLookup(row => row.ToPlanId, row => row.PlanId);
        return [.. plans.Select(plan => new PlanOnSale(
            plan.PlanId, plan.Name, plan.Active, plan.ProductId, plan.LevelId, plan.Term, plan.TermUnit, plan.RenewableEarly, plan.RefundDays, from[plan.PlanId].ToHashSet()))];
    }

    private sealed record Row(long PlanId, string Name, bool Active, long ProductId, long LevelId, int Term, string TermUnit, bool RenewableEarly, int RefundDays);
}
