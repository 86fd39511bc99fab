namespace Store.Loyalty.Coupons;

/// <summary>An issued coupon with all that decides whether it may be used.</summary>
/// <param name="CouponId">The coupon.</param>
/// <param name="TemplateId">Its kind.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">What its kind is called.</param>
/// <param name="Word">The coupon word of the promotion that gives something for it.</param>
/// <param name="MemberId">Whose it is; null for whoever has the code.</param>
/// <param name="State">As stored.</param>
/// <param name="Uses">How often it has been used.</param>
/// <param name="UsesAtMost">How often it may be.</param>
/// <param name="ValidFrom">Its first day.</param>
/// <param name="ValidTo">Its last.</param>
/// <param name="UsesPerMember">How often a member may use the kind.</param>
/// <param name="KindUsesAtMost">How often the kind may be used in all.</param>
/// <param name="KindUsed">How often it has been.</param>
/// <param name="SegmentId">The segment in which a member has to be to use it; null for none.</param>
/// <param name="MemberUses">How often the member who asks has used the kind; -1 for never yet.</param>
internal sealed record CouponRow(
    long CouponId, long TemplateId, string Code, string Name, string Word, long? MemberId, string State, long Uses, long? UsesAtMost, DateOnly? ValidFrom, DateOnly? ValidTo,
    int? UsesPerMember, long? KindUsesAtMost, long KindUsed, long? SegmentId, long MemberUses)
{
    /// <summary>Why somebody cannot use it on a day, as a stable word; null where they can.</summary>
    public string? Refusal(long? memberId, DateOnly today) => this switch
    {
        { State: CouponStates.Withdrawn } => "coupon.withdrawn",
        _ when MemberId is not null && MemberId != memberId => "coupon.other_member",
        _ when Uses >= UsesAtMost => "coupon.used",
        _ when today < ValidFrom => "coupon.not_yet",
        _ when today > ValidTo => "coupon.expired",
        _ when KindUsed >= KindUsesAtMost => "coupon.limit",
        _ when (UsesPerMember ?? SegmentId) is not null && memberId is null => "coupon.needs_member",
        _ when MemberUses >= UsesPerMember => "coupon.limit",
        _ => null,
    };
}

internal static class CouponRows
{
    /// <summary>Why a coupon that is a segment's cannot be used by somebody who is not in it.</summary>
    public const string NotInSegment = "coupon.not_in_segment";

    public static Task<IReadOnlyList<CouponRow>> Coupons(this Db db, IReadOnlyCollection<string> codes, long? memberId, CancellationToken cancellationToken) => db.Query<CouponRow>("""
        SELECT c.CouponId, c.TemplateId, c.Code, t.Name, t.Word, c.MemberId, c.State, c.Uses, c.UsesAtMost, c.ValidFrom, c.ValidTo, t.UsesPerMember, t.UsesAtMost AS KindUsesAtMost,
               t.Used AS KindUsed, t.SegmentId, COALESCE(m.Uses, -1) AS MemberUses
        FROM   loyalty.Coupons c
        JOIN   loyalty.CouponTemplates t ON t.TemplateId = c.TemplateId
        LEFT JOIN loyalty.CouponMembers m ON m.TemplateId = c.TemplateId AND m.MemberId = @memberId
        WHERE  c.Code IN @codes
        ORDER BY c.CouponId
        """, new { codes, memberId = memberId ?? 0 }, cancellationToken);
}
