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
            var feedback = await db.Find<FeedbackItem>("""
                SELECT f.FeedbackId, f.MemberId, COALESCE(m.Number, '') AS MemberNumber, COALESCE(m.Name, '') AS MemberName, l.Name AS LevelName, f.StoreId, f.Kind, f.Score, f.Body, f.State,
                       f.Answer, f.SaidAt, f.TakenByName, f.AnsweredAt, f.AnsweredByName, f.Messages, f.StaffUnread AS Unread, f.Version
                FROM   members.Feedback f
                LEFT JOIN members.Members m ON m.MemberId = f.MemberId
                LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
                WHERE  f.FeedbackId = @FeedbackId AND f.StoreId IN @Stores
                """, query, cancellationToken) ?? throw new NotFound("feedback", query.FeedbackId);
            var sent = await db.Scalar<long>("""
                SELECT COUNT(*) FROM members.FeedbackMessages WHERE FeedbackId = @FeedbackId AND Author = 'Staff' AND Body = @Answer
                """, new { query.FeedbackId, feedback.Answer }, cancellationToken);
            return new Result(feedback, sent > 0 ? "" : feedback.Answer);
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
