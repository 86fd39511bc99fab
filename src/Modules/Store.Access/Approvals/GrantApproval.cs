namespace Store.Access.Approvals;

/// <summary>Grants what someone has asked for, within one's own limit; it can be used for a quarter of an hour.</summary>
internal static class GrantApproval
{
    internal sealed record Command(long ApprovalId, string? Note) : ICommand<Result>;

    internal sealed record Result(long ApprovalId, ApprovalState State, DateTime ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Note).MaximumLength(200);
    }

    internal sealed class Handler(ApprovalDecision approvals) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken) => new(
            command.ApprovalId, ApprovalState.Granted, await approvals.Decide(command.ApprovalId, ApprovalState.Granted, command.Note, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Note">What to tell the one who asked; null for nothing.</param>
        internal sealed record Body(string? Note);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/approvals/{approvalId:long}/grant", (long approvalId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(approvalId, body.Note), cancel))
            .RequirePermission(Approval.Permission)
            .WithName(nameof(GrantApproval)).WithSummary("Approve what someone has asked for")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
