using Store.Access.Roles;
using Store.Contracts.Chain;

namespace Store.Access.Approvals;

/// <summary>Writes approvals down; what asking by phone and approving on the spot share.</summary>
internal sealed class ApprovalBook(Db db, Ids ids, Caller caller, IMediator mediator, TimeProvider clock)
{
    private const int PendingAtMost = 20;

    // What nobody has decided or used is of no interest to anyone after that.
    private static readonly TimeSpan ExpiredKept = TimeSpan.FromDays(30);

    /// <exception cref="Forbidden">The caller does not work in that store.</exception>
    public void RequireAsker(long storeId)
    {
        if (!caller.AnyStores.Contains(storeId))
            throw new Forbidden("store.forbidden", "You may not do this in this store.");
    }

    /// <summary>Writes down what the caller asks for, with the one who has already approved it, or for someone to decide.</summary>
    public async Task<Written> Write(long storeId, Wanted wanted, Caller? approver, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        await CleanUp(storeId, now, cancellationToken);
        if (approver is null)
            await RequireFew(now, cancellationToken);
        var store = await mediator.Send(new GetStore(storeId), cancellationToken);
        var approval = new
        {
            ApprovalId = ids.Next(), StoreId = storeId, BusinessDate = store.Time().BusinessDate(now), AskedById = caller.UserId, AskedByName = caller.Name,
            LimitName = wanted.Limit, ValueHundredths = Hundredths.Of(wanted.Value), wanted.Subject, wanted.Reason,
            State = (approver is null ? ApprovalState.Pending : ApprovalState.Granted).ToString(), AskedAt = now, ExpiresAt = now + Approval.Term,
            ApproverId = approver?.UserId, ApproverName = approver?.Name, DecidedAt = approver is null ? (DateTime?)null : now,
        };
        await db.Execute("""
            INSERT INTO access.Approvals (ApprovalId, StoreId, BusinessDate, AskedById, AskedByName, LimitName, ValueHundredths, Subject, Reason, State, AskedAt, ExpiresAt,
                                          ApproverId, ApproverName, DecidedAt)
            VALUES (@ApprovalId, @StoreId, @BusinessDate, @AskedById, @AskedByName, @LimitName, @ValueHundredths, @Subject, @Reason, @State, @AskedAt, @ExpiresAt,
                    @ApproverId, @ApproverName, @DecidedAt)
            """, approval, cancellationToken);
        return new Written(approval.ApprovalId, approval.ExpiresAt);
    }

    /// <summary>Marks what has run out in a store, and throws away what has been out for a month.</summary>
    private async Task CleanUp(long storeId, DateTime now, CancellationToken cancellationToken)
    {
        await db.Execute("""
            UPDATE access.Approvals
            SET    State = 'Expired'
            WHERE  State IN ('Pending', 'Granted') AND StoreId = @storeId AND ExpiresAt <= @now
            """, new { storeId, now }, cancellationToken);
        await db.Execute("""
            DELETE FROM access.Approvals WHERE State = 'Expired' AND StoreId = @storeId AND ExpiresAt <= @before
            """, new { storeId, before = now - ExpiredKept }, cancellationToken);
    }

    private async Task RequireFew(DateTime now, CancellationToken cancellationToken)
    {
        var pending = await db.Scalar<int>("""
            SELECT COUNT(*) FROM access.Approvals WHERE AskedById = @UserId AND State = 'Pending' AND ExpiresAt > @now
            """, new { caller.UserId, now }, cancellationToken);
        if (pending >= PendingAtMost)
            throw new RuleBroken("approval.too_many", "So many of your requests are waiting already; withdraw some first.");
    }

    internal sealed record Written(long ApprovalId, DateTime ExpiresAt);
}
