namespace Store.Finance.Journal;

/// <summary>An entry in the making. Amounts on the same account are netted, and a debit below zero is a credit, so that returns are the mirror of sales.</summary>
internal sealed class JournalEntry(long eventId, long storeId, DateOnly businessDate, DateTime occurredAt, JournalKind kind, long documentId)
{
    // Positive is debit. In the order in which accounts are first named.
    private readonly List<(string AccountCode, Money Amount)> amounts = [];

    public long EventId => eventId;

    public long StoreId => storeId;

    public DateOnly BusinessDate => businessDate;

    public DateTime OccurredAt => occurredAt;

    public JournalKind Kind => kind;

    public long DocumentId => documentId;

    /// <summary>The lines; an account whose amounts come to nothing has none.</summary>
    public IEnumerable<JournalLine> Lines => amounts.Where(one => one.Amount != Money.Zero)
        .Select(one => new JournalLine(one.AccountCode, Money.Max(one.Amount, Money.Zero), Money.Max(-one.Amount, Money.Zero)));

    /// <summary>Debits less credits; nothing in an entry that may be posted.</summary>
    public Money Difference => Money.Sum(amounts.Select(one => one.Amount));

    public JournalEntry Debit(string accountCode, Money amount)
    {
        var index = amounts.FindIndex(one => one.AccountCode == accountCode);
        if (index < 0)
            amounts.Add((accountCode, amount));
        else
            amounts[index] = (accountCode, amounts[index].Amount + amount);
        return this;
    }

    public JournalEntry Credit(string accountCode, Money amount) => Debit(accountCode, -amount);
}

/// <summary>A debit or a credit; the other of the two is zero.</summary>
internal sealed record JournalLine(string AccountCode, Money Debit, Money Credit);

/// <summary>What an entry was made from.</summary>
internal enum JournalKind
{
    Sale,
    Return,
    ShiftClosed,
    CashMoved,
    Receipt,
    Adjustment,
    Revaluation,
    TenderCorrection,
    Deposit,
    Points,
    Membership,
    Pass,
    Value,
}
