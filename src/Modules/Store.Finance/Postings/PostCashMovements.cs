using Store.Contracts.Checkout;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>Cash put into a drawer or taken out of it, against where it came from or went to. What goes from till to till is on its way in between.</summary>
internal sealed class PostCashMovements(JournalBook journal) : IEventHandler<CashMoved>
{
    public Task Handle(IReadOnlyList<Recorded<CashMoved>> events, CancellationToken cancellationToken) => journal.Post(
        events.Select(one => new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.CashMoved, one.Event.MovementId)
            .Debit(Account.Cash, one.Event.Amount).Credit(AccountOf(one.Event), one.Event.Amount)), cancellationToken);

    private static string AccountOf(CashMoved movement) => movement.Kind switch
    {
        _ when movement.BetweenTills => Account.CashOnItsWay,
        CashMovements.FloatIn or CashMovements.SafeDrop => Account.Safe,
        CashMovements.BankDrop => Account.Bank,
        CashMovements.PettyCash => Account.PettyCash,
        CashMovements.Income => Account.OtherIncome,
        CashMovements.CashIn or CashMovements.CashOut => Account.OtherCash,
        _ => throw new InvalidOperationException($"The cash movement {movement.Kind} has no account."),
    };
}
