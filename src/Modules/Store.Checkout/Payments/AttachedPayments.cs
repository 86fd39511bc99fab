using Store.Checkout.Returns;
using Store.Checkout.Sales;

namespace Store.Checkout.Payments;

/// <summary>Gives paid attempts to the sale and done refunds to the return that name them, in their transaction: each is used once.</summary>
internal sealed class AttachedPayments(Db db)
{
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

    private static Dictionary<string, object?> Facts(string name, long? id) => new() { [name] = id };
}
