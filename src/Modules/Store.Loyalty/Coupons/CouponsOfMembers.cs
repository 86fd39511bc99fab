using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>What becomes of coupons when members are merged, ask what is kept of them, or are forgotten.</summary>
internal static class CouponsOfMembers
{
    /// <summary>Coupons and what was used go over; together the uses may be more than a member is allowed, and then it is enough.</summary>
    internal sealed class Merge(Db db) : INotificationHandler<MembersMerged>
    {
        public async Task Handle(MembersMerged notification, CancellationToken cancellationToken)
        {
            await db.Execute("UPDATE loyalty.Coupons SET MemberId = @IntoId WHERE MemberId = @FromId", notification, cancellationToken);
            await db.Execute("UPDATE loyalty.CouponUses SET MemberId = @IntoId WHERE MemberId = @FromId", notification, cancellationToken);
            await db.Execute("UPDATE loyalty.HeldCoupons SET MemberId = @IntoId WHERE MemberId = @FromId", notification, cancellationToken);
            await db.Execute("""
                UPDATE loyalty.CouponMembers
                SET    Uses = Uses + (SELECT f.Uses FROM loyalty.CouponMembers f WHERE f.MemberId = @FromId AND f.TemplateId = loyalty.CouponMembers.TemplateId)
                WHERE  MemberId = @IntoId AND TemplateId IN (SELECT g.TemplateId FROM loyalty.CouponMembers g WHERE g.MemberId = @FromId)
                """, notification, cancellationToken);
            await db.Execute("""
                INSERT INTO loyalty.CouponMembers (MemberId, TemplateId, Uses)
                SELECT @IntoId, f.TemplateId, f.Uses
                FROM   loyalty.CouponMembers f
                WHERE  f.MemberId = @FromId AND NOT EXISTS (SELECT 1 FROM loyalty.CouponMembers i WHERE i.MemberId = @IntoId AND i.TemplateId = f.TemplateId)
                """, notification, cancellationToken);
            await db.Execute("DELETE FROM loyalty.CouponMembers WHERE MemberId = @FromId", notification, cancellationToken);
        }
    }

    internal sealed class Tell(Db db) : INotificationHandler<MemberDataAsked>
    {
        public async Task Handle(MemberDataAsked notification, CancellationToken cancellationToken)
        {
            notification.Parts["coupons"] = await db.Query<Kept>("""
                SELECT t.Name, c.Code, c.State, c.Uses, c.ValidFrom, c.ValidTo, c.IssuedAt, c.WithdrawnReason
                FROM   loyalty.Coupons c
                JOIN   loyalty.CouponTemplates t ON t.TemplateId = c.TemplateId
                WHERE  c.MemberId IN @MemberIds
                ORDER BY c.CouponId
                """, new { notification.MemberIds }, cancellationToken);
            notification.Parts["couponUses"] = await db.Query<KeptUse>("""
                SELECT t.Name, c.Code, u.SaleId, u.OccurredAt, u.Uses, u.DiscountMinor
                FROM   loyalty.CouponUses u
                JOIN   loyalty.Coupons c ON c.CouponId = u.CouponId
                JOIN   loyalty.CouponTemplates t ON t.TemplateId = u.TemplateId
                WHERE  u.MemberId IN @MemberIds
                ORDER BY u.CouponUseId
                """, new { notification.MemberIds }, cancellationToken);
        }

        private sealed record Kept(string Name, string Code, string State, long Uses, DateOnly? ValidFrom, DateOnly? ValidTo, DateTime IssuedAt, string? WithdrawnReason);

        private sealed record KeptUse(string Name, string Code, long SaleId, DateTime OccurredAt, int Uses, Money Discount);
    }

    /// <summary>Nobody uses them any more; what was used stays with its sale. Before why one was withdrawn stood with it, the log kept it, by the coupon's code.</summary>
    internal sealed class Forget(Db db, AuditLog audit) : INotificationHandler<MemberErased>
    {
        public async Task Handle(MemberErased notification, CancellationToken cancellationToken)
        {
            await db.Execute("""
                UPDATE loyalty.Coupons SET State = 'Withdrawn', WithdrawnFor = @MemberErased WHERE MemberId IN @MemberIds AND State IN ('Issued', 'GivenBack')
                """, new { notification.MemberIds, CouponStates.MemberErased }, cancellationToken);
            await db.Execute("UPDATE loyalty.Coupons SET WithdrawnReason = NULL WHERE MemberId IN @MemberIds AND WithdrawnReason IS NOT NULL", notification, cancellationToken);
            var byHand = await db.Query<Withdrawn>("""
                SELECT t.Name, c.Code
                FROM   loyalty.Coupons c
                JOIN   loyalty.CouponTemplates t ON t.TemplateId = c.TemplateId
                WHERE  c.MemberId IN @MemberIds AND c.WithdrawnFor = @ByHand
                """, new { notification.MemberIds, CouponStates.ByHand }, cancellationToken);
            foreach (var coupon in byHand)
                await audit.ForgetWords([$"coupon {coupon.Name}"], CouponTemplateRows.NoStore, $"\"code\":\"{coupon.Code}\"", cancellationToken);
        }

        private sealed record Withdrawn(string Name, string Code);
    }
}
