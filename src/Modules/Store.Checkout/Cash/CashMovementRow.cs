namespace Store.Checkout.Cash;

/// <summary>The row of a cash movement; nothing of it ever changes.</summary>
/// <param name="MovementId">The movement.</param>
/// <param name="MovementUuid">As the till made it.</param>
/// <param name="StoreId">Where.</param>
/// <param name="ShiftId">Whose drawer.</param>
/// <param name="MovementNumber">1, 2, 3 in the shift.</param>
/// <param name="Kind">One of <see cref="MovementKinds"/>.</param>
/// <param name="Amount">What it adds to the drawer; negative for cash taken out.</param>
/// <param name="Reason">Why.</param>
/// <param name="Place">Which safe or bank.</param>
/// <param name="ToRegisterId">The till that cash taken out goes to.</param>
/// <param name="FromMovementId">The movement of the till that it came from.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="MadeBy">Who.</param>
/// <param name="MadeByName">Their name.</param>
/// <param name="ApprovedBy">Who approved what went over the limit.</param>
/// <param name="ApproverName">Their name.</param>
/// <param name="PreviousHash">The hash of the shift's movement before this one.</param>
/// <param name="Hash">The hash of this one.</param>
internal sealed record CashMovementRow(
    long MovementId, Guid MovementUuid, long StoreId, long ShiftId, int MovementNumber, string Kind, Money Amount, string Reason, string? Place, long? ToRegisterId, long? FromMovementId,
    DateOnly BusinessDate, DateTime MadeAt, long MadeBy, string MadeByName, long? ApprovedBy, string? ApproverName, string? PreviousHash, string Hash);
