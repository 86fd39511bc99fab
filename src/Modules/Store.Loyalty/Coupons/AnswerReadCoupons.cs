using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Loyalty;
using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>Says what the codes on a ticket stand for. Whether their member is in a segment is asked here, in the sale's own transaction, and only for coupons that are a segment's. Codes that nobody has issued are words of promotions, unless a kind of coupon has taken the word.</summary>
internal static class AnswerReadCoupons
{
    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<ReadCoupons, IReadOnlyList<TicketCoupon>>
    {
        public async Task<IReadOnlyList<TicketCoupon>> Handle(ReadCoupons request, CancellationToken cancellationToken)
        {
            var issued = (await db.Coupons([.. request.Codes.Select(CouponCode.Normal).Distinct(StringComparer.Ordinal)], request.MemberId, cancellationToken))
                .ToDictionary(coupon => coupon.Code, StringComparer.Ordinal);
            var (masked, words) = await Unknown(request, issued, cancellationToken);
            var today = DateOnly.FromDateTime((await mediator.Send(new GetStore(request.StoreId), cancellationToken)).Time().Local(clock.UtcNow()));

            var answer = new List<TicketCoupon>();
            var taken = new HashSet<string>(StringComparer.Ordinal);
            foreach (var code in request.Codes)
            {
                var normal = CouponCode.Normal(code);
                var coupon = issued.GetValueOrDefault(normal) ?? masked.GetValueOrDefault(normal);
                var key = coupon?.Word ?? normal;
                var refusal = coupon is null ? words.Contains(key) ? "coupon.unknown" : null : coupon.Refusal(request.MemberId, today);
                if (refusal is null && coupon?.SegmentId is { } segment && await mediator.Send(new IsInSegment(segment, request.MemberId!.Value), cancellationToken) is not true)
                    refusal = CouponRows.NotInSegment;
                if (refusal is null && !taken.Add(key))
                    refusal = "coupon.same_kind";
                answer.Add(new TicketCoupon(code, key, refusal) { IssuedCode = coupon?.Code, Name = coupon?.Name });
            }

            return answer;
        }

        /// <summary>For codes that nobody has issued as they are: those that a mask leads to, by what was scanned; and which of the others are words that have to be issued.</summary>
        private async Task<(Dictionary<string, CouponRow> Masked, HashSet<string> Words)> Unknown(
            ReadCoupons request, Dictionary<string, CouponRow> issued, CancellationToken cancellationToken)
        {
            var masked = new Dictionary<string, CouponRow>(StringComparer.Ordinal);
            var unknown = request.Codes.Select(CouponCode.Normal).Distinct(StringComparer.Ordinal).Where(code => !issued.ContainsKey(code)).ToList();
            if (unknown.Count == 0)
                return (masked, []);
            var words = await db.Query<string>("SELECT DISTINCT Word FROM loyalty.CouponTemplates WHERE Word IN @unknown", new { unknown }, cancellationToken);
            foreach (var code in unknown)
            {
                var meaning = await mediator.Send(new ReadCode(request.StoreId, code), cancellationToken);
                if (meaning.Kind == CodeKind.Coupon && meaning.Code != code && (await db.Coupons([meaning.Code], request.MemberId, cancellationToken)) is [var coupon])
                    masked[code] = coupon;
            }

            return (masked, [.. words]);
        }
    }
}
