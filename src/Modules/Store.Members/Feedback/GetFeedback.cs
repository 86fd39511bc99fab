namespace Store.Members.Feedback;

/// <summary>One conversation as it stands now; its messages are read beside it.</summary>
internal static class GetFeedback
{
    internal sealed record Query(long FeedbackId) : IQuery<Result>, IPersonal;

    /// <param name="Feedback">What was said, and how it stands.</param>
    /// <param name="Note">What staff noted for themselves and never sent; empty without.</param>
    internal sealed record Result(FeedbackItem Feedback, string Note);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var feedback = await db.Find<FeedbackItem>($"""
                {FeedbackItem.Rows}
                WHERE  f.FeedbackId = @FeedbackId AND f.StoreId IN @Stores
                """, query, cancellationToken) ?? throw new NotFound("feedback", query.FeedbackId);
            return new Result(feedback, await db.StaffHaveSent(query.FeedbackId, feedback.Answer, cancellationToken) ? "" : feedback.Answer);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/feedback/{feedbackId:long}", (long feedbackId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(feedbackId), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(GetFeedback)).WithSummary("One conversation with a customer")
            .ProducesProblem(404);
    }
}
