using Store.Checkout.Chain;

namespace Store.Checkout.Cash;

/// <summary>The chain of a shift's cash movements; the shift keeps the hash of the last one.</summary>
internal static class CashChain
{
    public static CashMovementRow Linked(CashMovementRow row) => row with { Hash = HashOf(row) };

    /// <summary>The hash that the row should have.</summary>
    public static string HashOf(CashMovementRow row) => new ChainText()
        .Add(row.PreviousHash).Add(row.MovementId).Add(row.MovementUuid).Add(row.StoreId).Add(row.ShiftId).Add(row.MovementNumber).Add(row.Kind).Add(row.Amount).Add(row.Reason)
        .Add(row.Place).Add(row.ToRegisterId).Add(row.FromMovementId).Add(row.BusinessDate).Add(row.MadeAt).Add(row.MadeBy).Add(row.ApprovedBy).Hash();
}
