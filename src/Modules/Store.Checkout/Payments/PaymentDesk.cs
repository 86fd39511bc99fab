using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Store.Checkout.Payments;

/// <summary>
/// Talks to the providers, outside of any transaction: what is sent has been written down before, what is answered is written down after. What was left half way (a crash, a
/// lost answer, a till that went away) is looked after from the database, by whichever host comes first: asked for, and in the end given back.
/// </summary>
internal sealed class PaymentDesk(IServiceScopeFactory scopes, IEnumerable<IPaymentProvider> providers, TimeProvider clock, ILogger<PaymentDesk> log)
    : RecurringWork(LookEvery, "Payments could not be looked after", log)
{
    private const int RowsPerSweep = 50;

    /// <summary>How long a provider may take to answer.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    /// <summary>How long a payer may take; then the attempt is called off.</summary>
    public static readonly TimeSpan PayWithin = TimeSpan.FromSeconds(60);

    /// <summary>How long a payment may lie without its sale before it is given back.</summary>
    public static readonly TimeSpan AttachWithin = TimeSpan.FromMinutes(15);

    /// <summary>How long giving back may fail before a person is told.</summary>
    public static readonly TimeSpan SuspenseAfter = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Claimed = AnswerWithin + TimeSpan.FromSeconds(10);

    // The provider may hear of a payment after it was told to reverse it: asked once more, a while later.
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(1);

    /// <summary>Whether payments can be taken through that provider.</summary>
    public bool Knows(string provider) => providers.Any(one => one.Name == provider);

    /// <summary>Sends an attempt that is on disk. Its code is in no other place than here; should the host die first, nothing has been sent.</summary>
    public void Submit(long attemptId, string? code) => _ = Task.Run(() => Guarded(() => Send(attemptId, code, CancellationToken.None), attemptId));

    /// <summary>Takes an attempt that is due a step further at once.</summary>
    public void Wake(long attemptId) => _ = Task.Run(() => Guarded(() => LookAfter(attemptId, CancellationToken.None), attemptId));

    public void SubmitRefund(long refundId) => _ = Task.Run(() => Guarded(() => SendRefund(refundId, CancellationToken.None), refundId));

    /// <summary>Looks after everything that is due; says how many that were.</summary>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var due = await Scoped((_, db) => db.Query<long>("""
            SELECT AttemptId
            FROM   checkout.PaymentAttempts
            WHERE  DueAt <= @Now
            ORDER BY DueAt
            OFFSET 0 ROWS FETCH NEXT @RowsPerSweep ROWS ONLY
            """, new { Now = clock.UtcNow(), RowsPerSweep }, cancellationToken));
        foreach (var attemptId in due)
            await Guarded(() => LookAfter(attemptId, cancellationToken), attemptId);
        var refunds = await Scoped((_, db) => db.Query<long>("""
            SELECT RefundId
            FROM   checkout.PaymentRefunds
            WHERE  DueAt <= @Now
            ORDER BY DueAt
            OFFSET 0 ROWS FETCH NEXT @RowsPerSweep ROWS ONLY
            """, new { Now = clock.UtcNow(), RowsPerSweep }, cancellationToken));
        foreach (var refundId in refunds)
            await Guarded(() => SendRefund(refundId, cancellationToken), refundId);
        return due.Count + refunds.Count;
    }

    /// <summary>Takes one attempt a step further, if it is due and nobody else is at it.</summary>
    public async Task LookAfter(long attemptId, CancellationToken cancellationToken)
    {
        var attempt = await Scoped((book, _) => book.Find(attemptId, cancellationToken));
        if (attempt?.DueAt is not { } due || due > clock.UtcNow() || !await Transact((book, _) => book.Claim(attempt, Claimed, cancellationToken), cancellationToken))
            return;

        switch (attempt.Now)
        {
            case AttemptState.Created:
                await Move(attempt, AttemptState.Declined, null, new ProviderAnswer(ProviderOutcome.Declined, Reason: "not sent"), cancellationToken);
                break;
            case AttemptState.AwaitingPayer or AttemptState.Unknown when clock.UtcNow() - attempt.StartedAt > PayWithin:
                await StartReversing(attempt, cancellationToken);
                break;
            case AttemptState.Submitted or AttemptState.AwaitingPayer or AttemptState.Unknown:
                await Settle(attempt, await Ask(attempt.Provider, (provider, limit) => provider.Query(attempt.Number, limit), attempt.AttemptId), cancellationToken);
                break;
            case AttemptState.Succeeded:
                await GiveBackIfLeft(attempt, cancellationToken);
                break;
            case AttemptState.Reversing or AttemptState.Suspense:
                await Reverse(attempt, cancellationToken);
                break;
            case AttemptState.Reversed:
                await LookBackAt(attempt, cancellationToken);
                break;
            case AttemptState.Declined:
                await Transact((book, _) => book.PutOff(attempt, null, cancellationToken), cancellationToken);
                break;
        }
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Sweep(cancellationToken);

    private async Task Send(long attemptId, string? code, CancellationToken cancellationToken)
    {
        var attempt = await Scoped((book, _) => book.Find(attemptId, cancellationToken));
        if (attempt is null || attempt.Now != AttemptState.Created || clock.UtcNow() - attempt.StartedAt > SendWithin
            || !await Move(attempt, AttemptState.Submitted, Claimed, null, cancellationToken))
        {
            return;
        }

        var answer = await Ask(
            attempt.Provider, (provider, limit) => provider.Pay(new ProviderPayment(attempt.Number, attempt.Amount, attempt.Tender, code), limit), attemptId);
        await Settle(attempt with { State = nameof(AttemptState.Submitted) }, answer, cancellationToken);
    }

    /// <summary>Writes down what a provider has said of a payment.</summary>
    private async Task Settle(Attempt attempt, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        var next = answer.Outcome switch
        {
            ProviderOutcome.Approved when answer.Approved > Money.Zero && answer.Approved <= attempt.Amount => AttemptState.Succeeded,
            ProviderOutcome.Declined or ProviderOutcome.Reversed => AttemptState.Declined,
            ProviderOutcome.AwaitingPayer => AttemptState.AwaitingPayer,
            _ => AttemptState.Unknown,
        };
        TimeSpan? dueIn = next switch
        {
            AttemptState.Succeeded => TimeSpan.FromMinutes(1),
            AttemptState.Declined => null,
            _ => AskEvery,
        };
        if (next == attempt.Now)
            await Transact((book, _) => book.PutOff(attempt, dueIn, cancellationToken), cancellationToken);
        else
            await Move(attempt, next, dueIn, answer, cancellationToken);
    }

    /// <summary>A payment without its sale: at once where the sale is recorded without it, else when its till has had time enough.</summary>
    private async Task GiveBackIfLeft(Attempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.SaleId is not null)
            return;
        var sold = await Scoped((_, db) => db.Scalar<int>("SELECT COUNT(*) FROM checkout.Sales WHERE SaleUuid = @SaleUuid", attempt, cancellationToken)) > 0;
        if (sold || clock.UtcNow() - attempt.ChangedAt > AttachWithin)
            await StartReversing(attempt, cancellationToken);
        else
            await Transact((book, _) => book.PutOff(attempt, TimeSpan.FromMinutes(1), cancellationToken), cancellationToken);
    }

    private async Task StartReversing(Attempt attempt, CancellationToken cancellationToken)
    {
        if (await Move(attempt, AttemptState.Reversing, Claimed, null, cancellationToken))
            await Reverse(attempt with { State = nameof(AttemptState.Reversing), ChangedAt = clock.UtcNow(), Tries = 0 }, cancellationToken);
    }

    private async Task Reverse(Attempt attempt, CancellationToken cancellationToken)
    {
        var answer = await Ask(attempt.Provider, (provider, limit) => provider.Reverse(attempt.Number, limit), attempt.AttemptId);
        if (answer.Outcome is ProviderOutcome.Reversed or ProviderOutcome.Declined)
            await Move(attempt, AttemptState.Reversed, LookBack, answer, cancellationToken);
        else if (attempt.Now == AttemptState.Reversing && clock.UtcNow() - attempt.ChangedAt > SuspenseAfter)
            await Move(attempt, AttemptState.Suspense, SuspenseAfter, answer, cancellationToken);
        else
            await Transact((book, _) => book.PutOff(attempt, Later(attempt), cancellationToken), cancellationToken);
    }

    private async Task LookBackAt(Attempt attempt, CancellationToken cancellationToken)
    {
        var answer = await Ask(attempt.Provider, (provider, limit) => provider.Query(attempt.Number, limit), attempt.AttemptId);
        if (answer.Outcome == ProviderOutcome.Approved)
            await StartReversing(attempt, cancellationToken);
        else
            await Transact((book, _) => book.PutOff(attempt, answer.Outcome == ProviderOutcome.Unknown ? Later(attempt) : null, cancellationToken), cancellationToken);
    }

    private static TimeSpan Later(Attempt attempt) => attempt.Now == AttemptState.Suspense ? SuspenseAfter : TimeSpan.FromSeconds(Math.Min(60, 5 << Math.Min(attempt.Tries, 4)));

    /// <summary>Sends a refund, or sends it again: under its number the provider gives it once.</summary>
    private async Task SendRefund(long refundId, CancellationToken cancellationToken)
    {
        var refund = await Scoped((_, db) => db.Find<RefundToSend>("""
            SELECT r.RefundId, r.AttemptId, r.AmountMinor, r.State, r.DueAt, r.Tries, a.Provider
            FROM   checkout.PaymentRefunds r
            JOIN   checkout.PaymentAttempts a ON a.AttemptId = r.AttemptId
            WHERE  r.RefundId = @refundId
            """, new { refundId }, cancellationToken));
        if (refund?.DueAt is null)
            return;
        var claimed = await Transact((_, db) => db.Execute("""
            UPDATE checkout.PaymentRefunds SET State = 'Unknown', DueAt = @Until, Tries = Tries + 1 WHERE RefundId = @RefundId AND State = @State AND DueAt = @DueAt
            """, new { Until = clock.UtcNow() + Claimed, refund.RefundId, refund.State, refund.DueAt }, cancellationToken), cancellationToken);
        if (claimed == 0)
            return;

        var answer = await Ask(refund.Provider, (provider, limit) => provider.Refund(Number(refund.AttemptId), Number(refund.RefundId), refund.Amount, limit), refundId);
        var (state, dueIn) = answer.Outcome switch
        {
            ProviderOutcome.Approved => (RefundState.Refunded, (TimeSpan?)null),
            ProviderOutcome.Declined => (RefundState.Failed, null),
            _ => (RefundState.Unknown, TimeSpan.FromSeconds(Math.Min(600, 5 << Math.Min(refund.Tries, 7)))),
        };
        await Transact(async (_, db) =>
        {
            var now = clock.UtcNow();
            var moved = await db.Execute("""
                UPDATE checkout.PaymentRefunds
                SET    State = @State, ChangedAt = @now, DueAt = @Due, ProviderReference = COALESCE(@Reference, ProviderReference), Reason = COALESCE(@Reason, Reason)
                WHERE  RefundId = @RefundId AND State = 'Unknown'
                """, new { State = state.ToString(), now, Due = now + dueIn, answer.Reference, answer.Reason, refund.RefundId }, cancellationToken);

            // What was set aside for it may be given back another way.
            if (moved == 1 && state == RefundState.Failed)
                await db.Execute("UPDATE checkout.PaymentAttempts SET RefundedMinor = RefundedMinor - @Amount WHERE AttemptId = @AttemptId", refund, cancellationToken);
            return moved;
        }, cancellationToken);
    }

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Asks a provider. Whatever goes wrong means that nobody knows.</summary>
    private async Task<ProviderAnswer> Ask(string name, Func<IPaymentProvider, CancellationToken, Task<ProviderAnswer>> question, long number)
    {
        using var limit = new CancellationTokenSource(AnswerWithin);
        try
        {
            return await question(providers.First(provider => provider.Name == name), limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception failed)
        {
            Log.LogWarning("Provider {Provider} gave no answer about {Number}: {Failure}.", name, number, failed.GetType().Name);
            return ProviderAnswer.Nothing;
        }
    }

    private async Task Guarded(Func<Task> work, long number)
    {
        try
        {
            await work();
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            Log.LogWarning(failed, "Payment {Number} could not be taken further; it is looked after again.", number);
        }
    }

    private Task<bool> Move(Attempt attempt, AttemptState to, TimeSpan? dueIn, ProviderAnswer? answer, CancellationToken cancellationToken) =>
        Transact((book, _) => book.Move(attempt, to, dueIn, answer, cancellationToken), cancellationToken);

    private Task<T> Transact<T>(Func<AttemptBook, Db, Task<T>> work, CancellationToken cancellationToken) =>
        Scoped((book, db) => db.Transact(() => work(book, db), cancellationToken));

    private async Task<T> Scoped<T>(Func<AttemptBook, Db, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("payments");
        return await work(scope.ServiceProvider.GetRequiredService<AttemptBook>(), scope.ServiceProvider.GetRequiredService<Db>());
    }

    private sealed record RefundToSend(long RefundId, long AttemptId, Money Amount, string State, DateTime? DueAt, int Tries, string Provider);
}
