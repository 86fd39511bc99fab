using Store.Access.Roles;

namespace Store.Access.Approvals;

/// <summary>Grants what someone has asked for, within one's own limit, or says no. What is granted can be used for a quarter of an hour.</summary>
internal static class DecideApproval
{
    /// <param name="ApprovalId">What was asked.</param>
    /// <param name="Approve">False says no, which also those may who may not go as far.</param>
    /// <param name="Note">What to tell the one who asked; null for nothing.</param>
    internal sealed record Command(long ApprovalId, bool Approve, string? Note) : ICommand<Result>;

    internal sealed record Result(long ApprovalId, ApprovalState State, DateTime ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Note).MaximumLength(200);
    }

    internal sealed class Handler(Db db, Caller caller, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var asked = await db.Find<Row>("""
                SELECT StoreId, AskedById, AskedByName, LimitName, ValueHundredths, Subject FROM access.Approvals WHERE ApprovalId = @ApprovalId
                """, command, cancellationToken);
            if (asked is null || !caller.MayIn(asked.StoreId, Approval.Permission))
                throw new NotFound("approval", command.ApprovalId);
            var value = Hundredths.ToDecimal(asked.ValueHundredths);
            if (Approval.Obstacle(caller, asked.AskedById, asked.StoreId, asked.LimitName, command.Approve ? value : 0) is { } obstacle)
                throw obstacle;

            var now = clock.UtcNow();
            var state = command.Approve ? ApprovalState.Granted : ApprovalState.Refused;
            var expiresAt = now + Approval.Term;
            var decided = await db.Execute("""
                UPDATE access.Approvals
                SET    State = @State, ApproverId = @UserId, ApproverName = @Name, DecidedAt = @now, ExpiresAt = @expiresAt, Note = @Note
                WHERE  ApprovalId = @ApprovalId AND State = 'Pending' AND ExpiresAt > @now
                """, new { State = state.ToString(), caller.UserId, caller.Name, now, expiresAt, command.Note, command.ApprovalId }, cancellationToken);
            if (decided == 0)
                throw new Conflict("approval.decided", "It has been decided or withdrawn already, or the time is over.");

            // Why stands with the approval alone, from where it goes when the member whom it is about is forgotten.
            await audit.Add(
                Approval.Permission, asked.Subject, asked.StoreId, old: null,
                now: new { command.ApprovalId, asked.LimitName, value, askedBy = asked.AskedByName, decision = state.ToString() }, cancellationToken);
            return new Result(command.ApprovalId, state, expiresAt);
        }

        private sealed record Row(long StoreId, long AskedById, string AskedByName, string LimitName, long ValueHundredths, string Subject);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(bool Approve, string? Note);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/approvals/{approvalId:long}/decide", (long approvalId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(approvalId, body.Approve, body.Note), cancel))
            .RequirePermission(Approval.Permission)
            .WithName(nameof(DecideApproval)).WithSummary("Approve what someone has asked for, or refuse it")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
