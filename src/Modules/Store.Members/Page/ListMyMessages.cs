using Store.Contracts.Members;
using Store.Members.Feedback;

namespace Store.Members.Page;

/// <summary>What a member and a store wrote to and fro, the newest first.</summary>
internal static class ListMyMessages
{
    internal sealed record Query(string? Token, long FeedbackId, int? After, int Limit) : IQuery<Page<FeedbackMessage>>, IPersonal
    {
        public override string ToString() => nameof(ListMyMessages);
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, PageVisitor visitor) : IRequestHandler<Query, Page<FeedbackMessage>>
    {
        public async Task<Page<FeedbackMessage>> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await visitor.Require(query.Token, cancellationToken);
            if (await db.Find<long?>("SELECT FeedbackId FROM members.Feedback WHERE FeedbackId = @FeedbackId AND MemberId = @memberId", new { query.FeedbackId, memberId }, cancellationToken) is null)
                throw new NotFound("feedback", query.FeedbackId);
            return await db.MessagesOf(query.FeedbackId, query.After, query.Limit, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/feedback/{feedbackId:long}/messages", (HttpRequest request, long feedbackId, int? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(PageToken.Of(request), feedbackId, after, limit ?? Paging.DefaultLimit), cancel))
            .AllowAnyone()
            .WithName(nameof(ListMyMessages)).WithSummary("What a member and a store wrote to each other")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404);
    }
}
