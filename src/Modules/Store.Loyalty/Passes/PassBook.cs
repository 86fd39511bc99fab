using Store.Contracts.Inventory;
using Store.Contracts.Loyalty;
using Store.Loyalty.Value;

namespace Store.Loyalty.Passes;

/// <summary>Visit passes: so many uses of something, paid for ahead. Beside the uses a pass keeps what is still owed for them, to the cent.</summary>
internal sealed class PassBook(Db db, Ids ids, Caller caller, IMediator mediator, Outbox outbox)
{
    public async Task<long> Settle(SettleTicket ticket, LoyalLine line, ValueProduct product, CancellationToken cancellationToken)
    {
        if (line.Quantity < Quantity.Zero)
        {
            await Close(ticket, line, given: false, cancellationToken);
            return 0;
        }

        if (line.Quantity.Milli % Quantity.PerUnit != 0)
            throw new RuleBroken("pass.whole", "Passes are sold by the piece.");
        var memberId = ticket.MemberId ?? throw new RuleBroken("value.no_member", "A pass is a member's: put the member on the ticket.");
        var uses = checked((int)(product.Uses * (line.Quantity.Milli / Quantity.PerUnit)));
        await Open(ticket, line.LineNumber, memberId, product.Name, uses, line.Total, product.ValidDays, cancellationToken, product.GoodsId);
        return 0;
    }

    /// <summary>Gives a member a pass, bought or on top of a top-up.</summary>
    public async Task Open(
        SettleTicket ticket, int lineNumber, long memberId, string name, int uses, Money paid, int? validDays, CancellationToken cancellationToken, long? goodsId = null)
    {
        var pass = new
        {
            PassId = ids.Next(), memberId, name, uses, paid, ticket.StoreId, ticket.SaleId, lineNumber, goodsId, ticket.OccurredAt,
            ExpiresAt = validDays is { } days ? ticket.OccurredAt.AddDays(days) : (DateTime?)null,
        };
        await db.Execute("""
            INSERT INTO loyalty.Passes (PassId, MemberId, Name, Uses, UsesLeft, PaidMinor, ValueMinor, IssuerStoreId, SaleId, LineNumber, GoodsId, BoughtAt, ExpiresAt)
            VALUES (@PassId, @memberId, @name, @uses, @uses, @paid, @paid, @StoreId, @SaleId, @lineNumber, @goodsId, @OccurredAt, @ExpiresAt)
            """, pass, cancellationToken);
        await Enter(new PassEntry(ids.Next(), pass.PassId, ticket.StoreId, ticket.StoreId, PassEntryKinds.Bought, uses, paid, null, caller.Name, ticket.BusinessDate, ticket.OccurredAt), cancellationToken);
    }

    /// <summary>Adds uses that come in instalments to the pass that a top-up's line has brought. Its days count anew, so that one that has expired meanwhile is good again for what is new.</summary>
    public async Task Add(long saleId, int lineNumber, long storeId, int uses, int? validDays, DateOnly businessDate, DateTime now, CancellationToken cancellationToken)
    {
        var pass = await db.Find<Pass>("""
            SELECT PassId, Uses, UsesLeft, PaidMinor, ValueMinor, IssuerStoreId FROM loyalty.Passes WHERE SaleId = @saleId AND LineNumber = @lineNumber
            """, new { saleId, lineNumber }, cancellationToken);
        if (pass is null)
            return;
        await db.Execute("""
            UPDATE loyalty.Passes SET Uses = Uses + @uses, UsesLeft = UsesLeft + @uses, ExpiresAt = @ExpiresAt WHERE PassId = @PassId
            """, new { uses, pass.PassId, ExpiresAt = validDays is { } days ? now.AddDays(days) : (DateTime?)null }, cancellationToken);
        await Enter(new PassEntry(ids.Next(), pass.PassId, storeId, pass.IssuerStoreId, PassEntryKinds.Bought, uses, Money.Zero, null, caller.Name, businessDate, now), cancellationToken);
    }

    /// <summary>Takes the pass of a line back: whole, since a visit made cannot be returned.</summary>
    /// <param name="ticket">With which it goes back.</param>
    /// <param name="line">The line, which names the one that sold it.</param>
    /// <param name="given">Whether it came on top of a top-up, which may have given none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task Close(SettleTicket ticket, LoyalLine line, bool given, CancellationToken cancellationToken)
    {
        var pass = await db.Find<Pass>("""
            SELECT PassId, Uses, UsesLeft, PaidMinor, ValueMinor, IssuerStoreId FROM loyalty.Passes WHERE SaleId = @OriginalSaleId AND LineNumber = @OriginalLineNumber
            """, new { line.OriginalSaleId, line.OriginalLineNumber }, cancellationToken);
        if (pass is null && given)
            return;
        if (pass is null)
            throw new RuleBroken("value.unknown", "This pass is not known here.");
        if (!given && -line.Total != pass.Paid)
            throw new RuleBroken("pass.whole", "A pass goes back whole.");
        var closed = await db.Execute("""
            UPDATE loyalty.Passes SET UsesLeft = 0, ValueMinor = 0 WHERE PassId = @PassId AND UsesLeft = @Uses AND Uses = @Uses
            """, new { pass.PassId, pass.Uses }, cancellationToken);
        if (closed == 0)
            throw new RuleBroken("value.spent", "The pass has been used already.");
        await Enter(
            new PassEntry(ids.Next(), pass.PassId, ticket.StoreId, pass.IssuerStoreId, PassEntryKinds.Returned, -pass.Uses, -pass.Paid, null, caller.Name, ticket.BusinessDate, ticket.OccurredAt),
            cancellationToken);
    }

    /// <summary>What is left on a pass is owed to nobody any more, and the store that had sold it has earned it. Says 0 where a visit came between.</summary>
    public async Task<int> Lapse(PassLeft pass, DateTime now, CancellationToken cancellationToken)
    {
        var closed = await db.Execute("""
            UPDATE loyalty.Passes SET UsesLeft = 0, ValueMinor = 0 WHERE PassId = @PassId AND UsesLeft = @UsesLeft AND ValueMinor = @Value
            """, pass, cancellationToken);
        if (closed == 0)
            return 0;
        var at = await StoreMoment.Of(mediator, pass.IssuerStoreId, now, cancellationToken);
        var entry = new PassEntry(
            ids.Next(), pass.PassId, at.StoreId, at.StoreId, PassEntryKinds.Expired, -pass.UsesLeft, -pass.Value, UndoesId: null, caller.Name, at.BusinessDate, at.OccurredAt);
        await Enter(entry, cancellationToken);
        await outbox.Add(new PassUsed(entry.EntryId, entry.StoreId, entry.BusinessDate, entry.OccurredAt, pass.Value), cancellationToken);
        return 1;
    }

    /// <summary>Takes the goods of visits out of the stock, or puts those of a mistake back, at the value that they have there; says by how much that changes.</summary>
    /// <param name="entry">The visits.</param>
    /// <param name="goodsId">One piece of it goes with each.</param>
    /// <param name="name">The pass, as the stock's ledger names the reason.</param>
    /// <param name="value">At which they come back; null where they leave.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Money> Move(PassEntry entry, long goodsId, string name, Money? value, CancellationToken cancellationToken)
    {
        var moved = Money.Sum(await mediator.Send(new MoveStock(entry.StoreId, entry.BusinessDate, entry.OccurredAt, [new StockMove(
            StockMoveKind.Adjust, goodsId, new Quantity(entry.Uses * Quantity.PerUnit), entry.EntryId, value, name)]), cancellationToken));
        await outbox.Add(new StockAdjusted(entry.EntryId, entry.StoreId, entry.BusinessDate, entry.OccurredAt, moved), cancellationToken);
        return moved;
    }

    public Task<int> Enter(PassEntry entry, CancellationToken cancellationToken) => db.Execute("""
        INSERT INTO loyalty.PassEntries (EntryId, PassId, StoreId, IssuerStoreId, Kind, Uses, AmountMinor, UndoesId, UserName, BusinessDate, OccurredAt, CostMinor)
        VALUES (@EntryId, @PassId, @StoreId, @IssuerStoreId, @Kind, @Uses, @Amount, @UndoesId, @UserName, @BusinessDate, @OccurredAt, @Cost)
        """, entry, cancellationToken);

    private sealed record Pass(long PassId, int Uses, int UsesLeft, Money Paid, Money Value, long IssuerStoreId);
}

/// <summary>What is left on a pass, as it was read.</summary>
internal sealed record PassLeft(long PassId, int UsesLeft, Money Value, long IssuerStoreId);

/// <summary>A row of the ledger <c>loyalty.PassEntries</c>.</summary>
/// <param name="EntryId">Its id.</param>
/// <param name="PassId">The pass.</param>
/// <param name="StoreId">Where it happened.</param>
/// <param name="IssuerStoreId">Which store had sold it and owes the visits.</param>
/// <param name="Kind">One of <see cref="PassEntryKinds"/>.</param>
/// <param name="Uses">Negative for visits made.</param>
/// <param name="Amount">Their share of what the pass had cost; negative for visits made.</param>
/// <param name="UndoesId">The use that was a mistake; null for anything else.</param>
/// <param name="UserName">Who entered it.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
internal sealed record PassEntry(
    long EntryId, long PassId, long StoreId, long IssuerStoreId, string Kind, int Uses, Money Amount, long? UndoesId, string UserName, DateOnly BusinessDate, DateTime OccurredAt)
{
    /// <summary>What the goods that it handed over had cost.</summary>
    public Money Cost { get; init; }
}

/// <summary>Why the uses of a pass change, as the ledger names it.</summary>
internal static class PassEntryKinds
{
    public const string Bought = "Bought";
    public const string Used = "Used";
    public const string Undone = "Undone";
    public const string Expired = "Expired";
    public const string Returned = "Returned";
}
