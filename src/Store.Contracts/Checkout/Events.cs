using Store.Kernel.Events;
using Store.Kernel.Values;

namespace Store.Contracts.Checkout;

/// <summary>A sale or a return has been recorded. Amounts of a return are negative.</summary>
/// <param name="SaleId">The sale.</param>
/// <param name="StoreId">Where.</param>
/// <param name="IsReturn">Goods came back.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Total">What the customer paid, tax included.</param>
/// <param name="Taxes">Net and tax per tax code; they add up to the total.</param>
/// <param name="Tenders">What was kept per tender after change; they add up to the total and the rounding.</param>
/// <param name="Cost">Cost of the goods.</param>
public sealed record SaleCompleted(
    long SaleId, long StoreId, bool IsReturn, DateOnly BusinessDate, DateTime OccurredAt, Money Total,
    IReadOnlyList<TaxShare> Taxes, IReadOnlyList<TenderShare> Tenders, Money Cost) : IEvent
{
    /// <summary>What was paid more than the total (less, when negative), for want of smaller coins.</summary>
    public Money Rounding { get; init; }

    /// <summary>Who bought; null for a passer-by.</summary>
    public long? MemberId { get; init; }

    /// <summary>Stored value, cards, passes and memberships that were sold, by kind: money taken ahead, part of the total and no revenue yet.</summary>
    public IReadOnlyList<ValueShare> ValueSold { get; init; } = [];

    /// <summary>What of the stored value that paid was bonus, which nobody had paid for.</summary>
    public Money BonusUsed { get; init; }

    /// <summary>What points that the sale earned are worth; negative where it took them back. Points that paid stand in the tenders.</summary>
    public Money PointsGranted { get; init; }

    /// <summary>The receipt's number, where a member bought; else 0.</summary>
    public long ReceiptNumber { get; init; }

    /// <summary>What a member bought and what came back; empty for a passer-by.</summary>
    public IReadOnlyList<SoldItem> Items { get; init; } = [];

    /// <summary>The sales from which goods of a member came back; sold value is left out.</summary>
    public IReadOnlyList<BroughtBack> BroughtBack { get; init; } = [];
}

/// <param name="SaleId">The sale that had sold the goods.</param>
/// <param name="Amount">What of its money they are worth.</param>
public sealed record BroughtBack(long SaleId, Money Amount);

/// <param name="Kind">One of <see cref="ValueKinds"/>.</param>
/// <param name="Amount">Negative where it is taken back.</param>
public sealed record ValueShare(string Kind, Money Amount);

/// <summary>What can be sold that is owed to the customer afterwards.</summary>
public static class ValueKinds
{
    /// <summary>Stored value of a member.</summary>
    public const string TopUp = "TopUp";

    /// <summary>A gift card, new or topped up.</summary>
    public const string GiftCard = "GiftCard";

    /// <summary>A pass for so many visits.</summary>
    public const string Pass = "Pass";

    /// <summary>A paid membership.</summary>
    public const string Membership = "Membership";
}

/// <param name="ProductId">What.</param>
/// <param name="CategoryId">Its category when it was sold; null where it had none, or where that is not known.</param>
/// <param name="Quantity">In base units; negative for what came back.</param>
/// <param name="Total">What was paid, tax included; negative for what came back.</param>
public sealed record SoldItem(long ProductId, long? CategoryId, Quantity Quantity, Money Total);

public sealed record TaxShare(string TaxCode, Money Net, Money Tax);

public sealed record TenderShare(string Tender, Money Amount);

/// <summary>Money of a customer was taken ahead for an order, or given back. What pays for the sale in the end is in the sale, as tender Deposit.</summary>
/// <param name="DocumentId">The payment.</param>
/// <param name="OrderId">The order.</param>
/// <param name="StoreId">Where.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Tenders">What was kept per tender; less than zero for what went back.</param>
/// <param name="Fee">What the store keeps of the customer's money for a cancelled order.</param>
public sealed record CustomerDepositMoved(
    long DocumentId, long OrderId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, IReadOnlyList<TenderShare> Tenders, Money Fee) : IEvent;

/// <summary>A shift has been closed.</summary>
/// <param name="OverShort">Counted less expected cash: positive is over, negative short.</param>
public sealed record ShiftClosed(long ShiftId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, Money OverShort) : IEvent
{
    /// <summary>Counted less expected foreign cash, at the rates at which the shift took it.</summary>
    public Money ForeignOverShort { get; init; }
}

/// <summary>What a sale was rung up under has been put right: the amount moves from one tender to another.</summary>
public sealed record TenderCorrected(long CorrectionId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, string From, string To, Money Amount) : IEvent;

/// <summary>Cash has been put into a drawer or taken out of it, besides sales.</summary>
/// <param name="MovementId">The movement.</param>
/// <param name="StoreId">Where.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Kind">One of <see cref="CashMovements"/>.</param>
/// <param name="Amount">What it adds to the drawer; negative for cash taken out.</param>
/// <param name="BetweenTills">Whether it goes to another till, or comes from one.</param>
public sealed record CashMoved(long MovementId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, string Kind, Money Amount, bool BetweenTills) : IEvent;

/// <summary>The kinds of cash movements.</summary>
public static class CashMovements
{
    /// <summary>Change put into the drawer, from the safe or from another till.</summary>
    public const string FloatIn = "FloatIn";

    /// <summary>Cash put in from elsewhere.</summary>
    public const string CashIn = "CashIn";

    /// <summary>Cash taken out, for another till or otherwise.</summary>
    public const string CashOut = "CashOut";

    /// <summary>Cash brought to a safe.</summary>
    public const string SafeDrop = "SafeDrop";

    /// <summary>Cash brought to the bank.</summary>
    public const string BankDrop = "BankDrop";

    /// <summary>A small expense paid from the drawer.</summary>
    public const string PettyCash = "PettyCash";

    /// <summary>Income that is no sale.</summary>
    public const string Income = "Income";
}

/// <summary>The names of tenders.</summary>
public static class Tenders
{
    public const string Cash = "Cash";
    public const string Card = "Card";
    public const string Wallet = "Wallet";

    /// <summary>Notes of another currency, at their worth in the store's own.</summary>
    public const string ForeignCash = "ForeignCash";

    /// <summary>What the customer paid ahead for an order; pays for its sale.</summary>
    public const string Deposit = "Deposit";

    /// <summary>Points of the member.</summary>
    public const string Points = "Points";

    /// <summary>Stored value of the member.</summary>
    public const string StoredValue = "StoredValue";

    /// <summary>A gift card; its code is the payment's reference.</summary>
    public const string GiftCard = "GiftCard";

    /// <summary>
    /// Change of cash that a member has stored instead of taking it: less than nothing, since the cash that was handed over stays in the drawer whole. It is owed to the member as
    /// stored value.
    /// </summary>
    public const string StoredChange = "StoredChange";

    /// <summary>Those that a member's or a card's balance pays.</summary>
    public static readonly IReadOnlyList<string> OfBalances = [Points, StoredValue, GiftCard];

    /// <summary>Sales taken over from another system: how they were paid is not known.</summary>
    public const string Imported = "Imported";
}
