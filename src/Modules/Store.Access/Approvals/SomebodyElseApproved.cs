using Store.Kernel.Verification;

namespace Store.Access.Approvals;

/// <summary>What was granted, refused or used was decided by a named person other than the one who asked, and what was used says for what.</summary>
internal sealed class SomebodyElseApproved(Db db) : IInvariant
{
    public string Name => "Approvals are given by somebody else";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var rows = await db.Query<Row>("""
            SELECT ApprovalId, State, AskedByName, Subject
            FROM   access.Approvals
            WHERE  (State IN ('Granted', 'Refused', 'Used') AND (ApproverId IS NULL OR ApproverId = AskedById OR ApproverName IS NULL OR DecidedAt IS NULL))
            OR     (State = 'Used' AND (UsedAt IS NULL OR UsedFor IS NULL))
            ORDER BY ApprovalId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. rows.Select(row => $"Approval {row.ApprovalId} ({row.Subject}, asked by {row.AskedByName}) is {row.State} without somebody else who decided it, or without what it was used for.")];
    }

    private sealed record Row(long ApprovalId, string State, string AskedByName, string Subject);
}
