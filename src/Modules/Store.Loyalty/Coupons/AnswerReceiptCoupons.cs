using Store.Contracts.Loyalty;

namespace Store.Loyalty.Coupons;

/// <summary>Tells which coupons a receipt carries.</summary>
internal static class AnswerReceiptCoupons
{
    internal sealed class Handler(Db db) : IRequestHandler<GetReceiptCoupons, IReadOnlyList<ReceiptCoupon>>
    {
        public Task<IReadOnlyList<ReceiptCoupon>> Handle(GetReceiptCoupons request, CancellationToken cancellationToken) => db.Query<ReceiptCoupon>("""
            SELECT c.Code, t.Name, c.ValidFrom, c.ValidTo
            FROM   loyalty.Coupons c
            JOIN   loyalty.CouponTemplates t ON t.TemplateId = c.TemplateId
            WHERE  c.SaleId = @SaleId AND c.Source = @Source AND c.State <> 'Withdrawn'
            ORDER BY c.CouponId
            """, new { request.SaleId, Source = CouponSales.OnReceipt(request.SaleId) }, cancellationToken);
    }
}
