using System.Globalization;

namespace Store.Members.Feedback;

/// <summary>What customers said about the caller's stores, newest first: all of it, what is in a state, what nobody has read, or what one member said.</summary>
internal static class ListFeedback
{
    internal sealed record Query(string? State, long? MemberId, long? StoreId, bool Unread, long? After, int Limit) : IQuery<Page<FeedbackItem>>, IPersonal;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.State).Must(state => state is null || FeedbackRules.States.Contains(state, StringComparer.Ordinal)).WithMessage($"A state is one of {string.Join(", ", FeedbackRules.States)}.");
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<FeedbackItem>>
    {
        public async Task<Page<FeedbackItem>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<FeedbackItem>($"""
                {FeedbackItem.Rows}
                WHERE  f.StoreId IN @Stores AND f.FeedbackId < @Before{(query.State is null ? "" : " AND f.State = @State")}{(query.MemberId is null ? "" : " AND f.MemberId = @MemberId")}{(query.StoreId is null ? "" : " AND f.StoreId = @StoreId")}{(query.Unread ? " AND f.StaffUnread > 0" : "")}
                ORDER BY f.FeedbackId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.State, query.MemberId, query.StoreId, Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.FeedbackId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/feedback", (string? state, long? memberId, long? storeId, bool? unread, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(state, memberId, storeId, unread ?? false, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListFeedback)).WithSummary("What customers said about the stores")
            .ProducesValidationProblem();
    }
}
