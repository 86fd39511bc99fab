namespace Store.Access.Approvals;

/// <summary>How far an approval has come, for the till that waits for it.</summary>
internal static class GetApproval
{
    internal sealed record Query(long ApprovalId) : IQuery<Result>;

    /// <param name="ApprovalId">The approval.</param>
    /// <param name="State">How far it has come.</param>
    /// <param name="ApproverName">Who has granted or refused it; null as long as nobody has.</param>
    /// <param name="Note">What they said to it.</param>
    /// <param name="ExpiresAt">Until when it waits, or can be used.</param>
    internal sealed record Result(long ApprovalId, ApprovalState State, string? ApproverName, string? Note, DateTime ExpiresAt);

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await db.Find<Row>("""
                SELECT StoreId, AskedById, State, ApproverName, Note, ExpiresAt FROM access.Approvals WHERE ApprovalId = @ApprovalId
                """, query, cancellationToken);
            if (row is null || (row.AskedById != caller.UserId && !caller.MayIn(row.StoreId, Approval.Permission)))
                throw new NotFound("approval", query.ApprovalId);
            var state = Enum.Parse<ApprovalState>(row.State);
            var over = state is ApprovalState.Pending or ApprovalState.Granted && row.ExpiresAt <= clock.UtcNow();
            return new Result(query.ApprovalId, over ? ApprovalState.Expired : state, row.ApproverName, row.Note, row.ExpiresAt);
        }

        private sealed record Row(long StoreId, long AskedById, string State, string? ApproverName, string? Note, DateTime ExpiresAt);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/approvals/{approvalId:long}", (long approvalId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(approvalId), cancel))
            .RequireSignIn()
            .WithName(nameof(GetApproval)).WithSummary("Say how far an approval has come")
            .ProducesProblem(404);
    }
}
