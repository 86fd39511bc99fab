namespace Store.Checkout.Reasons;

/// <summary>What was asked and answered with a sale, a return, a void or an opening of the drawer.</summary>
internal static class ListAnswers
{
    internal sealed record Query(long StoreId, long SubjectId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="LineNumber">The line; 0 for the whole.</param>
    /// <param name="Question">As it was asked.</param>
    /// <param name="Answer">In words: of a list, the choice's name.</param>
    internal sealed record Item(int LineNumber, long QuestionId, string Question, string Answer, DateTime AnsweredAt);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await db.Query<Item>("""
            SELECT a.LineNumber, a.QuestionId, a.Question, COALESCE(c.NameHans, a.Answer) AS Answer, a.AnsweredAt
            FROM   checkout.Answers a
            LEFT JOIN checkout.QuestionChoices c ON c.QuestionId = a.QuestionId AND c.Code = a.Answer
            WHERE  a.SubjectId = @SubjectId AND a.StoreId = @StoreId
            ORDER BY a.LineNumber, a.AnswerId
            """, query, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/answers", (long storeId, long? subjectId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId, subjectId ?? 0), cancel))
            .RequirePermission("checkout.view-sales")
            .WithName(nameof(ListAnswers)).WithSummary("List what was asked and answered with a sale");
    }
}
