namespace Store.Access.Approvals;

/// <summary>Asks the store's managers, on their phones, to approve what goes over one's own limit.</summary>
internal static class RequestApproval
{
    internal sealed record Command(long StoreId, Wanted Wanted) : ICommand<Result>, IStoreScoped;

    /// <param name="ApprovalId">What to look after, and to send in the header <c>Approval</c> once it is granted.</param>
    /// <param name="ExpiresAt">Until when it waits for someone to decide.</param>
    internal sealed record Result(long ApprovalId, DateTime ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Wanted).NotNull().SetValidator(new Wanted.Validator());
    }

    internal sealed class Handler(ApprovalBook approvals) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            approvals.RequireAsker(command.StoreId);
            var approval = await approvals.Write(command.StoreId, command.Wanted, approver: null, cancellationToken);
            return new Result(approval.ApprovalId, approval.ExpiresAt);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/approvals", (long storeId, Wanted body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body), cancel))
            .RequireSignIn()
            .WithName(nameof(RequestApproval)).WithSummary("Ask the store's managers to approve what goes over your limit")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
