using Store.Contracts.Checkout;
using Store.Contracts.Loyalty;
using Store.Loyalty.GiftCards;
using Store.Loyalty.Memberships;
using Store.Loyalty.Passes;

namespace Store.Loyalty.Value;

/// <summary>
/// A ticket's part of stored value, gift cards, passes and memberships: what its value lines sell or take back, and what its payments take or give back. With one payment out of a member's
/// stored value and no value line it takes four statements.
/// </summary>
internal sealed class ValueDesk(Db db, ValueBook book, TopUpDesk topUps, GiftCardBook cards, PassBook passes, MembershipDesk memberships)
{
    /// <exception cref="RuleBroken"><c>value.short</c>, <c>card.short</c>, <c>value.spent</c> and the like: nothing of the ticket happens.</exception>
    public async Task<ValueOutcome> Settle(SettleTicket ticket, CancellationToken cancellationToken)
    {
        var lines = ticket.Lines.Where(line => line.Value).ToList();
        RefuseValueForValue(ticket, lines);
        var bonusUsed = await Take(ticket, cancellationToken);
        var sold = lines.Count == 0 ? [] : await Sell(ticket, lines, cancellationToken);
        var bonusPaid = bonusUsed;
        bonusUsed -= await GiveBack(ticket, cancellationToken);
        var carriedBonus = await Carry(ticket, cancellationToken);
        foreach (var payment in Of(ticket, Tenders.StoredChange, payment => payment.Amount < Money.Zero))
            await Store(ticket, -payment.Amount, cancellationToken);
        return new ValueOutcome(
            [.. sold.GroupBy(one => one.Kind, StringComparer.Ordinal).Select(kind => new ValueShare(kind.Key, Money.Sum(kind.Select(one => one.Amount))))],
            bonusUsed, bonusPaid + carriedBonus, sold.Sum(one => one.Points));
    }

    /// <summary>Value bought with value would turn bonus into money.</summary>
    private static void RefuseValueForValue(SettleTicket ticket, List<LoyalLine> lines)
    {
        if (!lines.Exists(line => line.Total > Money.Zero))
            return;
        var balances = Money.Sum(ticket.Payments.Where(payment => payment.Amount > Money.Zero && Tenders.OfBalances.Contains(payment.Tender, StringComparer.Ordinal)).Select(payment => payment.Amount));
        if (balances > Money.Max(Money.Zero, Money.Sum(ticket.Lines.Where(line => !line.Value).Select(line => line.Total))))
            throw new RuleBroken("value.paid_by_value", "Top-ups, cards and passes are not paid with points, stored value or gift cards.");
    }

    private async Task<Money> Take(SettleTicket ticket, CancellationToken cancellationToken)
    {
        var bonus = Money.Zero;
        if (Of(ticket, Tenders.StoredValue, payment => payment is { CarriedFrom: null } && payment.Amount > Money.Zero) is { Count: > 0 } byMember)
        {
            var memberId = ticket.MemberId ?? throw new RuleBroken("value.no_member", "Stored value is a member's: put the member on the ticket.");
            var holdId = byMember.Find(payment => payment.HoldId is not null)?.HoldId;
            bonus = await book.Spend(ticket, memberId, Money.Sum(byMember.Select(payment => payment.Amount)), holdId, cancellationToken);
        }

        foreach (var payment in Of(ticket, Tenders.GiftCard, payment => payment is { CarriedFrom: null } && payment.Amount > Money.Zero))
            await cards.Spend(ticket, payment, cancellationToken);
        return bonus;
    }

    private async Task<Money> GiveBack(SettleTicket ticket, CancellationToken cancellationToken)
    {
        var bonus = Money.Zero;
        foreach (var payment in Of(ticket, Tenders.StoredValue, payment => payment is { CarriedFrom: null } && payment.Amount < Money.Zero))
            bonus += await book.Refund(ticket, -payment.Amount, payment.RefundsSaleId, cancellationToken);
        foreach (var payment in Of(ticket, Tenders.GiftCard, payment => payment is { CarriedFrom: null } && payment.Amount < Money.Zero))
            await cards.Refund(ticket, payment, cancellationToken);
        return bonus;
    }

    /// <summary>Money that stays in an exchange pays for the new goods out of the balance that had paid for the old ones. No balance moves, and nobody is asked for a code or a PIN again.</summary>
    /// <returns>What of it is bonus.</returns>
    private async Task<Money> Carry(SettleTicket ticket, CancellationToken cancellationToken)
    {
        var bonus = Money.Zero;
        foreach (var payment in Of(ticket, Tenders.StoredValue, payment => payment is { CarriedFrom: not null } && payment.Amount > Money.Zero))
            bonus += await book.Carry(ticket, payment.Amount, payment.CarriedFrom!.Value, cancellationToken);
        foreach (var payment in Of(ticket, Tenders.GiftCard, payment => payment is { CarriedFrom: not null } && payment.Amount > Money.Zero))
            await cards.Carry(ticket, payment.Amount, payment.CarriedFrom!.Value, cancellationToken);
        return bonus;
    }

    /// <summary>Change that the member does not take is theirs, as if they had topped up by it; no bonus comes with it.</summary>
    private async Task Store(SettleTicket ticket, Money change, CancellationToken cancellationToken)
    {
        var memberId = ticket.MemberId ?? throw new RuleBroken("value.no_member", "Stored value is a member's: put the member on the ticket.");
        var limit = (await GetValueSettings.Handler.Read(db, cancellationToken)).ChangeUpTo ?? throw new RuleBroken("value.change_off", "Change is not stored in this chain.");
        if (change > limit)
            throw new RuleBroken("value.change_over", $"At most {limit} of change is stored.", ValueProblems.Facts(limit));
        await book.Credit(book.Entry(ticket, memberId, ValueEntryKinds.Change, new Part(memberId, ticket.StoreId, change, Money.Zero)), cancellationToken);
    }

    private async Task<List<SoldValue>> Sell(SettleTicket ticket, List<LoyalLine> lines, CancellationToken cancellationToken)
    {
        var plans = await memberships.Settle(ticket, lines, cancellationToken);
        var sold = plans.Select(line => new SoldValue(ValueKinds.Membership, line.Total, Points: 0)).ToList();
        if (plans.Count == lines.Count)
            return sold;
        var products = (await db.Query<ValueProduct>("""
            SELECT ProductId, Kind, Name, Uses, ValidDays, GoodsId FROM loyalty.ValueProducts WHERE ProductId IN @products
            """, new { products = lines.Select(line => line.ProductId).Distinct() }, cancellationToken)).ToDictionary(product => product.ProductId);
        foreach (var line in lines.Except(plans))
        {
            if (!products.TryGetValue(line.ProductId, out var product))
                continue;
            var points = product.Kind switch
            {
                ValueKinds.TopUp => await topUps.Settle(ticket, line, cancellationToken),
                ValueKinds.GiftCard => await cards.Settle(ticket, line, product, cancellationToken),
                _ => await passes.Settle(ticket, line, product, cancellationToken),
            };
            sold.Add(new SoldValue(product.Kind, line.Total, points));
        }

        return sold;
    }

    private static List<LoyalPayment> Of(SettleTicket ticket, string tender, Func<LoyalPayment, bool> which) =>
        [.. ticket.Payments.Where(payment => payment.Tender == tender && which(payment))];

    private sealed record SoldValue(string Kind, Money Amount, long Points);
}

/// <summary>What a ticket came to.</summary>
/// <param name="Sold">By kind; a line whose product means nothing here is not in it.</param>
/// <param name="BonusUsed">Bonus that paid, less what went back.</param>
/// <param name="BonusPaid">Bonus that pays for what is sold, also where it stays in an exchange.</param>
/// <param name="Points">Points that top-up rules promise for its top-ups; negative where they are taken back.</param>
internal sealed record ValueOutcome(IReadOnlyList<ValueShare> Sold, Money BonusUsed, Money BonusPaid, long Points);

/// <summary>What a product that sells value means.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Kind">One of <see cref="ValueKinds"/>.</param>
/// <param name="Name">What it is called on a pass and in lists.</param>
/// <param name="Uses">Of a pass, per piece; 0 for anything else.</param>
/// <param name="ValidDays">How long a card or pass is good for; null for ever.</param>
internal sealed record ValueProduct(long ProductId, string Kind, string Name, int Uses, int? ValidDays, long? GoodsId);
