using System.Globalization;
using Store.Access.Roles;
using Store.Contracts.Access;

namespace Store.Access.Approvals;

/// <summary>Holds other modules' requests to the caller's limits, and uses up the approvals that came with a request which goes over them.</summary>
internal static class AnswerRequireLimit
{
    internal sealed class Handler(Db db, Caller caller, AuditLog audit, TimeProvider clock) : IRequestHandler<RequireLimit, Approver?>
    {
        public async Task<Approver?> Handle(RequireLimit request, CancellationToken cancellationToken)
        {
            var allowed = caller.LimitIn(request.StoreId, request.Limit);
            if (allowed is null || request.Value <= allowed)
                return null;
            var wanted = Hundredths.AtLeast(request.Value);
            foreach (var approval in await Fitting(request, wanted, cancellationToken))
            {
                if (!db.InTransaction || await Use(approval, request, cancellationToken))
                    return new Approver(approval.ApprovalId, approval.ApproverId, approval.ApproverName);
            }

            throw Refused(request, allowed.Value, Hundredths.ToDecimal(wanted));
        }

        /// <summary>The approvals that came with the request and fit it: those given for this very subject first, then the smallest, so that the greater ones stay for what needs them.</summary>
        private async Task<IEnumerable<Fit>> Fitting(RequireLimit request, long wanted, CancellationToken cancellationToken)
        {
            if (caller.ApprovalIds.Count == 0)
                return [];
            var fitting = await db.Query<Fit>("""
                SELECT ApprovalId, COALESCE(ApproverId, 0) AS ApproverId, COALESCE(ApproverName, '') AS ApproverName, Subject, ValueHundredths
                FROM   access.Approvals
                WHERE  ApprovalId IN @ApprovalIds AND State = 'Granted' AND ExpiresAt > @Now
                AND    AskedById = @UserId AND StoreId = @StoreId AND LimitName = @Limit AND ValueHundredths >= @wanted
                """, new { caller.ApprovalIds, Now = clock.UtcNow(), caller.UserId, request.StoreId, request.Limit, wanted }, cancellationToken);
            return fitting.OrderByDescending(fit => fit.Subject == request.Subject).ThenBy(fit => fit.ValueHundredths).ThenBy(fit => fit.ApprovalId);
        }

        /// <summary>With the state in the WHERE, of two requests that came with the same approval one uses it.</summary>
        private async Task<bool> Use(Fit approval, RequireLimit request, CancellationToken cancellationToken)
        {
            var used = await db.Execute("""
                UPDATE access.Approvals
                SET    State = 'Used', UsedAt = @Now, UsedFor = @Subject
                WHERE  ApprovalId = @ApprovalId AND State = 'Granted' AND ExpiresAt > @Now
                """, new { approval.ApprovalId, Now = clock.UtcNow(), request.Subject }, cancellationToken);
            if (used == 0)
                return false;
            await audit.Add(
                "access.use-approval", request.Subject, request.StoreId, old: null,
                now: new { approval.ApprovalId, request.Limit, request.Value, approver = approval.ApproverName }, cancellationToken);
            return true;
        }

        private static Forbidden Refused(RequireLimit request, decimal allowed, decimal wanted)
        {
            static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
            return new Forbidden("approval_required", $"{Text(wanted)} is more than the {Text(allowed)} that you may; someone else has to approve it.", new Dictionary<string, object?>
            {
                ["storeId"] = request.StoreId, ["limit"] = request.Limit, ["allowed"] = allowed, ["wanted"] = wanted, ["subject"] = request.Subject,
            });
        }

        private sealed record Fit(long ApprovalId, long ApproverId, string ApproverName, string Subject, long ValueHundredths);
    }
}
