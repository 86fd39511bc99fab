using Store.Checkout.Returns;
using Store.Checkout.Sales;
using Store.Contracts.Checkout;

namespace Store.Checkout.Payments;

/// <summary>Gives paid attempts to the sale and done refunds to the return that name them, in their transaction: each is used once.</summary>
internal sealed class AttachedPayments(Db db, Caller caller)
{
    /// <summary>The permission to give money to a card or wallet that the provider does not link to what was paid.</summary>
    public const string Unlinked = "checkout.refund-unlinked";

    /// <summary>Money that goes to a card or wallet which the sale was not paid by, or past the provider that took it, can go to anybody: that needs a right of its own.</summary>
    /// <exception cref="Forbidden"><c>refund.unlinked</c></exception>
    public async Task RequireLinked(
        long storeId, long saleId, IReadOnlyList<TenderLeft> paid, IReadOnlyList<RecordReturn.Refund> refunds, CancellationToken cancellationToken)
    {
        var loose = refunds.Where(refund => refund.RefundId is null && refund.Tender is (Tenders.Card or Tenders.Wallet)).Select(refund => refund.Tender).ToHashSet(StringComparer.Ordinal);
        if (loose.Count == 0 || caller.MayIn(storeId, Unlinked))
            return;
        var through = await db.Query<string>("""
            SELECT DISTINCT Tender
            FROM   checkout.PaymentAttempts
            WHERE  SaleId = @saleId AND SaleUuid IN (SELECT s.SaleUuid FROM checkout.Sales s WHERE s.SaleId = @saleId)
            """, new { saleId }, cancellationToken);
        if (loose.Overlaps(through) || loose.Any(tender => paid.All(one => one.Tender != tender || one.Amount <= Money.Zero)))
            throw new Forbidden("refund.unlinked", $"Giving money to a card or wallet that it did not come from needs the permission {Unlinked}.");
    }

    /// <exception cref="RuleBroken"><c>attempt.not_usable</c>: not paid, another sale's, used already, or of another amount.</exception>
    public async Task Attach(long storeId, Guid saleUuid, long saleId, IReadOnlyList<CompleteSale.Payment> payments, CancellationToken cancellationToken)
    {
        foreach (var payment in payments.Where(payment => payment.AttemptId is not null))
        {
            var attached = await db.Execute("""
                UPDATE checkout.PaymentAttempts
                SET    SaleId = @saleId, DueAt = NULL
                WHERE  AttemptId = @AttemptId AND StoreId = @storeId AND SaleUuid = @saleUuid AND Tender = @Tender AND ApprovedMinor = @Amount AND State = 'Succeeded' AND SaleId IS NULL
                """, new { storeId, saleUuid, saleId, payment.AttemptId, payment.Tender, payment.Amount }, cancellationToken);
            if (attached == 0)
                throw new RuleBroken("attempt.not_usable", $"Payment {payment.AttemptId} does not pay {payment.Amount} of this sale.", Facts("attemptId", payment.AttemptId));
        }
    }

    /// <summary>From which sale each refund through a provider gives money back, by the refund.</summary>
    public async Task<IReadOnlyDictionary<long, long>> SalesOf(IReadOnlyList<RecordReturn.Refund> refunds, CancellationToken cancellationToken)
    {
        var refundIds = refunds.Select(refund => refund.RefundId).OfType<long>().Distinct().ToList();
        return refundIds.Count == 0 ? new Dictionary<long, long>() : (await db.Query<RefundOf>("""
            SELECT r.RefundId, a.SaleId
            FROM   checkout.PaymentRefunds r
            JOIN   checkout.PaymentAttempts a ON a.AttemptId = r.AttemptId
            WHERE  r.RefundId IN @refundIds AND a.SaleId IS NOT NULL
            """, new { refundIds }, cancellationToken)).ToDictionary(one => one.RefundId, one => one.SaleId);
    }

    /// <exception cref="RuleBroken"><c>refund.not_usable</c></exception>
    public async Task Attach(long storeId, long originalSaleId, long returnId, IReadOnlyList<RecordReturn.Refund> refunds, CancellationToken cancellationToken)
    {
        foreach (var refund in refunds.Where(refund => refund.RefundId is not null))
        {
            var attached = await db.Execute("""
                UPDATE checkout.PaymentRefunds
                SET    SaleId = @returnId
                WHERE  RefundId = @RefundId AND StoreId = @storeId AND AmountMinor = @Amount AND State = 'Refunded' AND SaleId IS NULL
                  AND  AttemptId IN (SELECT a.AttemptId FROM checkout.PaymentAttempts a WHERE a.SaleId = @originalSaleId AND a.Tender = @Tender)
                """, new { storeId, originalSaleId, returnId, refund.RefundId, refund.Amount, refund.Tender }, cancellationToken);
            if (attached == 0)
                throw new RuleBroken("refund.not_usable", $"Refund {refund.RefundId} does not give {refund.Amount} of this sale back.", Facts("refundId", refund.RefundId));
        }
    }

    private sealed record RefundOf(long RefundId, long SaleId);

    private static Dictionary<string, object?> Facts(string name, long? id) => new() { [name] = id };
}
