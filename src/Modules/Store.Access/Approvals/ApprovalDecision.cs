using Store.Access.Roles;

namespace Store.Access.Approvals;

/// <summary>Decides what someone has asked for; what granting and refusing share.</summary>
internal sealed class ApprovalDecision(Db db, Caller caller, AuditLog audit, TimeProvider clock)
{
    /// <exception cref="NotFound">There is no such question, or it is none of the caller's business.</exception>
    /// <exception cref="Forbidden">The caller is the one who asked, is a program, or may not go as far.</exception>
    /// <exception cref="Conflict">Somebody has decided already, or the time is over.</exception>
    public async Task<DateTime> Decide(long approvalId, ApprovalState decision, string? note, CancellationToken cancellationToken)
    {
        var asked = await db.Find<Row>("""
            SELECT StoreId, AskedById, AskedByName, LimitName, ValueHundredths, Subject, Reason FROM access.Approvals WHERE ApprovalId = @approvalId
            """, new { approvalId }, cancellationToken);
        if (asked is null || !caller.MayIn(asked.StoreId, Approval.Permission))
            throw new NotFound("approval", approvalId);

        // Whoever may not go as far may still say no.
        var value = decision == ApprovalState.Granted ? Hundredths.ToDecimal(asked.ValueHundredths) : 0;
        if (Approval.Obstacle(caller, asked.AskedById, asked.StoreId, asked.LimitName, value) is { } obstacle)
            throw obstacle;

        var now = clock.UtcNow();
        var expiresAt = now + Approval.Term;
        var decided = await db.Execute("""
            UPDATE access.Approvals
            SET    State = @State, ApproverId = @UserId, ApproverName = @Name, DecidedAt = @now, ExpiresAt = @expiresAt, Note = @note
            WHERE  ApprovalId = @approvalId AND State = 'Pending' AND ExpiresAt > @now
            """, new { State = decision.ToString(), caller.UserId, caller.Name, now, expiresAt, note, approvalId }, cancellationToken);
        if (decided == 0)
            throw new Conflict("approval.decided", "It has been decided or withdrawn already, or the time is over.");

        await audit.Add(
            Approval.Permission, asked.Subject, asked.StoreId, old: null,
            now: new { approvalId, asked.LimitName, value = Hundredths.ToDecimal(asked.ValueHundredths), asked.Reason, askedBy = asked.AskedByName, decision = decision.ToString(), note },
            cancellationToken);
        return expiresAt;
    }

    private sealed record Row(long StoreId, long AskedById, string AskedByName, string LimitName, long ValueHundredths, string Subject, string Reason);
}
