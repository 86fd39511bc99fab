using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>What an order holds of the customer's money is the sum of its payments, and an order that has ended holds nothing; what went through a shift is among its takings.</summary>
internal sealed class OrdersHoldTheirDeposits(Db db) : IInvariant
{
    public string Name => "Every order holds what was paid ahead, and none that has ended holds anything";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var broken = await db.Query<Row>("""
            SELECT o.OrderId, o.State, o.PaidMinor, COALESCE(p.AmountMinor, 0) AS PaymentsMinor, COALESCE(p.TillMinor, 0) AS TillMinor, COALESCE(t.AmountMinor, 0) AS TakingsMinor
            FROM   checkout.Orders o
            LEFT JOIN (SELECT OrderId, SUM(AmountMinor) AS AmountMinor, SUM(CASE WHEN Kind IN ('Deposit', 'Refund') THEN AmountMinor ELSE 0 END) AS TillMinor
                       FROM checkout.OrderPayments GROUP BY OrderId) p ON p.OrderId = o.OrderId
            LEFT JOIN (SELECT d.OrderId, SUM(s.AmountMinor) AS AmountMinor
                       FROM   checkout.OrderPayments d
                       JOIN   checkout.Payments s ON s.SaleId = d.OrderPaymentId AND s.PaymentNumber = d.LineNumber
                       GROUP BY d.OrderId) t ON t.OrderId = o.OrderId
            WHERE  o.PaidMinor <> COALESCE(p.AmountMinor, 0) OR COALESCE(p.TillMinor, 0) <> COALESCE(t.AmountMinor, 0)
                OR (o.State IN ('Completed', 'Cancelled', 'Quoted') AND o.PaidMinor <> 0)
            ORDER BY o.OrderId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. broken.Select(row => $"order {row.OrderId} ({row.State}): holds {row.Paid}, its payments {row.Payments}, through tills {row.Till}, in takings {row.Takings}")];
    }

    private sealed record Row(long OrderId, string State, Money Paid, Money Payments, Money Till, Money Takings);
}
