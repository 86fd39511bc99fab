namespace Store.Members.Feedback;

/// <summary>One conversation as it stands now, with what whoever answers it needs: one request asks it again and again while it is open.</summary>
internal static class GetFeedback
{
    internal sealed record Query(long FeedbackId) : IQuery<Result>, IPersonal;

    /// <param name="Feedback">What was said, and how it stands.</param>
    /// <param name="Note">What staff noted for themselves and never sent; empty without.</param>
    /// <param name="Latest">The newest messages; those before them are listed after its <c>next</c>.</param>
    /// <param name="FittingReplyIds">Prepared answers that fit what the member said last, the closest first.</param>
    internal sealed record Result(FeedbackItem Feedback, string Note, Page<FeedbackMessage> Latest, IReadOnlyList<long> FittingReplyIds);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        private const int FittingAtMost = 3;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var feedback = await db.Find<FeedbackItem>($"""
                {FeedbackItem.Rows}
                WHERE  f.FeedbackId = @FeedbackId AND f.StoreId IN @Stores
                """, query, cancellationToken) ?? throw new NotFound("feedback", query.FeedbackId);
            var latest = await db.MessagesOf(query.FeedbackId, after: null, Paging.DefaultLimit, cancellationToken);
            var lastWords = latest.Items.FirstOrDefault(message => message.Author == MessageAuthors.Member)?.Body ?? feedback.Body;
            var replies = await db.Query<PreparedReply>("SELECT ReplyId, Body, Keywords FROM members.QuickReplies ORDER BY ReplyId", null, cancellationToken);
            return new Result(
                feedback, await db.StaffHaveSent(query.FeedbackId, feedback.Answer, cancellationToken) ? "" : feedback.Answer, latest,
                [.. ReplyRules.Fitting(replies, lastWords).Take(FittingAtMost).Select(reply => reply.ReplyId)]);
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
