namespace Store.Loyalty.Value;

/// <summary>A member's stored value as it was read, with what the chain has settled about its use.</summary>
/// <param name="Principal">What was paid for.</param>
/// <param name="Bonus">What was given on top.</param>
/// <param name="HoldId">The hold of a basket in progress; null without one.</param>
/// <param name="Held">How much it keeps from others.</param>
/// <param name="HeldUntil">UTC; from then on it keeps nothing.</param>
/// <param name="HoldChecked">Whether the member's PIN was given for it.</param>
/// <param name="Version">Counts every change of the account.</param>
/// <param name="SpendOrder">One of <see cref="SpendOrders"/>.</param>
/// <param name="PinAbove">Above it the PIN is asked for; null for never.</param>
/// <param name="Shares">By issuing store; they add up to the whole.</param>
internal sealed record ValueAccount(
    Money Principal, Money Bonus, long? HoldId, Money Held, DateTime? HeldUntil, bool HoldChecked, long Version, string SpendOrder, Money? PinAbove, IReadOnlyList<Part> Shares)
{
    public static readonly ValueAccount Empty = new(Money.Zero, Money.Zero, null, Money.Zero, null, HoldChecked: false, 0, SpendOrders.PrincipalFirst, null, []);

    /// <summary>What somebody with that hold can use: all but what another basket holds.</summary>
    public Money Free(long? holdId, DateTime now) => Principal + Bonus - (HeldUntil > now && HoldId != holdId ? Held : Money.Zero);

    /// <exception cref="RuleBroken"><c>value.pin_needed</c>: so much needs a hold for which the member has given the PIN.</exception>
    public void RequirePermit(Money amount, long? holdId, DateTime now)
    {
        if (PinAbove is { } limit && amount > limit && !(holdId is not null && HoldId == holdId && HeldUntil > now && HoldChecked && Held >= amount))
            throw new RuleBroken("value.pin_needed", $"Above {limit} the member's PIN is asked for.", ValueProblems.Facts(limit));
    }

    /// <summary>How much of an amount that is there comes from which part.</summary>
    public (Money Principal, Money Bonus) Split(Money amount)
    {
        var principal = SpendOrder switch
        {
            SpendOrders.BonusFirst => amount - Money.Min(amount, Bonus),
            SpendOrders.InProportion => amount.Spread([Principal.Minor, Bonus.Minor])[0],
            _ => Money.Min(amount, Principal),
        };
        return (principal, amount - principal);
    }

    /// <summary>From whose issue it comes: first from one store's, then from the others' in the order of their ids.</summary>
    public List<Part> From(long firstIssuer, Money principal, Money bonus)
    {
        var parts = new List<Part>();
        foreach (var share in Shares.OrderBy(share => share.IssuerStoreId == firstIssuer ? 0 : 1))
        {
            var part = share with { Principal = Money.Min(share.Principal, principal), Bonus = Money.Min(share.Bonus, bonus) };
            if (part.IsNothing)
                continue;
            parts.Add(part);
            principal -= part.Principal;
            bonus -= part.Bonus;
        }

        return parts;
    }
}

internal static class ValueProblems
{
    /// <summary>The figure that a till shows with a refusal.</summary>
    public static IReadOnlyDictionary<string, object?> Facts(Money amount) => new Dictionary<string, object?>(StringComparer.Ordinal) { ["amount"] = amount.ToDecimal() };
}
