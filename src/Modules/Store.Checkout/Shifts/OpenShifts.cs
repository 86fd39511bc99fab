namespace Store.Checkout.Shifts;

/// <summary>
/// A shift as locked for a change. Which shift a register sells in stands on the register, and a sale locks the register: who takes registers out of a shift does that
/// before locking the shift, so that no sale slips in afterwards and all wait for each other in the same order.
/// </summary>
internal static class OpenShifts
{
    public static async Task<LockedShift> Lock(Db db, long storeId, long shiftId, CancellationToken cancellationToken) => await db.Find<LockedShift>("""
        SELECT ShiftId, RegisterId, Kind, State, BusinessDate, OpenedBy, FloatMinor, MovementCount, LastCashHash
        FROM   checkout.Shifts WITH (UPDLOCK, ROWLOCK)
        WHERE  ShiftId = @shiftId AND StoreId = @storeId
        """, new { storeId, shiftId }, cancellationToken) ?? throw new NotFound("shift", shiftId);

    /// <summary>Takes all its registers out of the shift, then locks it.</summary>
    public static async Task<LockedShift> FreeRegisters(Db db, long storeId, long shiftId, CancellationToken cancellationToken)
    {
        await db.Execute("""
            UPDATE checkout.Registers SET OpenShiftId = NULL WHERE StoreId = @storeId AND OpenShiftId = @shiftId
            """, new { storeId, shiftId }, cancellationToken);
        return await Lock(db, storeId, shiftId, cancellationToken);
    }

    /// <summary>Lets a free register sell in the shift.</summary>
    public static async Task TakeRegister(Db db, long storeId, long registerId, long shiftId, CancellationToken cancellationToken)
    {
        var taken = await db.Execute("""
            UPDATE checkout.Registers SET OpenShiftId = @shiftId WHERE RegisterId = @registerId AND StoreId = @storeId AND OpenShiftId IS NULL
            """, new { storeId, registerId, shiftId }, cancellationToken);
        if (taken == 1)
            return;
        var known = await db.Find<long?>("""
            SELECT RegisterId FROM checkout.Registers WHERE RegisterId = @registerId AND StoreId = @storeId
            """, new { storeId, registerId }, cancellationToken);
        throw known is null ? new NotFound("register", registerId) : new Conflict("shift.already_open", "This register has an open shift already.");
    }
}

internal sealed record LockedShift(
    long ShiftId, long RegisterId, string Kind, string State, DateOnly BusinessDate, long OpenedBy, Money Float, int MovementCount, string? LastCashHash);
