using System.Data.Common;

namespace Store.Loyalty.Memberships;

/// <summary>What a paid membership gives, and how it is sold. Its price is the product's, from the catalog.</summary>
/// <param name="Name">What it is called on receipts and in lists.</param>
/// <param name="Active">Whether it is sold now.</param>
/// <param name="ProductId">The product that sells it, flagged as value in its file; each sells one plan.</param>
/// <param name="LevelId">The level that members are on while it runs.</param>
/// <param name="Term">How long it runs, in the unit.</param>
/// <param name="TermUnit">Day or Month.</param>
/// <param name="RenewableEarly">Whether a new term may be bought before the last has ended; it begins afterwards.</param>
/// <param name="RefundDays">For how many days after the purchase all of it is given back; afterwards the days that are left, by what was paid for them.</param>
/// <param name="UpgradesTo">The plans that it may be exchanged for while it runs; the days that are left are credited.</param>
internal sealed record PlanTerms(
    string Name, bool Active, long ProductId, long LevelId, int Term, string TermUnit, bool RenewableEarly, int RefundDays, IReadOnlyList<long> UpgradesTo);

/// <summary>The units of a term.</summary>
internal static class TermUnits
{
    public const string Day = "Day";
    public const string Month = "Month";

    public static readonly IReadOnlyList<string> All = [Day, Month];
}

internal sealed class PlanTermsValidator : AbstractValidator<PlanTerms>
{
    private const int UpgradesAtMost = 20;

    public PlanTermsValidator()
    {
        RuleFor(terms => terms.Name).NotEmpty().MaximumLength(100);
        RuleFor(terms => terms.TermUnit).Must(unit => TermUnits.All.Contains(unit, StringComparer.Ordinal)).WithMessage("A term is counted by Day or Month.");
        RuleFor(terms => terms.Term).InclusiveBetween(1, 3660).When(terms => terms.TermUnit == TermUnits.Day);
        RuleFor(terms => terms.Term).InclusiveBetween(1, 120).When(terms => terms.TermUnit != TermUnits.Day);
        RuleFor(terms => terms.RefundDays).InclusiveBetween(0, 366);
        RuleFor(terms => terms.UpgradesTo).NotNull().Must(plans => plans is null || plans.Count <= UpgradesAtMost).WithMessage($"A plan is exchanged for at most {UpgradesAtMost} others.");
    }
}

/// <summary>What the slices of plans do alike.</summary>
internal static class PlanRows
{
    public static object Row(long planId, PlanTerms terms, int version) => new
    {
        PlanId = planId, Name = terms.Name.Trim(), terms.Active, terms.ProductId, terms.LevelId, terms.Term, terms.TermUnit, terms.RenewableEarly, terms.RefundDays, Version = version,
    };

    /// <summary>Writes a plan; of two plans for one product the second is refused.</summary>
    /// <exception cref="RuleBroken"><c>plan.product_taken</c>.</exception>
    public static async Task<int> Write(this Db db, string sql, object row, CancellationToken cancellationToken)
    {
        try
        {
            return await db.Execute(sql, row, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RuleBroken("plan.product_taken", "This product sells another plan.");
        }
    }

    /// <exception cref="RuleBroken"><c>plan.product_taken</c>, <c>plan.unknown</c> or <c>level.unknown</c>.</exception>
    public static async Task CheckPlan(this Db db, IMediator mediator, long planId, PlanTerms terms, CancellationToken cancellationToken)
    {
        if (await db.Find<long?>("SELECT ProductId FROM loyalty.ValueProducts WHERE ProductId = @ProductId", terms, cancellationToken) is not null)
            throw new RuleBroken("plan.product_taken", "This product sells a top-up, a gift card or a pass.");
        if (!(await mediator.Send(new Contracts.Members.GetStandingNames(), cancellationToken)).Levels.ContainsKey(terms.LevelId))
            throw new RuleBroken("level.unknown", $"There is no level {terms.LevelId}.");
        var others = terms.UpgradesTo.Distinct().ToList();
        if (others.Contains(planId) || (others.Count > 0 && (await db.Query<long>("SELECT PlanId FROM loyalty.Plans WHERE PlanId IN @others", new { others }, cancellationToken)).Count < others.Count))
            throw new RuleBroken("plan.unknown", "A plan is exchanged for other plans that there are.");
    }

    public static async Task PutUpgrades(this Db db, long planId, IReadOnlyList<long> to, CancellationToken cancellationToken)
    {
        await db.Execute("DELETE FROM loyalty.PlanUpgrades WHERE PlanId = @planId", new { planId }, cancellationToken);
        await db.Insert("INSERT INTO loyalty.PlanUpgrades (PlanId, ToPlanId) VALUES (@PlanId, @ToPlanId)", to.Distinct().Select(other => new Upgrade(planId, other)).ToList(), cancellationToken);
    }

    public sealed record Upgrade(long PlanId, long ToPlanId);
}
