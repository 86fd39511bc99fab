namespace Store.Members.Feedback;

/// <summary>The prepared answers, for staff to choose from.</summary>
internal static class ListQuickReplies
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="ReplyId">The answer.</param>
    /// <param name="Title">What staff choose it by.</param>
    /// <param name="Body">The answer.</param>
    /// <param name="Keywords">Words of members that it fits.</param>
    /// <param name="AnswersBySelf">Whether it is sent at once when a member's message contains one of them.</param>
    /// <param name="Version">For changes.</param>
    internal sealed record Item(long ReplyId, string Title, string Body, IReadOnlyList<string> Keywords, bool AnswersBySelf, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("SELECT ReplyId, Title, Body, Keywords, AnswersBySelf, Version FROM members.QuickReplies ORDER BY Title", null, cancellationToken);
            return new Result([.. rows.Select(row => new Item(row.ReplyId, row.Title, row.Body, ReplyRules.Lines(row.Keywords), row.AnswersBySelf, row.Version))]);
        }

        private sealed record Row(long ReplyId, string Title, string Body, string Keywords, bool AnswersBySelf, int Version);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/quick-replies", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListQuickReplies)).WithSummary("List prepared answers");
    }
}
