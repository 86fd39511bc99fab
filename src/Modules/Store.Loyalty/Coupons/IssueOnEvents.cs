using System.Globalization;
using Store.Contracts.Checkout;
using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>Kinds of coupons that are issued by themselves. Whose days are over, or of which no more are issued, is passed over: nobody is kept from joining or buying by it.</summary>
internal static class IssueOnEvents
{
    internal sealed class Welcome(Db db, CouponIssuer issuer) : INotificationHandler<MemberRegistered>
    {
        public async Task Handle(MemberRegistered notification, CancellationToken cancellationToken)
        {
            var kinds = await db.CouponTemplatesOn(CouponOccasion.MemberRegistered, cancellationToken);
            if (kinds.Count == 0)
                return;
            var today = await issuer.Today(notification.StoreId, cancellationToken);
            foreach (var kind in kinds.Where(kind => kind.Template.IsOpen(today)))
                await issuer.Issue(kind, [new CouponIssuer.Wanted(Source("registered", notification.MemberId), notification.MemberId, StoreId: notification.StoreId)], today, cancellationToken);
        }
    }

    internal sealed class Risen(Db db, CouponIssuer issuer) : INotificationHandler<LevelsReached>
    {
        public async Task Handle(LevelsReached notification, CancellationToken cancellationToken)
        {
            var kinds = await db.CouponTemplatesOn(CouponOccasion.LevelReached, cancellationToken);
            if (kinds.Count == 0)
                return;
            var today = await issuer.Today(CouponTemplateRows.NoStore, cancellationToken);
            foreach (var kind in kinds.Where(kind => kind.Template.IsOpen(today)))
            {
                foreach (var some in notification.Risen.Where(member => member.LevelId == kind.IssueLevelId).Chunk(CouponIssuer.AtMost))
                {
                    await issuer.Issue(
                        kind, [.. some.Select(member => new CouponIssuer.Wanted(string.Create(CultureInfo.InvariantCulture, $"level {member.LevelId} {member.MemberId}"), member.MemberId))], today,
                        cancellationToken);
                }
            }
        }
    }

    /// <summary>A sale of which too little is kept by then earns nothing, and so do the sales of years ago that are taken over from another system.</summary>
    internal sealed class AfterSales(Db db, CouponIssuer issuer, CouponSales book) : IEventHandler<SaleCompleted>
    {
        public async Task Handle(IReadOnlyList<Recorded<SaleCompleted>> events, CancellationToken cancellationToken)
        {
            var sales = events.Select(one => one.Event).Where(sale => sale is { IsReturn: false, MemberId: not null } && Bought(sale) > Money.Zero && !IsTakenOver(sale)).ToList();
            if (sales.Count == 0)
                return;
            var kinds = await db.CouponTemplatesOn(CouponOccasion.SaleOver, cancellationToken);
            sales = [.. sales.Where(sale => kinds.Any(kind => Bought(sale) >= kind.IssueOver && kind.Template.IsOpen(sale.BusinessDate)))];
            if (sales.Count == 0)
                return;
            var returned = await book.Returned(sales.ToDictionary(sale => sale.SaleId, Bought), cancellationToken);
            foreach (var kind in kinds)
            {
                foreach (var day in sales.Where(Earns).GroupBy(sale => sale.BusinessDate).Where(day => kind.Template.IsOpen(day.Key)))
                {
                    foreach (var some in day.Chunk(CouponIssuer.AtMost))
                    {
                        await issuer.Issue(
                            kind, [.. some.Select(sale => new CouponIssuer.Wanted(CouponSales.After(sale.SaleId), sale.MemberId, SaleId: sale.SaleId, Over: kind.IssueOver, StoreId: sale.StoreId))], day.Key, cancellationToken);
                    }
                }

                bool Earns(SaleCompleted sale) =>
                    (kind.EndsWithSale ? Bought(sale) - returned[sale.SaleId] : Bought(sale)) is var kept && kept > Money.Zero && kept >= kind.IssueOver;
            }
        }

        private static bool IsTakenOver(SaleCompleted sale) => sale.Tenders.Any(tender => tender.Tender == Tenders.Imported);

        private static Money Bought(SaleCompleted sale) => Money.Sum(sale.Items.Where(item => item.Quantity > Quantity.Zero).Select(item => item.Total));
    }

    private static string Source(string what, long id) => string.Create(CultureInfo.InvariantCulture, $"{what} {id}");
}
