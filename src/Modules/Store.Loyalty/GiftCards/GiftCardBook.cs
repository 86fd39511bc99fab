using Store.Contracts.Loyalty;
using Store.Kernel.Privacy;
using Store.Loyalty.Value;

namespace Store.Loyalty.GiftCards;

/// <summary>Gift cards and their ledger. A balance changes by one conditional UPDATE, which sees state, expiry and another basket's hold as well.</summary>
internal sealed class GiftCardBook(Db db, Ids ids, PersonalData personal, TimeProvider clock)
{
    /// <summary>By what a code is found; null where it is no whole code.</summary>
    public string? IndexOf(string? code) => GiftCardCodes.Normal(code) is { } digits ? personal.Index(GiftCardCodes.Purpose, digits) : null;

    /// <summary>The card of a code; null where there is none.</summary>
    public async Task<GiftCard?> Find(string? code, CancellationToken cancellationToken) => IndexOf(code) is not { } index ? null : await db.Find<GiftCard>("""
        SELECT CardId, CodeEnd, State, BalanceMinor, IssuerStoreId, ActivatedAt, ExpiresAt, HoldId, HeldMinor, HeldUntil FROM loyalty.GiftCards WHERE CodeIndex = @index
        """, new { index }, cancellationToken);

    /// <summary>Sells or tops up the card of a line, or takes that back.</summary>
    public async Task<long> Settle(SettleTicket ticket, LoyalLine line, ValueProduct product, CancellationToken cancellationToken)
    {
        if (line.Quantity < Quantity.Zero)
            await Return(ticket, line, cancellationToken);
        else
            await Load(ticket, line, product, cancellationToken);
        return 0;
    }

    public async Task Spend(SettleTicket ticket, LoyalPayment payment, CancellationToken cancellationToken)
    {
        var card = await Known(payment.Reference, cancellationToken);
        var now = clock.UtcNow();
        var taken = await db.Execute("""
            UPDATE loyalty.GiftCards
            SET    BalanceMinor = BalanceMinor - @Amount, Version = Version + 1,
                   HeldMinor = CASE WHEN HoldId = @holdId THEN 0 ELSE HeldMinor END, HeldUntil = CASE WHEN HoldId = @holdId THEN NULL ELSE HeldUntil END,
                   HoldId = CASE WHEN HoldId = @holdId THEN NULL ELSE HoldId END
            WHERE  CardId = @CardId AND State = 'Active' AND (ExpiresAt IS NULL OR ExpiresAt > @now)
              AND  BalanceMinor - CASE WHEN HeldUntil > @now AND HoldId <> @holdId THEN HeldMinor ELSE 0 END >= @Amount
            """, new { payment.Amount, holdId = payment.HoldId ?? 0, card.CardId, now }, cancellationToken);
        if (taken == 0)
            throw (await Known(payment.Reference, cancellationToken)).Refusal(payment.HoldId, now);
        await Enter(ticket, card, GiftCardEntryKinds.Spent, -payment.Amount, cancellationToken);
    }

    /// <summary>Back onto the card that had paid: the one whose code comes with it, else the one (of that end) with which the sale was paid.</summary>
    public async Task Refund(SettleTicket ticket, LoyalPayment payment, CancellationToken cancellationToken)
    {
        var card = await Find(payment.Reference, cancellationToken) ?? await PaidWith(payment, cancellationToken);
        var now = clock.UtcNow();
        var given = await db.Execute("""
            UPDATE loyalty.GiftCards
            SET    BalanceMinor = BalanceMinor + @Amount, Version = Version + 1
            WHERE  CardId = @CardId AND State = 'Active' AND (ExpiresAt IS NULL OR ExpiresAt > @now)
            """, new { Amount = -payment.Amount, card.CardId, now }, cancellationToken);
        if (given == 0)
            throw (await Read(card.CardId, cancellationToken)).Refusal(null, now);
        await Enter(ticket, card, GiftCardEntryKinds.Refunded, -payment.Amount, cancellationToken, refundsSaleId: payment.RefundsSaleId);
    }

    /// <summary>What the cards of a sale had paid stays with the chain and pays for another: of each card so much as it still has in that sale, the first one first.</summary>
    public async Task Carry(SettleTicket ticket, Money amount, long fromSaleId, CancellationToken cancellationToken)
    {
        var spent = await db.Query<Left>("""
            SELECT CardId, -SUM(AmountMinor) AS AmountMinor
            FROM   loyalty.GiftCardEntries
            WHERE  (SaleId = @fromSaleId AND Kind = 'Spent') OR (RefundsSaleId = @fromSaleId AND Kind = 'Refunded')
            GROUP BY CardId
            HAVING SUM(AmountMinor) < 0
            ORDER BY CardId
            """, new { fromSaleId }, cancellationToken);
        var left = amount;
        foreach (var one in spent)
        {
            var part = Money.Min(left, one.Amount);
            if (part == Money.Zero)
                break;
            left -= part;
            await Carry(ticket, one.CardId, part, fromSaleId, cancellationToken);
        }

        if (left > Money.Zero)
            throw new RuleBroken("card.unknown", $"It is not known which gift card {left} came from: give it back onto a card and pay with that.");
    }

    private async Task Carry(SettleTicket ticket, long cardId, Money amount, long fromSaleId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var good = await db.Execute("""
            UPDATE loyalty.GiftCards SET Version = Version + 1 WHERE CardId = @cardId AND State = 'Active' AND (ExpiresAt IS NULL OR ExpiresAt > @now)
            """, new { cardId, now }, cancellationToken);
        var card = await Read(cardId, cancellationToken);
        if (good == 0)
            throw card.Refusal(null, now);
        await Enter(ticket, card, GiftCardEntryKinds.Refunded, amount, cancellationToken, refundsSaleId: fromSaleId);
        await Enter(ticket, card, GiftCardEntryKinds.Spent, -amount, cancellationToken);
    }

    private async Task Load(SettleTicket ticket, LoyalLine line, ValueProduct product, CancellationToken cancellationToken)
    {
        if (line.Quantity != Quantity.One)
            throw new RuleBroken("card.one_each", "One line sells one card.");
        var card = await Known(line.Code, cancellationToken);
        var now = clock.UtcNow();
        var loaded = await db.Execute("""
            UPDATE loyalty.GiftCards
            SET    BalanceMinor = BalanceMinor + @Total, State = 'Active', Version = Version + 1, IssuerStoreId = COALESCE(IssuerStoreId, @StoreId), ActivatedAt = COALESCE(ActivatedAt, @now),
                   ExpiresAt = CASE WHEN State = 'Made' THEN @expires ELSE ExpiresAt END
            WHERE  CardId = @CardId AND State IN ('Made', 'Active') AND (ExpiresAt IS NULL OR ExpiresAt > @now)
            """, new { line.Total, ticket.StoreId, now, expires = product.ValidDays is { } days ? now.AddDays(days) : (DateTime?)null, card.CardId }, cancellationToken);
        if (loaded == 0)
            throw card.Refusal(null, now);
        await Enter(ticket, card, card.State == GiftCardStates.Made ? GiftCardEntryKinds.Sold : GiftCardEntryKinds.ToppedUp, line.Total, cancellationToken, line.LineNumber);
    }

    /// <summary>What the line had put onto the card comes off it; a card that was sold with it and is empty then is never used again, since its code may have been copied.</summary>
    private async Task Return(SettleTicket ticket, LoyalLine line, CancellationToken cancellationToken)
    {
        var card = await db.Find<GiftCard>("""
            SELECT c.CardId, c.CodeEnd, c.State, c.BalanceMinor, c.IssuerStoreId, c.ActivatedAt, c.ExpiresAt, c.HoldId, c.HeldMinor, c.HeldUntil
            FROM   loyalty.GiftCardEntries e
            JOIN   loyalty.GiftCards c ON c.CardId = e.CardId
            WHERE  e.SaleId = @OriginalSaleId AND e.LineNumber = @OriginalLineNumber AND e.Kind IN ('Sold', 'ToppedUp')
            """, new { line.OriginalSaleId, line.OriginalLineNumber }, cancellationToken) ?? throw new RuleBroken("card.unknown", "This card is not known here.");
        var now = clock.UtcNow();
        var taken = await db.Execute("""
            UPDATE loyalty.GiftCards
            SET    BalanceMinor = BalanceMinor - @Amount, State = CASE WHEN BalanceMinor = @Amount THEN 'Blocked' ELSE State END, Version = Version + 1
            WHERE  CardId = @CardId AND BalanceMinor - CASE WHEN HeldUntil > @now THEN HeldMinor ELSE 0 END >= @Amount
            """, new { Amount = -line.Total, card.CardId, now }, cancellationToken);
        if (taken == 0)
            throw new RuleBroken("value.spent", $"Card ****{card.CodeEnd} has been used already.");
        await Enter(ticket, card, GiftCardEntryKinds.Returned, line.Total, cancellationToken, line.LineNumber);
    }

    private async Task<GiftCard> Read(long cardId, CancellationToken cancellationToken) => (await db.Find<GiftCard>("""
        SELECT CardId, CodeEnd, State, BalanceMinor, IssuerStoreId, ActivatedAt, ExpiresAt, HoldId, HeldMinor, HeldUntil FROM loyalty.GiftCards WHERE CardId = @cardId
        """, new { cardId }, cancellationToken))!;

    private async Task<GiftCard> Known(string? code, CancellationToken cancellationToken) =>
        await Find(code, cancellationToken) ?? throw new RuleBroken("card.unknown", "There is no gift card of this code.");

    private async Task<GiftCard> PaidWith(LoyalPayment payment, CancellationToken cancellationToken)
    {
        var cards = payment.RefundsSaleId is null ? [] : await db.Query<GiftCard>("""
            SELECT CardId, CodeEnd, State, BalanceMinor, IssuerStoreId, ActivatedAt, ExpiresAt, HoldId, HeldMinor, HeldUntil
            FROM   loyalty.GiftCards
            WHERE  CardId IN (SELECT CardId FROM loyalty.GiftCardEntries WHERE SaleId = @RefundsSaleId AND Kind = 'Spent')
            ORDER BY CardId
            """, new { payment.RefundsSaleId }, cancellationToken);
        var end = string.Concat((payment.Reference ?? "").Where(char.IsAsciiDigit));
        var fitting = cards.Where(card => card.CodeEnd.EndsWith(end, StringComparison.Ordinal)).ToList();
        return fitting.Count == 1 ? fitting[0] : throw new RuleBroken("card.unknown", "Scan the gift card onto which the money goes back.");
    }

    private Task<int> Enter(
        SettleTicket ticket, GiftCard card, string kind, Money amount, CancellationToken cancellationToken, int? lineNumber = null, long? refundsSaleId = null) => db.Execute("""
        INSERT INTO loyalty.GiftCardEntries (EntryId, CardId, StoreId, IssuerStoreId, Kind, AmountMinor, SaleId, LineNumber, RefundsSaleId, BusinessDate, OccurredAt)
        VALUES (@EntryId, @CardId, @StoreId, @Issuer, @kind, @amount, @SaleId, @lineNumber, @refundsSaleId, @BusinessDate, @OccurredAt)
        """, new
        {
            EntryId = ids.Next(), card.CardId, ticket.StoreId, Issuer = card.IssuerStoreId ?? ticket.StoreId, kind, amount, ticket.SaleId, lineNumber, refundsSaleId, ticket.BusinessDate,
            ticket.OccurredAt,
        }, cancellationToken);

    private sealed record Left(long CardId, Money Amount);
}

/// <summary>A gift card as it was read.</summary>
/// <param name="CardId">The card.</param>
/// <param name="CodeEnd">The last four digits of its code.</param>
/// <param name="State">One of <see cref="GiftCardStates"/>.</param>
/// <param name="Balance">What is on it.</param>
/// <param name="IssuerStoreId">The store that sold it; null before.</param>
/// <param name="ActivatedAt">UTC; null before it is sold.</param>
/// <param name="ExpiresAt">UTC; null for never.</param>
/// <param name="HoldId">The hold of a basket in progress; null without one.</param>
/// <param name="Held">How much it keeps from others.</param>
/// <param name="HeldUntil">UTC; from then on it keeps nothing.</param>
internal sealed record GiftCard(
    long CardId, string CodeEnd, string State, Money Balance, long? IssuerStoreId, DateTime? ActivatedAt, DateTime? ExpiresAt, long? HoldId, Money Held, DateTime? HeldUntil)
{
    public Money Free(long? holdId, DateTime now) => Balance - (HeldUntil > now && HoldId != holdId ? Held : Money.Zero);

    /// <summary>The state as people see it: a card whose time is over is expired.</summary>
    public string StateAt(DateTime now) => State == GiftCardStates.Active && ExpiresAt <= now ? GiftCardStates.Expired : State;

    /// <summary>Why it does not give, or take, what is asked.</summary>
    public RuleBroken Refusal(long? holdId, DateTime now) => StateAt(now) switch
    {
        GiftCardStates.Made => new RuleBroken("card.not_sold", $"Card ****{CodeEnd} has not been sold yet."),
        GiftCardStates.Blocked => new RuleBroken("card.blocked", $"Card ****{CodeEnd} is blocked."),
        GiftCardStates.Expired => new RuleBroken("card.expired", $"Card ****{CodeEnd} has expired."),
        _ => new RuleBroken("card.short", $"Of card ****{CodeEnd} {Free(holdId, now)} can be used.", ValueProblems.Facts(Free(holdId, now))),
    };
}

/// <summary>The states of a gift card, as the database names them.</summary>
internal static class GiftCardStates
{
    /// <summary>Printed, and worth nothing until it is sold.</summary>
    public const string Made = "Made";

    public const string Active = "Active";
    public const string Blocked = "Blocked";

    /// <summary>Told from the date; no row says it.</summary>
    public const string Expired = "Expired";
}

/// <summary>Why a card's balance changes, as the ledger names it.</summary>
internal static class GiftCardEntryKinds
{
    public const string Sold = "Sold";
    public const string ToppedUp = "ToppedUp";
    public const string Spent = "Spent";
    public const string Refunded = "Refunded";
    public const string Returned = "Returned";
}
