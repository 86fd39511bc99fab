namespace Store.Finance.Accounts;

/// <summary>Debits, credits and balance of every account over some days, of one store or of all the caller's; read from the daily balances, never from the journal.</summary>
internal static class ShowTrialBalance
{
    /// <param name="StoreId">One store; null: all in which the caller may look.</param>
    /// <param name="From">First business date; null: from the beginning.</param>
    /// <param name="To">Last business date; null: without end.</param>
    internal sealed record Query(long? StoreId, DateOnly? From, DateOnly? To) : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Row> Rows, Money Debit, Money Credit, Money Difference);

    /// <param name="AccountCode">The account.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">Asset, Liability, Revenue or Expense.</param>
    /// <param name="Debit">All debits.</param>
    /// <param name="Credit">All credits.</param>
    /// <param name="Balance">Debits less credits.</param>
    internal sealed record Row(string AccountCode, string Name, string Kind, Money Debit, Money Credit, Money Balance);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.To).Must((query, to) => to is null || query.From is null || query.From <= to).WithMessage("'from' is after 'to'.");
    }

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT a.AccountCode, a.Name, a.Kind, COALESCE(b.DebitMinor, 0) AS DebitMinor, COALESCE(b.CreditMinor, 0) AS CreditMinor,
                       COALESCE(b.DebitMinor - b.CreditMinor, 0) AS BalanceMinor
                FROM   finance.Accounts a
                LEFT JOIN (
                    SELECT AccountCode, SUM(DebitMinor) AS DebitMinor, SUM(CreditMinor) AS CreditMinor
                    FROM   finance.DailyBalances
                    WHERE  StoreId IN @Stores AND StoreId IN @Asked AND BusinessDate BETWEEN @From AND @To
                    GROUP BY AccountCode) b ON b.AccountCode = a.AccountCode
                ORDER BY a.AccountCode
                """, new { Asked = AskedStores.Of(caller, query.StoreId), From = query.From ?? DateOnly.MinValue, To = query.To ?? DateOnly.MaxValue }, cancellationToken);
            var (debit, credit) = (Money.Sum(rows.Select(row => row.Debit)), Money.Sum(rows.Select(row => row.Credit)));
            return new Result(rows, debit, credit, debit - credit);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/trial-balance", (long? storeId, DateOnly? from, DateOnly? to, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, from, to), cancel))
            .RequirePermission("finance.view")
            .WithName(nameof(ShowTrialBalance)).WithSummary("Show debits, credits and balances of all accounts")
            .ProducesValidationProblem();
    }
}
