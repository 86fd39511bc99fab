using System.Data.Common;
using Store.Checkout.Shifts;
using Store.Contracts.Access;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;

namespace Store.Checkout.Cash;

/// <summary>Writes cash movements down: each is the next of its shift, linked to the one before, and the books learn of it.</summary>
internal sealed class CashBook(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, Outbox outbox)
{
    public async Task<CashMovementRow> Record(LockedShift shift, CashMovement wanted, Approver? approver, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var time = (await mediator.Send(new GetStore(wanted.StoreId), cancellationToken)).Time();
        var movement = CashChain.Linked(new CashMovementRow(
            ids.Next(), wanted.MovementUuid, wanted.StoreId, shift.ShiftId, shift.MovementCount + 1, wanted.Kind, MovementKinds.TakesOut(wanted.Kind) ? -wanted.Amount : wanted.Amount,
            wanted.Reason, wanted.Place, wanted.ToRegisterId, wanted.FromMovementId, time.BusinessDate(now), now, caller.UserId, caller.Name, approver?.UserId, approver?.Name,
            shift.LastCashHash, Hash: ""));
        await Insert(movement, cancellationToken);
        await outbox.Add(new CashMoved(
            movement.MovementId, movement.StoreId, movement.BusinessDate, now, movement.Kind, movement.Amount, wanted.ToRegisterId is not null || wanted.FromMovementId is not null), cancellationToken);
        return movement;
    }

    private async Task Insert(CashMovementRow movement, CancellationToken cancellationToken)
    {
        await db.Execute("""
            UPDATE checkout.Shifts SET MovementCount = @MovementNumber, LastCashHash = @Hash WHERE ShiftId = @ShiftId
            """, movement, cancellationToken);
        try
        {
            await db.Insert("""
                INSERT INTO checkout.CashMovements (MovementId, MovementUuid, StoreId, ShiftId, MovementNumber, Kind, AmountMinor, Reason, Place, ToRegisterId, FromMovementId,
                       BusinessDate, MadeAt, MadeBy, MadeByName, ApprovedBy, ApproverName, PreviousHash, Hash)
                VALUES (@MovementId, @MovementUuid, @StoreId, @ShiftId, @MovementNumber, @Kind, @Amount, @Reason, @Place, @ToRegisterId, @FromMovementId,
                       @BusinessDate, @MadeAt, @MadeBy, @MadeByName, @ApprovedBy, @ApproverName, @PreviousHash, @Hash)
                """, [movement], cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            if (movement.FromMovementId is not null)
                throw new Conflict("cash.received_already", "This cash has been received already.");
            throw new RunAgain("The movement has been recorded by a parallel request.", refused);
        }
    }
}

/// <summary>A movement as it is wanted.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="MovementUuid">Of whoever asks for it, so that it is recorded once.</param>
/// <param name="Kind">One of <see cref="CashMovements"/>.</param>
/// <param name="Amount">How much; never negative.</param>
/// <param name="Reason">Why.</param>
/// <param name="Place">Which safe; null where there is none.</param>
/// <param name="ToRegisterId">The register that it goes to.</param>
/// <param name="FromMovementId">The movement by which another till sent it.</param>
internal sealed record CashMovement(
    long StoreId, Guid MovementUuid, string Kind, Money Amount, string Reason, string? Place = null, long? ToRegisterId = null, long? FromMovementId = null);
