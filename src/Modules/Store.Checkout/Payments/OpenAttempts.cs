namespace Store.Checkout.Payments;

/// <summary>While a card or wallet payment of a sale is not decided, its money may yet be taken: the sale is neither asked for money again, nor parked, nor voided.</summary>
internal static class OpenAttempts
{
    /// <exception cref="Conflict"><c>attempt.open</c>, with the attempt.</exception>
    public static async Task Refuse(Db db, Guid saleUuid, CancellationToken cancellationToken)
    {
        var open = await db.Find<long?>("""
            SELECT AttemptId FROM checkout.PaymentAttempts
            WHERE  SaleUuid = @saleUuid AND State IN ('Created', 'Submitted', 'AwaitingPayer', 'Unknown', 'Reversing')
            ORDER BY AttemptId
            OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
            """, new { saleUuid }, cancellationToken);
        if (open is { } attemptId)
        {
            throw new Conflict("attempt.open", "A payment for this sale is not decided yet; do not ask for money twice.", new Dictionary<string, object?>
            {
                ["attemptId"] = attemptId,
            });
        }
    }
}
