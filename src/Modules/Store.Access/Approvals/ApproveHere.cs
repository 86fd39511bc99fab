using Store.Access.Sessions;
using Store.Access.Users;

namespace Store.Access.Approvals;

/// <summary>
/// Another person approves on the spot, at the till of the one who asks: by badge or user name, and PIN. What comes of it is sent with the request that needs it, in the
/// header <c>Approval</c>. Not an ICommand: a refused try has to stay counted, and a PIN must not count into what is kept for retries.
/// </summary>
internal static class ApproveHere
{
    internal sealed record Command(long StoreId, Wanted Wanted, PersonAtTill Approver) : IRequest<Result>, IStoreScoped;

    /// <param name="ApprovalId">What to send in the header <c>Approval</c>.</param>
    /// <param name="ApproverName">Who has approved.</param>
    /// <param name="ExpiresAt">Until when it can be used.</param>
    internal sealed record Result(long ApprovalId, string ApproverName, DateTime ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Wanted).NotNull().SetValidator(new Wanted.Validator());
            RuleFor(command => command.Approver).NotNull().SetValidator(new PersonAtTill.Validator());
        }
    }

    internal sealed class Handler(Caller caller, PinCheck check, Rights rights, ApprovalBook approvals, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            approvals.RequireAsker(command.StoreId);
            var outcome = await check.IfRight(command.Approver, account => Approve(account, command, cancellationToken), cancellationToken)
                ?? throw new RuleBroken("pin.refused", "Badge or user name and PIN do not go together, or the account is locked for a while after too many tries.");
            return outcome.Result ?? throw outcome.Obstacle!;
        }

        /// <summary>Who may not approve it is told so after the commit: the PIN was right, and counts as no failure.</summary>
        private async Task<Outcome> Approve(PasswordCheck.Account account, Command command, CancellationToken cancellationToken)
        {
            var (wanted, approver) = (command.Wanted, await rights.AsCaller(account.UserId, account.DisplayName, cancellationToken));
            if (Approval.Obstacle(approver, caller.UserId, command.StoreId, wanted.Limit, wanted.Value) is { } obstacle)
                return new Outcome(Result: null, obstacle);

            var approval = await approvals.Write(command.StoreId, wanted, approver, cancellationToken);
            // Why stands with the approval alone, from where it goes when the member whom it is about is forgotten.
            await audit.Add(
                Approval.Permission, wanted.Subject, command.StoreId, old: null,
                now: new { approval.ApprovalId, wanted.Limit, wanted.Value, askedBy = caller.Name, approver = approver.Name, atTill = true }, cancellationToken);
            return new Outcome(new Result(approval.ApprovalId, approver.Name, approval.ExpiresAt), Obstacle: null);
        }

        private sealed record Outcome(Result? Result, Forbidden? Obstacle);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Limit, decimal Value, string Subject, string Reason, PersonAtTill Approver);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/approvals/here", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, new Wanted(body.Limit, body.Value, body.Subject, body.Reason), body.Approver), cancel))
            .RequireSignIn().RequireRateLimiting(RateLimits.Pin)
            .WithName(nameof(ApproveHere)).WithSummary("Approve at another person's till, by badge or user name, and PIN")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
    }
}
