using System.Data.Common;
using System.Globalization;
using Store.Contracts.Loyalty;

namespace Store.Loyalty.Coupons;

/// <summary>
/// What is still kept of sales that have to do with coupons. A coupon that a sale has earned is withdrawn, unless used, as soon as what is kept no longer comes to the amount from which
/// it was issued; goods may come back before the coupon is issued, so their return is written down first and issuing asks for it.
/// </summary>
internal sealed class CouponSales(Db db)
{
    /// <summary>By what the coupon on a sale's receipt is found.</summary>
    public static string OnReceipt(long saleId) => string.Create(CultureInfo.InvariantCulture, $"receipt {saleId}");

    /// <summary>By what the coupon that a member's sale has earned is found.</summary>
    public static string After(long saleId) => string.Create(CultureInfo.InvariantCulture, $"sale {saleId}");

    /// <summary>Remembers how much was sold, to know when all of it has come back.</summary>
    public Task<int> Count(SettleTicket ticket, IReadOnlyList<LoyalLine> sold, CancellationToken cancellationToken) =>
        Count(ticket.SaleId, Quantity.Sum(sold.Select(line => line.Quantity)), Goods(sold), cancellationToken);

    /// <inheritdoc cref="Count(SettleTicket, IReadOnlyList{LoyalLine}, CancellationToken)"/>
    public Task<int> Count(long saleId, Quantity quantity, Money total, CancellationToken cancellationToken) => db.Execute("""
        INSERT INTO loyalty.CouponSales (SaleId, QuantityMilli, ReturnedMilli, TotalMinor, ReturnedMinor)
        SELECT @saleId, @quantity, 0, @total, 0
        WHERE  NOT EXISTS (SELECT 1 FROM loyalty.CouponSales s WHERE s.SaleId = @saleId)
        """, new { saleId, quantity, total }, cancellationToken);

    /// <summary>What lines come to, value that was sold left aside.</summary>
    public static Money Goods(IEnumerable<LoyalLine> lines) => Money.Sum(lines.Where(line => !line.Value).Select(line => line.Total));

    /// <summary>Remembers what sales came to, and says how much of each has come back. Holds them until the transaction ends, so that a return that is under way sees what is issued.</summary>
    public async Task<IReadOnlyDictionary<long, Money>> Returned(IReadOnlyDictionary<long, Money> totals, CancellationToken cancellationToken)
    {
        var unknown = new List<Sold>();
        foreach (var (saleId, total) in totals.OrderBy(sale => sale.Key))
        {
            if (await db.Execute("UPDATE loyalty.CouponSales SET TotalMinor = COALESCE(TotalMinor, @total) WHERE SaleId = @saleId", new { saleId, total }, cancellationToken) == 0)
                unknown.Add(new Sold(saleId, total));
        }

        try
        {
            await db.Insert("INSERT INTO loyalty.CouponSales (SaleId, QuantityMilli, ReturnedMilli, TotalMinor, ReturnedMinor) VALUES (@SaleId, 0, 0, @Total, 0)", unknown, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("The sale comes back at this moment.", refused);
        }

        return (await db.Query<Back>("SELECT SaleId, ReturnedMinor FROM loyalty.CouponSales WHERE SaleId IN @SaleIds", new { SaleIds = totals.Keys }, cancellationToken))
            .ToDictionary(sale => sale.SaleId, sale => sale.Returned);
    }

    /// <summary>Takes goods of a sale back; says whether these were the last of it, null where it has to do with no coupon.</summary>
    public async Task<bool?> TakeBack(SettleTicket ticket, long saleId, IReadOnlyList<LoyalLine> lines, CancellationToken cancellationToken)
    {
        var back = new { saleId, Quantity = new Quantity(-lines.Sum(line => line.Quantity.Milli)), Worth = new Money(-Goods(lines).Minor) };
        if (await db.Execute("""
            UPDATE loyalty.CouponSales SET ReturnedMilli = ReturnedMilli + @Quantity, ReturnedMinor = ReturnedMinor + @Worth WHERE SaleId = @saleId
            """, back, cancellationToken) > 0)
        {
            await Withdraw(saleId, cancellationToken);
            return await db.Scalar<int>("""
                SELECT COUNT(*) FROM loyalty.CouponSales WHERE SaleId = @saleId AND ReturnedMilli >= QuantityMilli AND ReturnedMilli - @Quantity < QuantityMilli
                """, back, cancellationToken) > 0;
        }

        if (ticket.MemberId is not null)
            await Await(back, cancellationToken);
        return null;
    }

    /// <summary>Withdraws what a sale has earned where too little of it is kept.</summary>
    public Task<int> Withdraw(long saleId, CancellationToken cancellationToken) => db.Execute("""
        UPDATE loyalty.Coupons
        SET    State = 'Withdrawn', WithdrawnFor = @SaleReturned
        WHERE  SaleId = @saleId AND Source IN (@Printed, @Earned) AND State IN ('Issued', 'GivenBack') AND Uses = 0
          AND  TemplateId IN (SELECT t.TemplateId FROM loyalty.CouponTemplates t WHERE t.EndsWithSale = 1)
          AND  EXISTS (SELECT 1 FROM loyalty.CouponSales s
                       WHERE s.SaleId = @saleId AND ((s.QuantityMilli > 0 AND s.ReturnedMilli >= s.QuantityMilli)
                             OR s.TotalMinor <= s.ReturnedMinor OR s.TotalMinor - s.ReturnedMinor < loyalty.Coupons.IssuedOverMinor))
        """, new { saleId, Printed = OnReceipt(saleId), Earned = After(saleId), CouponStates.SaleReturned }, cancellationToken);

    /// <summary>Its coupon may not have been issued yet.</summary>
    private async Task Await(object back, CancellationToken cancellationToken)
    {
        try
        {
            await db.Execute("""
                INSERT INTO loyalty.CouponSales (SaleId, QuantityMilli, ReturnedMilli, TotalMinor, ReturnedMinor)
                SELECT @saleId, 0, @Quantity, NULL, @Worth
                WHERE  EXISTS (SELECT 1 FROM loyalty.CouponTemplates t WHERE t.IssueOn = 'SaleOver' AND t.Active = 1)
                """, back, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("The sale's coupon is issued at this moment.", refused);
        }
    }

    private sealed record Sold(long SaleId, Money Total);

    private sealed record Back(long SaleId, Money Returned);
}
