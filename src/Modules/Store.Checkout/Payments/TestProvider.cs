using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Store.Checkout.Payments;

/// <summary>
/// A bank to try things out with. It keeps a ledger of its own, in transactions of its own, and does what the code says: <c>DECLINE</c>, <c>PARTIAL</c> (half),
/// <c>AWAIT</c> (the payer is slow: approved when asked the second time), <c>SLOW</c> (2 seconds), <c>LOST</c> (charged, the answer gets lost), <c>TIMEOUT</c> (never
/// arrives), <c>STUCK</c> (charged, and answers nothing any more), <c>NOREFUND</c>. Anything else is approved.
/// </summary>
internal sealed class TestProvider(IServiceScopeFactory scopes) : IPaymentProvider
{
    public string Name => "Test";

    public async Task<ProviderAnswer> Pay(ProviderPayment payment, CancellationToken cancellationToken)
    {
        var script = payment.Code?.ToUpperInvariant() switch
        {
            "DECLINE" or "PARTIAL" or "AWAIT" or "SLOW" or "LOST" or "TIMEOUT" or "STUCK" or "NOREFUND" => payment.Code.ToUpperInvariant(),
            _ => "APPROVE",
        };
        if (script == "TIMEOUT")
            throw new TimeoutException("The test bank was not reached.");
        if (script == "SLOW")
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);

        var taken = await Transact(async db =>
        {
            var known = await Find(db, payment.Number, cancellationToken);
            if (known is not null)
                return known;
            var fresh = new Entry(
                payment.Number, payment.Amount, script == "PARTIAL" ? payment.Amount.Share(1, 2) : payment.Amount,
                script switch { "DECLINE" => "Declined", "AWAIT" => "Awaiting", _ => "Taken" }, script, Asked: 0);
            await db.Execute("""
                INSERT INTO checkout.TestBankPayments (PaymentNumber, AmountMinor, ApprovedMinor, State, Script, Asked)
                VALUES (@PaymentNumber, @Amount, @Approved, @State, @Script, @Asked)
                """, fresh, cancellationToken);
            return fresh;
        }, cancellationToken);
        return script is "LOST" or "STUCK" ? throw new TimeoutException("The test bank's answer got lost.") : Answer(taken);
    }

    public async Task<ProviderAnswer> Query(string number, CancellationToken cancellationToken)
    {
        var entry = await Transact(async db =>
        {
            await db.Execute("""
                UPDATE checkout.TestBankPayments
                SET    Asked = Asked + 1, State = CASE WHEN State = 'Awaiting' AND Asked >= 1 THEN 'Taken' ELSE State END
                WHERE  PaymentNumber = @number
                """, new { number }, cancellationToken);
            return await Find(db, number, cancellationToken);
        }, cancellationToken);
        if (entry?.Script == "STUCK")
            throw new TimeoutException("The test bank is stuck.");
        return entry is null ? new ProviderAnswer(ProviderOutcome.NotFound) : Answer(entry);
    }

    public async Task<ProviderAnswer> Reverse(string number, CancellationToken cancellationToken)
    {
        var entry = await Transact(async db =>
        {
            await db.Execute("""
                UPDATE checkout.TestBankPayments SET State = 'Reversed' WHERE PaymentNumber = @number AND State IN ('Taken', 'Awaiting') AND Script <> 'STUCK'
                """, new { number }, cancellationToken);
            if (await Find(db, number, cancellationToken) is { } known)
                return known;
            var never = new Entry(number, Money.Zero, Money.Zero, "Reversed", "NEVER", Asked: 0);
            await db.Execute("""
                INSERT INTO checkout.TestBankPayments (PaymentNumber, AmountMinor, ApprovedMinor, State, Script, Asked)
                VALUES (@PaymentNumber, @Amount, @Approved, @State, @Script, @Asked)
                """, never, cancellationToken);
            return never;
        }, cancellationToken);
        return entry.Script == "STUCK" ? ProviderAnswer.Nothing : Answer(entry);
    }

    public Task<ProviderAnswer> Refund(string number, string refundNumber, Money amount, CancellationToken cancellationToken) => Transact(async db =>
    {
        var entry = await Find(db, number, cancellationToken);
        if (entry is not { State: "Taken" } || entry.Script == "NOREFUND")
            return new ProviderAnswer(ProviderOutcome.Declined, Reason: "refund refused");
        var refunds = await db.Query<RefundEntry>(
            "SELECT RefundNumber, AmountMinor FROM checkout.TestBankRefunds WHERE PaymentNumber = @number", new { number }, cancellationToken);
        if (!refunds.Any(refund => refund.RefundNumber == refundNumber))
        {
            if (Money.Sum(refunds.Select(refund => refund.Amount)) + amount > entry.Approved)
                return new ProviderAnswer(ProviderOutcome.Declined, Reason: "more than was paid");
            await db.Execute("""
                INSERT INTO checkout.TestBankRefunds (RefundNumber, PaymentNumber, AmountMinor) VALUES (@refundNumber, @number, @amount)
                """, new { refundNumber, number, amount }, cancellationToken);
        }

        return new ProviderAnswer(ProviderOutcome.Approved, amount, $"R{refundNumber}");
    }, cancellationToken);

    private static ProviderAnswer Answer(Entry entry) => entry.State switch
    {
        "Taken" => new ProviderAnswer(ProviderOutcome.Approved, entry.Approved, $"T{entry.PaymentNumber}"),
        "Awaiting" => new ProviderAnswer(ProviderOutcome.AwaitingPayer),
        "Reversed" => new ProviderAnswer(ProviderOutcome.Reversed),
        _ => new ProviderAnswer(ProviderOutcome.Declined, Reason: "declined"),
    };

    private static Task<Entry?> Find(Db db, string number, CancellationToken cancellationToken) => db.Find<Entry>("""
        SELECT PaymentNumber, AmountMinor, ApprovedMinor, State, Script, Asked FROM checkout.TestBankPayments WITH (UPDLOCK, ROWLOCK) WHERE PaymentNumber = @number
        """, new { number }, cancellationToken);

    private async Task<T> Transact<T>(Func<Db, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        return await db.Transact(async () =>
        {
            try
            {
                return await work(db);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("The test bank has just heard of this number.", refused);
            }
        }, cancellationToken);
    }

    private sealed record Entry(string PaymentNumber, Money Amount, Money Approved, string State, string Script, int Asked);

    private sealed record RefundEntry(string RefundNumber, Money Amount);
}
