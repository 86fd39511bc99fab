namespace Store.Members.Feedback;

/// <summary>What was written to and fro over a customer's word, the newest first.</summary>
internal static class ListFeedbackMessages
{
    internal sealed record Query(long FeedbackId, int? After, int Limit) : IQuery<Page<FeedbackMessage>>, IPersonal;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<FeedbackMessage>>
    {
        public async Task<Page<FeedbackMessage>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Find<long?>("SELECT FeedbackId FROM members.Feedback WHERE FeedbackId = @FeedbackId AND StoreId IN @Stores", query, cancellationToken) is null)
                throw new NotFound("feedback", query.FeedbackId);
            return await db.MessagesOf(query.FeedbackId, query.After, query.Limit, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/feedback/{feedbackId:long}/messages", (long feedbackId, int? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(feedbackId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListFeedbackMessages)).WithSummary("The messages of a conversation with a customer")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
