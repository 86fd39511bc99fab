namespace Store.Access.Approvals;

/// <summary>Takes back what one has asked for, or does not use after all; nobody can grant or use it from then on.</summary>
internal static class WithdrawApproval
{
    internal sealed record Command(long ApprovalId) : ICommand<Done>;

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await db.Execute("""
                UPDATE access.Approvals
                SET    State = 'Expired'
                WHERE  ApprovalId = @ApprovalId AND AskedById = @UserId AND State IN ('Pending', 'Granted')
                """, new { command.ApprovalId, caller.UserId }, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/approvals/{approvalId:long}", (long approvalId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(approvalId), cancel))
            .RequireSignIn()
            .WithName(nameof(WithdrawApproval)).WithSummary("Take back a request for approval");
    }
}
