using System.Globalization;
using Store.Contracts.Members;

namespace Store.Members.Page;

/// <summary>What a member has said about the stores and what was answered, newest first.</summary>
internal static class ListMyFeedback
{
    internal sealed record Query(string? Token, long? After, int Limit) : IQuery<Page<Item>>, IPersonal
    {
        public override string ToString() => nameof(ListMyFeedback);
    }

    /// <param name="FeedbackId">This word.</param>
    /// <param name="StoreId">About which store.</param>
    /// <param name="Kind">Question, Praise, Suggestion, Complaint or Survey.</param>
    /// <param name="Score">1 not content to 5 very; null where none was given.</param>
    /// <param name="Body">What they said.</param>
    /// <param name="State">Open, InHand, Answered or Closed.</param>
    /// <param name="SaidAt">UTC.</param>
    /// <param name="Answer">What staff wrote last; empty as long as nothing was.</param>
    /// <param name="AnsweredAt">UTC; null without an answer.</param>
    /// <param name="Messages">How many messages followed it.</param>
    /// <param name="Unread">How many of them the member has not read.</param>
    internal sealed record Item(long FeedbackId, long StoreId, string Kind, int? Score, string Body, string State, DateTime SaidAt, string Answer, DateTime? AnsweredAt, int Messages, int Unread);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, PageVisitor visitor) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await visitor.Require(query.Token, cancellationToken);
            var rows = await db.Query<Item>("""
                SELECT f.FeedbackId, f.StoreId, f.Kind, f.Score, f.Body, f.State, f.SaidAt, COALESCE(a.Body, '') AS Answer, a.SentAt AS AnsweredAt, f.Messages, f.MemberUnread AS Unread
                FROM   members.Feedback f
                LEFT JOIN members.FeedbackMessages a
                       ON a.FeedbackId = f.FeedbackId AND a.MessageNo = (SELECT MAX(s.MessageNo) FROM members.FeedbackMessages s WHERE s.FeedbackId = f.FeedbackId AND s.Author = 'Staff')
                WHERE  f.MemberId = @memberId AND f.FeedbackId < @Before
                ORDER BY f.FeedbackId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { memberId, Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.FeedbackId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/feedback", (HttpRequest request, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(PageToken.Of(request), after, limit ?? Paging.DefaultLimit), cancel))
            .AllowAnyone()
            .WithName(nameof(ListMyFeedback)).WithSummary("What a member has said, and what was answered")
            .ProducesValidationProblem().ProducesProblem(401);
    }
}
