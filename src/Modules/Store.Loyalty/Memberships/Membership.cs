namespace Store.Loyalty.Memberships;

/// <summary>
/// A term of a paid membership as one sale line sold it. Terms of a member follow each other without overlapping: where two meet because files are merged, one waits with the days that
/// it has left until the other is over. What is owed for a term is <c>worth × days left ÷ days</c>, rounded once to the cent, today counted among the days left: before it begins all of
/// what it was begun with, after its last day nothing. The same figure is what an upgrade credits, so credits, refunds and what is earned always add up to what was paid.
/// </summary>
/// <param name="MembershipId">Its id.</param>
/// <param name="MemberId">Whose.</param>
/// <param name="PlanId">The plan.</param>
/// <param name="PlanName">What the plan was called.</param>
/// <param name="LevelId">The level it gives.</param>
/// <param name="StoreId">The store that sold it, whose calendar counts.</param>
/// <param name="SaleId">The sale.</param>
/// <param name="LineNumber">Its line.</param>
/// <param name="SoldBy">Who sold it, and is reminded of its end.</param>
/// <param name="BoughtOn">The business day of the sale.</param>
/// <param name="RefundDays">For how many days afterwards all of it is given back.</param>
/// <param name="FromDate">Its first day; of one that had begun and waits, the day on which it goes on.</param>
/// <param name="ToDate">Its last day.</param>
/// <param name="Days">How many days were sold.</param>
/// <param name="Paid">What the line was paid.</param>
/// <param name="Credit">What a lower membership brought in besides.</param>
/// <param name="Value">What is owed for it in the ledger.</param>
/// <param name="UpgradesId">The membership that was credited; null for none.</param>
/// <param name="State">One of <see cref="MembershipStates"/>.</param>
internal sealed record Membership(
    long MembershipId, long MemberId, long PlanId, string PlanName, long LevelId, long StoreId, long SaleId, int LineNumber, long SoldBy, DateOnly BoughtOn, int RefundDays, DateOnly FromDate,
    DateOnly ToDate, int Days, Money Paid, Money Credit, Money Value, long? UpgradesId, string State)
{
    public bool IsOn(DateOnly day) => FromDate <= day && day <= ToDate;

    public int DaysLeft(DateOnly today) => Math.Max(0, ToDate.DayNumber - Math.Max(today.DayNumber, FromDate.DayNumber) + 1);

    /// <summary>What is owed for the days that are left; never more than the ledger still has.</summary>
    public Money Owed(DateOnly today) => Money.Min(Value, DueFor(today));

    /// <summary>What is owed by the days alone.</summary>
    public Money DueFor(DateOnly today) => (Paid + Credit).Share(DaysLeft(today), Days);

    /// <summary>What is given back in money today: all within the days of grace, then the share of the days left, in no case more than was paid.</summary>
    public Money Refund(DateOnly today) => today.DayNumber - BoughtOn.DayNumber <= RefundDays ? Paid : Paid.Share(DaysLeft(today), Days);

    /// <exception cref="RuleBroken"><c>membership.upgraded</c> or <c>membership.used_up</c>.</exception>
    public void RequireRefundable(DateOnly today)
    {
        if (State == MembershipStates.Upgraded)
            throw new RuleBroken("membership.upgraded", $"{PlanName} was credited against another membership: that one comes back first.");
        if (State != MembershipStates.Running || DaysLeft(today) == 0)
            throw new RuleBroken("membership.used_up", $"Nothing is left of {PlanName}.");
    }

    /// <summary>The days that are left, moved by so many.</summary>
    public Membership PutOff(DateOnly today, int by)
    {
        var left = DaysLeft(today);
        var from = DateOnly.FromDayNumber(Math.Max(today.DayNumber, FromDate.DayNumber)).AddDays(by);
        return this with { FromDate = from, ToDate = from.AddDays(left - 1) };
    }
}

/// <summary>What has become of a membership.</summary>
internal static class MembershipStates
{
    /// <summary>It runs, or will when the one before has ended.</summary>
    public const string Running = "Running";

    public const string Ended = "Ended";

    /// <summary>Its rest was credited against a higher one.</summary>
    public const string Upgraded = "Upgraded";

    public const string Refunded = "Refunded";
}

/// <summary>Why what is owed for a membership changes, as the ledger names it.</summary>
internal static class MembershipEntryKinds
{
    /// <summary>Paid for.</summary>
    public const string Bought = "Bought";

    /// <summary>Brought over from the one that it replaces, or credited to the one that replaces it.</summary>
    public const string Credited = "Credited";

    /// <summary>Days have passed.</summary>
    public const string Used = "Used";

    /// <summary>Given back in money.</summary>
    public const string Refunded = "Refunded";

    /// <summary>The one that had replaced it came back, and its own rest goes on.</summary>
    public const string Restored = "Restored";
}
