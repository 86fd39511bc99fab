using Store.Checkout.Reasons;
using Store.Contracts.Checkout;

namespace Store.Checkout.Cash;

/// <summary>Which way cash goes by each kind of movement, and which of them are held to the limit of cash out.</summary>
internal static class MovementKinds
{
    public static readonly IReadOnlyList<string> All =
    [
        CashMovements.FloatIn, CashMovements.CashIn, CashMovements.CashOut, CashMovements.SafeDrop, CashMovements.BankDrop, CashMovements.PettyCash, CashMovements.Income,
    ];

    /// <summary>What tills may ask about it; null for cash that only goes to the safe or the bank.</summary>
    public static string? EventOf(string kind) => kind switch
    {
        CashMovements.FloatIn or CashMovements.CashIn or CashMovements.Income => ReasonEvents.CashIn,
        CashMovements.CashOut or CashMovements.PettyCash => ReasonEvents.CashOut,
        _ => null,
    };

    public static bool TakesOut(string kind) => kind is CashMovements.CashOut or CashMovements.SafeDrop or CashMovements.BankDrop or CashMovements.PettyCash;
}
