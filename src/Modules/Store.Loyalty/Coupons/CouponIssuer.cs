using System.Data.Common;
using Store.Contracts.Chain;
using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>Issues coupons: the one place that draws codes. What has been issued from a source before is not issued again, so that a retry is safe.</summary>
internal sealed class CouponIssuer(Db db, Ids ids, Caller caller, IMediator mediator, TimeProvider clock)
{
    /// <summary>How many are issued in one go.</summary>
    public const int AtMost = 500;

    /// <summary>
    /// Issues one coupon for each source that has not got one yet, and says how many that were. A member whose file was merged since somebody said that they get one has it in the file that
    /// goes on; who was forgotten has none.
    /// </summary>
    /// <param name="kind">The kind; more of it may be issued.</param>
    /// <param name="wanted">For whom; at most <see cref="AtMost"/>.</param>
    /// <param name="issued">The day; it is good from then on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<int> Issue(CouponTemplateRow kind, IReadOnlyList<Wanted> wanted, DateOnly issued, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
            return 0;
        var had = (await db.Query<string>("""
            SELECT Source FROM loyalty.Coupons WHERE TemplateId = @TemplateId AND Source IN @sources
            """, new { kind.TemplateId, sources = wanted.Select(one => one.Source).ToList() }, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var template = kind.Template;
        var (from, to) = template.ValidFor(issued);
        if (to < from)
            throw new RuleBroken("coupon.over", $"The days of {kind.Name} are over.");
        var now = clock.UtcNow();
        var missing = wanted.Where(one => !had.Contains(one.Source)).ToList();
        var files = await Files([.. missing.Select(one => one.MemberId).OfType<long>()], cancellationToken);
        var rows = missing.Where(one => one.MemberId is not { } memberId || files.ContainsKey(memberId)).Select(one => new
        {
            CouponId = ids.Next(), kind.TemplateId, Code = one.Code ?? CouponCode.New(), MemberId = one.MemberId is { } memberId ? files[memberId] : (long?)null, State = CouponStates.Issued, Uses = 0L,
            UsesAtMost = one.Code is null ? kind.UsesPerCode : one.UsesAtMost, ValidFrom = from, ValidTo = to, one.Source, one.SaleId, one.Over, one.StoreId, IssuedAt = now, IssuedByName = caller.Name,
        }).ToList();
        try
        {
            return await db.Insert("""
                INSERT INTO loyalty.Coupons (CouponId, TemplateId, Code, MemberId, State, Uses, UsesAtMost, ValidFrom, ValidTo, Source, SaleId, IssuedOverMinor, StoreId, IssuedAt, IssuedByName)
                VALUES (@CouponId, @TemplateId, @Code, @MemberId, @State, @Uses, @UsesAtMost, @ValidFrom, @ValidTo, @Source, @SaleId, @Over, @StoreId, @IssuedAt, @IssuedByName)
                """, rows, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("A parallel request has issued some of them, or has taken the code.", refused);
        }
    }

    private async Task<IReadOnlyDictionary<long, long>> Files(IReadOnlyCollection<long> memberIds, CancellationToken cancellationToken) =>
        memberIds.Count == 0 ? new Dictionary<long, long>() : await mediator.Send(new GetOpenFiles(memberIds), cancellationToken);

    /// <summary>Issues the coupon of a top-up. One whose days are over, or of which no more are issued, keeps nobody from topping up.</summary>
    public async Task GiveOnTopUp(long templateId, Wanted wanted, DateOnly today, CancellationToken cancellationToken)
    {
        var kind = await db.CouponTemplate(templateId, cancellationToken);
        if (kind.Active && kind.Template.IsOpen(today))
            await Issue(kind, [wanted], today, cancellationToken);
    }

    /// <summary>The kind, for issuing more of it.</summary>
    public async Task<CouponTemplateRow> Open(long templateId, CancellationToken cancellationToken)
    {
        var kind = await db.CouponTemplate(templateId, cancellationToken);
        return kind.Active ? kind : throw new RuleBroken("coupon.ended", $"No more of {kind.Name} are issued.");
    }

    /// <summary>The day, on the wall of a store or, without one, of the chain's first.</summary>
    public async Task<DateOnly> Today(long storeId, CancellationToken cancellationToken) => DateOnly.FromDateTime((await Time(storeId, cancellationToken)).Local(clock.UtcNow()));

    /// <summary>The time of a store or, without one, of the chain's first; UTC in a chain without stores.</summary>
    public async Task<StoreTime> Time(long storeId, CancellationToken cancellationToken)
    {
        if (storeId == CouponTemplateRows.NoStore)
        {
            var stores = await mediator.Send(new ListStoreIds(), cancellationToken);
            if (stores.Count == 0)
                return new StoreTime(TimeZoneInfo.Utc, TimeSpan.Zero);
            storeId = stores[0];
        }

        return (await mediator.Send(new GetStore(storeId), cancellationToken)).Time();
    }

    /// <summary>A coupon to be issued.</summary>
    /// <param name="Source">What it is issued for, such as <c>run:member</c>; once per kind.</param>
    /// <param name="MemberId">Whose it is; null for whoever has the code.</param>
    /// <param name="Code">A code that people have chosen; null: one is drawn.</param>
    /// <param name="UsesAtMost">How often the chosen code may be used; null: any.</param>
    /// <param name="SaleId">The sale that issued it.</param>
    /// <param name="Over">From what amount on the sale issues it: what is kept of it has to come to that.</param>
    /// <param name="StoreId">The store that issues it; 0 for the chain.</param>
    internal sealed record Wanted(
        string Source, long? MemberId, string? Code = null, long? UsesAtMost = null, long? SaleId = null, Money? Over = null, long StoreId = CouponTemplateRows.NoStore);
}
