using Store.Contracts.Chain;
using Store.Contracts.Loyalty;
using Store.Loyalty.Value;

namespace Store.Loyalty.Passes;

/// <summary>Takes a visit back that was entered by mistake, once; goods that it handed over are on the shelf again, at what they had cost.</summary>
internal static class UndoPassUse
{
    internal sealed record Command(long StoreId, long PassId, long EntryId) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(int UsesLeft);

    internal sealed class Handler(Db db, Ids ids, PassBook passes, Caller caller, Outbox outbox, IMediator mediator, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var use = await db.Find<Row>("""
                SELECT e.Uses, e.AmountMinor, e.IssuerStoreId, p.UsesLeft, e.CostMinor, p.GoodsId, p.Name
                FROM   loyalty.PassEntries e
                JOIN   loyalty.Passes p ON p.PassId = e.PassId
                WHERE  e.EntryId = @EntryId AND e.PassId = @PassId AND e.StoreId = @StoreId AND e.Kind = 'Used'
                """, command, cancellationToken) ?? throw new NotFound("pass_use", command.EntryId);

            // The same row is changed by everyone who uses or undoes, so that of two who undo the same visit the second finds it undone.
            var undone = await db.Execute("""
                UPDATE loyalty.Passes
                SET    UsesLeft = UsesLeft - @Uses, ValueMinor = ValueMinor - @Amount
                WHERE  PassId = @PassId AND UsesLeft = @UsesLeft AND NOT EXISTS (SELECT 1 FROM loyalty.PassEntries u WHERE u.PassId = @PassId AND u.UndoesId = @EntryId)
                """, new { use.Uses, use.Amount, command.PassId, use.UsesLeft, command.EntryId }, cancellationToken);
            if (undone == 0)
                throw new Conflict("pass.undone", "This visit has been taken back already, or the pass has changed meanwhile.");
            var now = clock.UtcNow();
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var entry = new PassEntry(
                ids.Next(), command.PassId, command.StoreId, use.IssuerStoreId, PassEntryKinds.Undone, -use.Uses, -use.Amount, command.EntryId, caller.Name, store.Time().BusinessDate(now), now);
            if (use.GoodsId is { } goodsId)
                entry = entry with { Cost = -await passes.Move(entry, goodsId, use.Name, use.Cost, cancellationToken) };
            await passes.Enter(entry, cancellationToken);
            await outbox.Add(new PassUsed(entry.EntryId, entry.StoreId, entry.BusinessDate, entry.OccurredAt, use.Amount), cancellationToken);
            await audit.Add(ValuePermissions.Use, $"pass {command.PassId}, visit {command.EntryId}", command.StoreId, new { use.Uses }, now: null, cancellationToken);
            return new Result(use.UsesLeft - use.Uses);
        }

        private sealed record Row(int Uses, Money Amount, long IssuerStoreId, int UsesLeft, Money Cost, long? GoodsId, string Name);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/stores/{storeId:long}/passes/{passId:long}/uses/{entryId:long}", (long storeId, long passId, long entryId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, passId, entryId), cancel))
            .RequirePermission(ValuePermissions.Use)
            .WithName(nameof(UndoPassUse)).WithSummary("Take back a visit that was entered by mistake")
            .ProducesProblem(404).ProducesProblem(409);
    }
}
