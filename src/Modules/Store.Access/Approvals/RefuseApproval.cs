namespace Store.Access.Approvals;

/// <summary>Says no to what someone has asked for.</summary>
internal static class RefuseApproval
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
            command.ApprovalId, ApprovalState.Refused, await approvals.Decide(command.ApprovalId, ApprovalState.Refused, command.Note, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Note">What to tell the one who asked; null for nothing.</param>
        internal sealed record Body(string? Note);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/approvals/{approvalId:long}/refuse", (long approvalId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(approvalId, body.Note), cancel))
            .RequirePermission(Approval.Permission)
            .WithName(nameof(RefuseApproval)).WithSummary("Refuse what someone has asked for")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
