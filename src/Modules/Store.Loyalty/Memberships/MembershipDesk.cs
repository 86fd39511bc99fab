using Store.Contracts.Loyalty;

namespace Store.Loyalty.Memberships;

/// <summary>Sells paid memberships on a ticket and takes them back.</summary>
internal sealed class MembershipDesk(Db db, Ids ids, Caller caller, MembershipBook book)
{
    /// <summary>Settles those of the ticket's value lines that are memberships; says which they are.</summary>
    /// <exception cref="RuleBroken">Nothing of the ticket happens.</exception>
    public async Task<IReadOnlyList<LoyalLine>> Settle(SettleTicket ticket, IReadOnlyList<LoyalLine> lines, CancellationToken cancellationToken)
    {
        var at = new Moment(ticket.StoreId, ticket.BusinessDate, ticket.OccurredAt, ticket.SaleId);
        var settled = new List<LoyalLine>();
        foreach (var back in lines.Where(line => line.OriginalSaleId is not null).GroupBy(line => (SaleId: line.OriginalSaleId!.Value, LineNumber: line.OriginalLineNumber!.Value)))
        {
            if (await book.OfLine(back.Key.SaleId, back.Key.LineNumber, cancellationToken) is not { } membership)
                continue;
            await Return(membership, -Money.Sum(back.Select(line => line.Total)), at, cancellationToken);
            settled.AddRange(back);
        }

        var sold = lines.Where(line => line.OriginalSaleId is null).ToList();
        var plans = (sold.Count == 0 ? [] : await PlanOnSale.Of(db, sold.Select(line => line.ProductId), cancellationToken)).ToDictionary(plan => plan.ProductId);
        sold.RemoveAll(line => !plans.ContainsKey(line.ProductId));
        if (sold.Count > 1 || sold.Exists(line => line.Quantity != Quantity.One))
            throw new RuleBroken("membership.one", "A ticket sells one membership.");
        foreach (var line in sold)
            await Sell(ticket, line, plans[line.ProductId], at, cancellationToken);
        return [.. settled, .. sold];
    }

    private async Task Sell(SettleTicket ticket, LoyalLine line, PlanOnSale plan, Moment at, CancellationToken cancellationToken)
    {
        var memberId = ticket.MemberId ?? throw new RuleBroken("value.no_member", "A membership is a member's: put the member on the ticket.");
        var open = await book.Take(memberId, at, cancellationToken);
        var offer = PlanOffer.Of(plan, open, at.Today, line.Total + line.Credit);
        if (offer.Refusal is { } refusal)
            throw refusal;
        if (offer.Credit != line.Credit)
            throw new RuleBroken("membership.changed", "The member's memberships have changed meanwhile: price the ticket again.");
        if (offer.Replaces is { } lower)
        {
            lower = await book.Enter(lower, MembershipEntryKinds.Credited, -offer.Credit, at, cancellationToken);
            await book.Keep(lower with { State = MembershipStates.Upgraded }, at, cancellationToken);
            await book.Follow(open.Where(one => one.FromDate > lower.FromDate), offer.To.AddDays(1), at, cancellationToken);
        }

        var bought = new Membership(
            ids.Next(), memberId, plan.PlanId, plan.Name, plan.LevelId, ticket.StoreId, ticket.SaleId, line.LineNumber, caller.UserId, at.Today, plan.RefundDays, offer.From, offer.To, offer.Days,
            line.Total, offer.Credit, Money.Zero, offer.Replaces?.MembershipId, MembershipStates.Running);
        await book.Add(bought, at, cancellationToken);
        bought = await book.Enter(bought, MembershipEntryKinds.Bought, line.Total, at, cancellationToken);
        await book.Enter(bought, MembershipEntryKinds.Credited, offer.Credit, at, cancellationToken);
        await book.Close(memberId, at, cancellationToken);
    }

    /// <summary>
    /// Gives back what the terms of the sale say. The one that it had replaced runs on to its own last day, with what is owed for those days out of the credit; what is to come moves up.
    /// </summary>
    private async Task Return(Membership sold, Money given, Moment at, CancellationToken cancellationToken)
    {
        var open = await book.Take(sold.MemberId, at, cancellationToken);
        var membership = open.Find(one => one.MembershipId == sold.MembershipId) ?? (await book.Find(sold.MembershipId, cancellationToken))!;
        if (membership.MemberId != sold.MemberId)
            throw new RunAgain("The member's file has just been merged.");
        membership.RequireRefundable(at.Today);
        var refund = membership.Refund(at.Today);
        if (given != refund)
            throw new RuleBroken("membership.changed", $"{refund} of the membership is given back today, not {given}.");
        var lower = await book.Replaced(membership, at.Today, cancellationToken);
        var restored = lower is null ? Money.Zero : Money.Min(lower.DueFor(at.Today), membership.Credit);

        membership = await book.Enter(membership, MembershipEntryKinds.Used, refund + restored - membership.Value, at, cancellationToken);
        membership = await book.Enter(membership, MembershipEntryKinds.Refunded, -refund, at, cancellationToken);
        membership = await book.Enter(membership, MembershipEntryKinds.Restored, -restored, at, cancellationToken);
        await book.Keep(membership with { State = MembershipStates.Refunded }, at, cancellationToken);
        if (lower is not null)
            await book.Keep(await book.Enter(lower, MembershipEntryKinds.Restored, restored, at, cancellationToken) with { State = MembershipStates.Running }, at, cancellationToken);
        var from = lower?.ToDate.AddDays(1) ?? (membership.FromDate > at.Today ? membership.FromDate : at.Today);
        await book.Follow(open.Where(one => one.FromDate > membership.FromDate), from, at, cancellationToken);
        await book.Close(membership.MemberId, at, cancellationToken);
    }
}
