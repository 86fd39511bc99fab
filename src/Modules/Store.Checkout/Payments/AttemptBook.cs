using System.Globalization;

namespace Store.Checkout.Payments;

/// <summary>Reads attempts and moves them along the table of moves. A move names the state that was read; who was slower moves nothing.</summary>
internal sealed class AttemptBook(Db db, TimeProvider clock)
{
    public Task<Attempt?> Find(long attemptId, CancellationToken cancellationToken) => db.Find<Attempt>("""
        SELECT AttemptId, StoreId, RegisterId, SaleUuid, Tender, Provider, AmountMinor, ApprovedMinor, State, StartedAt, ChangedAt, DueAt, Tries, SaleId
        FROM   checkout.PaymentAttempts
        WHERE  AttemptId = @attemptId
        """, new { attemptId }, cancellationToken);

    /// <summary>Moves an attempt that no sale has; false when somebody else has moved it meanwhile.</summary>
    /// <param name="attempt">As it was read.</param>
    /// <param name="to">Where to.</param>
    /// <param name="dueIn">When the desk looks at it again; null for never.</param>
    /// <param name="answer">What the provider has said.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<bool> Move(Attempt attempt, AttemptState to, TimeSpan? dueIn, ProviderAnswer? answer, CancellationToken cancellationToken)
    {
        if (!AttemptMoves.May(attempt.Now, to))
            throw new InvalidOperationException($"A payment attempt does not go from {attempt.State} to {to}.");
        var now = clock.UtcNow();
        return await db.Execute("""
            UPDATE checkout.PaymentAttempts
            SET    State = @To, ChangedAt = @now, DueAt = @Due, Tries = 0, ApprovedMinor = CASE WHEN @To = 'Succeeded' THEN @Approved ELSE ApprovedMinor END,
                   ProviderReference = COALESCE(@Reference, ProviderReference), Reason = COALESCE(@Reason, Reason)
            WHERE  AttemptId = @AttemptId AND State = @State AND SaleId IS NULL
            """, new
        {
            To = to.ToString(), now, Due = now + dueIn, Approved = answer?.Approved ?? Money.Zero, answer?.Reference, answer?.Reason, attempt.AttemptId, attempt.State,
        }, cancellationToken) == 1;
    }

    /// <summary>Takes an attempt that is due for some time, so that of two hosts one looks after it.</summary>
    public async Task<bool> Claim(Attempt attempt, TimeSpan term, CancellationToken cancellationToken) => await db.Execute("""
        UPDATE checkout.PaymentAttempts SET DueAt = @Until, Tries = Tries + 1 WHERE AttemptId = @AttemptId AND State = @State AND DueAt = @DueAt
        """, new { Until = clock.UtcNow() + term, attempt.AttemptId, attempt.State, attempt.DueAt }, cancellationToken) == 1;

    /// <summary>Looks at it again after a while.</summary>
    public Task<int> PutOff(Attempt attempt, TimeSpan? dueIn, CancellationToken cancellationToken) => db.Execute("""
        UPDATE checkout.PaymentAttempts SET DueAt = @Due WHERE AttemptId = @AttemptId AND State = @State AND SaleId IS NULL
        """, new { Due = clock.UtcNow() + dueIn, attempt.AttemptId, attempt.State }, cancellationToken);

    /// <exception cref="NotFound">There is no such attempt in this store.</exception>
    public async Task<AttemptView> View(long storeId, long attemptId, CancellationToken cancellationToken)
    {
        var row = await db.Find<AttemptRow>("""
            SELECT AttemptId, AttemptUuid, SaleUuid, RegisterId, Tender, Provider, AmountMinor, ApprovedMinor, RefundedMinor, State, ProviderReference, Reason, StartedByName,
                   StartedAt, ChangedAt, SaleId
            FROM   checkout.PaymentAttempts
            WHERE  AttemptId = @attemptId AND StoreId = @storeId
            """, new { attemptId, storeId }, cancellationToken) ?? throw new NotFound("payment_attempt", attemptId);
        var refunds = await db.Query<RefundView>("""
            SELECT RefundId, RefundUuid, AmountMinor, State, ProviderReference, Reason, SaleId
            FROM   checkout.PaymentRefunds
            WHERE  AttemptId = @attemptId
            ORDER BY RefundId
            """, new { attemptId }, cancellationToken);
        return new AttemptView(row, refunds);
    }
}

/// <summary>An attempt as the desk works on it.</summary>
internal sealed record Attempt(
    long AttemptId, long StoreId, long RegisterId, Guid SaleUuid, string Tender, string Provider, Money Amount, Money Approved, string State, DateTime StartedAt, DateTime ChangedAt,
    DateTime? DueAt, int Tries, long? SaleId)
{
    public AttemptState Now => Enum.Parse<AttemptState>(State);

    /// <summary>The number by which the provider knows it.</summary>
    public string Number => AttemptId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An attempt to pay by card or wallet, as the till sees it.</summary>
/// <param name="AttemptId">The attempt; also the number by which the provider knows it.</param>
/// <param name="AttemptUuid">As the till made it.</param>
/// <param name="SaleUuid">The sale that is to be paid.</param>
/// <param name="RegisterId">Where.</param>
/// <param name="Tender">Card or Wallet.</param>
/// <param name="Provider">Who takes the money.</param>
/// <param name="Amount">Asked for.</param>
/// <param name="Approved">Taken.</param>
/// <param name="Refunded">Given back, or on its way back.</param>
/// <param name="State">How far it is.</param>
/// <param name="ProviderReference">The provider's number.</param>
/// <param name="Reason">Why it was declined.</param>
/// <param name="StartedByName">Who asked.</param>
/// <param name="StartedAt">When.</param>
/// <param name="ChangedAt">When it changed last.</param>
/// <param name="SaleId">The sale that has it.</param>
internal sealed record AttemptRow(
    long AttemptId, Guid AttemptUuid, Guid SaleUuid, long RegisterId, string Tender, string Provider, Money Amount, Money Approved, Money Refunded, string State,
    string? ProviderReference, string? Reason, string StartedByName, DateTime StartedAt, DateTime ChangedAt, long? SaleId);

internal sealed record RefundView(long RefundId, Guid RefundUuid, Money Amount, string State, string? ProviderReference, string? Reason, long? SaleId);

internal sealed record AttemptView(AttemptRow Attempt, IReadOnlyList<RefundView> Refunds);
