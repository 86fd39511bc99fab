using System.Text.Json;
using Store.Checkout.Orders;
using Store.Checkout.Parking;
using Store.Checkout.Reasons;
using Store.Checkout.Sales;
using Store.Contracts.Access;
using Store.Contracts.Members;

namespace Store.Checkout.Members;

/// <summary>What becomes of sales, orders and parked baskets when members ask what is kept of them, or are forgotten.</summary>
internal static class SalesOfMembers
{
    /// <summary>
    /// Names, phones and words go, those of orders under no member too where they carry the person's phone, and with them why goods came back or cost less, money was put under another tender or set aside and parked goods were given up, since cashiers write that about people;
    /// what was sold, ordered and paid, and who approved it, stays as it is, as does what an exemption from tax rests on. The chain of a register's sales covers none of what goes. A basket that is
    /// still parked keeps its goods.
    /// </summary>
    internal sealed class Forget(Db db, OrderPhones phones, IMediator mediator) : INotificationHandler<MemberErased>
    {
        public async Task Handle(MemberErased notification, CancellationToken cancellationToken)
        {
            var members = new { notification.MemberIds, QuestionKinds.Text, OrderIds = await ByPhone(db, phones, notification.Phones, cancellationToken) };
            await db.Execute("""
                UPDATE checkout.Orders
                SET    CustomerName = '', CustomerPhone = NULL, PhoneSealed = NULL, PhoneIndex = NULL, Note = NULL
                WHERE  MemberId IN @MemberIds OR OrderId IN @OrderIds
                """, members, cancellationToken);
            await db.Execute("""
                UPDATE checkout.Sales
                SET    IdentityHint = NULL, Reason = CASE WHEN Reason IS NULL THEN NULL ELSE '' END
                WHERE  MemberId IN @MemberIds AND (IdentityHint IS NOT NULL OR Reason IS NOT NULL)
                """, members, cancellationToken);
            await ForgetReasons(members, cancellationToken);
            await db.Execute("""
                UPDATE checkout.Answers
                SET    Answer = ''
                WHERE  SubjectId IN (SELECT s.SaleId FROM checkout.Sales s WHERE s.MemberId IN @MemberIds
                                     UNION
                                     SELECT o.OrderId FROM checkout.Orders o WHERE o.MemberId IN @MemberIds OR o.OrderId IN @OrderIds
                                     UNION
                                     SELECT p.ParkedSaleId FROM checkout.ParkedSales p WHERE p.MemberId IN @MemberIds
                                     UNION
                                     SELECT v.VoidId FROM checkout.ParkedSales p JOIN checkout.Voids v ON v.VoidUuid = p.ParkUuid WHERE p.MemberId IN @MemberIds)
                  AND  QuestionId IN (SELECT q.QuestionId FROM checkout.Questions q WHERE q.Kind = @Text)
                """, members, cancellationToken);
            var parked = await db.Query<ParkedRow>("SELECT ParkedSaleId, Basket FROM checkout.ParkedSales WHERE MemberId IN @MemberIds", members, cancellationToken);
            foreach (var row in parked)
            {
                var basket = JsonSerializer.Deserialize<ParkedBasket>(row.Basket, ValueJson.Stored)!;
                basket = basket with { MemberId = null, TillState = null, Lines = [.. basket.Lines.Select(line => line with { ReasonCode = null })] };
                await db.Execute("""
                    UPDATE checkout.ParkedSales SET Note = NULL, MemberId = NULL, Basket = @Basket WHERE ParkedSaleId = @ParkedSaleId
                    """, new { row.ParkedSaleId, Basket = JsonSerializer.Serialize(basket, ValueJson.Stored) }, cancellationToken);
            }
        }

        /// <summary>An overridden price keeps an empty reason: without one it would be no overridden price.</summary>
        private async Task ForgetReasons(object members, CancellationToken cancellationToken)
        {
            await db.Execute("""
                UPDATE checkout.SaleLines
                SET    PriceReason = ''
                WHERE  SaleId IN (SELECT s.SaleId FROM checkout.Sales s WHERE s.MemberId IN @MemberIds) AND PriceReason IS NOT NULL
                """, members, cancellationToken);
            await db.Execute("""
                UPDATE checkout.SaleDiscounts
                SET    Reason = '', Name = ''
                WHERE  SaleId IN (SELECT s.SaleId FROM checkout.Sales s WHERE s.MemberId IN @MemberIds) AND Reason IS NOT NULL
                """, members, cancellationToken);
            await db.Execute("""
                UPDATE checkout.TenderCorrections
                SET    Reason = ''
                WHERE  SaleId IN (SELECT s.SaleId FROM checkout.Sales s WHERE s.MemberId IN @MemberIds)
                """, members, cancellationToken);
            await db.Execute("""
                UPDATE checkout.Voids
                SET    Note = NULL
                WHERE  VoidUuid IN (SELECT p.ParkUuid FROM checkout.ParkedSales p WHERE p.MemberId IN @MemberIds) AND Note IS NOT NULL
                """, members, cancellationToken);
            await db.Execute("""
                UPDATE checkout.PaymentAttempts
                SET    Reason = NULL
                WHERE  SaleUuid IN (SELECT s.SaleUuid FROM checkout.Sales s WHERE s.MemberId IN @MemberIds) AND Reason IS NOT NULL
                """, members, cancellationToken);
            foreach (var store in (await Subjects(members, cancellationToken)).GroupBy(subject => subject.StoreId, subject => subject.Name))
                await mediator.Publish(new ApprovalsForgotten(store.Key, [.. store]), cancellationToken);
        }

        private async Task<IEnumerable<Subject>> Subjects(object members, CancellationToken cancellationToken)
        {
            var sales = await db.Query<SoldRow>("SELECT StoreId, SaleId, SaleUuid FROM checkout.Sales WHERE MemberId IN @MemberIds", members, cancellationToken);
            var payments = await db.Query<PaidRow>("""
                SELECT a.StoreId, a.AttemptId FROM checkout.Sales s JOIN checkout.PaymentAttempts a ON a.SaleUuid = s.SaleUuid WHERE s.MemberId IN @MemberIds
                """, members, cancellationToken);
            var orders = await db.Query<OrderedRow>("""
                SELECT StoreId, OrderUuid, Kind, OrderNumber AS Number FROM checkout.Orders WHERE MemberId IN @MemberIds OR OrderId IN @OrderIds
                """, members, cancellationToken);
            var parked = await db.Query<PutAwayRow>("SELECT StoreId, ParkUuid FROM checkout.ParkedSales WHERE MemberId IN @MemberIds", members, cancellationToken);
            return
            [
                .. sales.SelectMany(sale => SaleSubjects.Corrected(sale.SaleId).Prepend(SaleSubjects.Of(sale.SaleUuid)).Select(name => new Subject(sale.StoreId, name))),
                .. payments.Select(payment => new Subject(payment.StoreId, SaleSubjects.Paid(payment.AttemptId))),
                .. orders.Select(order => new Subject(order.StoreId, SaleSubjects.Ordered(order.OrderUuid))),
                .. orders.Select(order => new Subject(order.StoreId, SaleSubjects.Cancelled(Order.NumberOf(order.Kind, order.Number)))),
                .. parked.Select(basket => new Subject(basket.StoreId, SaleSubjects.Voided(basket.ParkUuid))),
            ];
        }

        private sealed record Subject(long StoreId, string Name);

        private sealed record SoldRow(long StoreId, long SaleId, Guid SaleUuid);

        private sealed record PaidRow(long StoreId, long AttemptId);

        private sealed record OrderedRow(long StoreId, Guid OrderUuid, string Kind, long Number);

        private sealed record PutAwayRow(long StoreId, Guid ParkUuid);

        private sealed record ParkedRow(long ParkedSaleId, string Basket);
    }

    /// <summary>The orders under no member that carry one of these phones.</summary>
    private static async Task<IReadOnlyList<long>> ByPhone(Db db, OrderPhones phones, IReadOnlyList<string> normal, CancellationToken cancellationToken) => normal.Count == 0
        ? []
        : await db.Query<long>("SELECT OrderId FROM checkout.Orders WHERE PhoneIndex IN @indexes AND MemberId IS NULL", new { indexes = normal.Select(phones.Index) }, cancellationToken);

    /// <summary>In flat lists, whose rows name the sale or order that they belong to.</summary>
    internal sealed class Tell(Db db, OrderPhones phones) : INotificationHandler<MemberDataAsked>
    {
        public async Task Handle(MemberDataAsked notification, CancellationToken cancellationToken)
        {
            var members = new { notification.MemberIds, OrderIds = await ByPhone(db, phones, notification.Phones, cancellationToken) };
            notification.Parts["sales"] = await db.Query<Sale>("""
                SELECT SaleId, StoreId, ReceiptNumber, Kind, BusinessDate, OccurredAt, DiscountMinor, TaxMinor, TotalMinor, Reason, ExemptionNumber, IdentityHint
                FROM   checkout.Sales
                WHERE  MemberId IN @MemberIds
                ORDER BY SaleId
                """, members, cancellationToken);
            notification.Parts["saleLines"] = await db.Query<SaleLine>("""
                SELECT l.SaleId, l.LineNumber, l.ProductCode, l.ProductName, l.Unit, l.QuantityMilli, l.UnitPriceMinor, l.DiscountMinor, l.TotalMinor, l.SerialNumber, l.PriceReason
                FROM   checkout.Sales s
                JOIN   checkout.SaleLines l ON l.SaleId = s.SaleId
                WHERE  s.MemberId IN @MemberIds
                ORDER BY l.SaleId, l.LineNumber
                """, members, cancellationToken);
            notification.Parts["saleDiscounts"] = await db.Query<SaleDiscount>("""
                SELECT d.SaleId, d.LineNumber, d.Kind, d.Name, d.AmountMinor, d.Reason
                FROM   checkout.Sales s
                JOIN   checkout.SaleDiscounts d ON d.SaleId = s.SaleId
                WHERE  s.MemberId IN @MemberIds
                ORDER BY d.SaleId, d.LineNumber, d.DiscountNumber
                """, members, cancellationToken);
            notification.Parts["payments"] = await db.Query<Payment>("""
                SELECT p.SaleId, p.Tender, p.AmountMinor, p.Reference
                FROM   checkout.Sales s
                JOIN   checkout.Payments p ON p.SaleId = s.SaleId
                WHERE  s.MemberId IN @MemberIds
                ORDER BY p.SaleId, p.PaymentNumber
                """, members, cancellationToken);
            notification.Parts["tenderCorrections"] = await db.Query<Corrected>("""
                SELECT c.SaleId, c.CorrectedAt, c.Reason
                FROM   checkout.Sales s
                JOIN   checkout.TenderCorrections c ON c.SaleId = s.SaleId
                WHERE  s.MemberId IN @MemberIds
                ORDER BY c.CorrectionId
                """, members, cancellationToken);
            notification.Parts["answers"] = await db.Query<Said>("""
                SELECT a.SubjectKind, a.SubjectId, a.Question, a.Answer, a.AnsweredAt
                FROM   checkout.Answers a
                WHERE  a.SubjectId IN (SELECT s.SaleId FROM checkout.Sales s WHERE s.MemberId IN @MemberIds
                                       UNION
                                       SELECT o.OrderId FROM checkout.Orders o WHERE o.MemberId IN @MemberIds OR o.OrderId IN @OrderIds)
                ORDER BY a.AnswerId
                """, members, cancellationToken);
            notification.Parts["orders"] = (await db.Query<Order>("""
                SELECT OrderId, StoreId, OrderNumber, Kind, State, CustomerName, PhoneSealed AS Phone, Note, ValidUntil, DueDate, CreatedAt, TotalMinor, PaidMinor, SaleId
                FROM   checkout.Orders
                WHERE  MemberId IN @MemberIds OR OrderId IN @OrderIds
                ORDER BY OrderId
                """, members, cancellationToken)).Select(order => order with { Phone = phones.Opened(order.Phone) }).ToList();
            notification.Parts["orderLines"] = await db.Query<OrderLine>("""
                SELECT l.OrderId, l.LineNumber, l.ProductCode, l.ProductName, l.Unit, l.QuantityMilli, l.AmountMinor
                FROM   checkout.Orders o
                JOIN   checkout.OrderLines l ON l.OrderId = o.OrderId
                WHERE  o.MemberId IN @MemberIds OR o.OrderId IN @OrderIds
                ORDER BY l.OrderId, l.LineNumber
                """, members, cancellationToken);
            notification.Parts["parkedSales"] = await db.Query<Parked>("""
                SELECT p.ParkedSaleId, p.StoreId, p.State, p.ParkedAt, p.Summary, p.Note, v.Note AS VoidNote, p.TotalMinor
                FROM   checkout.ParkedSales p
                LEFT JOIN checkout.Voids v ON v.VoidUuid = p.ParkUuid
                WHERE  p.MemberId IN @MemberIds
                ORDER BY p.ParkedSaleId
                """, members, cancellationToken);
        }

        private sealed record Sale(
            long SaleId, long StoreId, long ReceiptNumber, string Kind, DateOnly BusinessDate, DateTime OccurredAt, Money Discount, Money Tax, Money Total, string? Reason, string? ExemptionNumber,
            string? IdentityHint);

        private sealed record SaleLine(
            long SaleId, int LineNumber, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money UnitPrice, Money Discount, Money Total, string? SerialNumber, string? PriceReason);

        private sealed record SaleDiscount(long SaleId, int LineNumber, string Kind, string Name, Money Amount, string? Reason);

        private sealed record Payment(long SaleId, string Tender, Money Amount, string? Reference);

        private sealed record Corrected(long SaleId, DateTime CorrectedAt, string Reason);

        private sealed record Said(string SubjectKind, long SubjectId, string Question, string Answer, DateTime AnsweredAt);

        private sealed record Order(
            long OrderId, long StoreId, long OrderNumber, string Kind, string State, string CustomerName, string? Phone, string? Note, DateOnly? ValidUntil, DateOnly? DueDate, DateTime CreatedAt,
            Money Total, Money Paid, long? SaleId);

        private sealed record OrderLine(long OrderId, int LineNumber, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money Amount);

        private sealed record Parked(long ParkedSaleId, long StoreId, string State, DateTime ParkedAt, string Summary, string? Note, string? VoidNote, Money Total);
    }
}
