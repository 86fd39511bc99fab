namespace Store.Checkout.Reasons;

/// <summary>What was asked and answered with a sale, a return, a void or an opening of the drawer.</summary>
internal static class ListAnswers
{
    internal sealed record Query(long StoreId, long SubjectId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="LineNumber">The line; 0 for the whole.</param>
    /// <param name="Question">As it was asked, in simplified Chinese.</param>
    /// <param name="QuestionHant">In traditional Chinese, as it is worded now.</param>
    /// <param name="QuestionEn">In English, as it is worded now.</param>
    /// <param name="Answer">In words: of a list, the choice's name, in simplified Chinese.</param>
    /// <param name="AnswerHant">In traditional Chinese.</param>
    /// <param name="AnswerEn">In English.</param>
    internal sealed record Item(
        int LineNumber, long QuestionId, string Question, string QuestionHant, string QuestionEn, string Answer, string AnswerHant, string AnswerEn, DateTime AnsweredAt);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await db.Query<Item>("""
            SELECT a.LineNumber, a.QuestionId, a.Question, COALESCE(q.TextHant, a.Question) AS QuestionHant, COALESCE(q.TextEn, a.Question) AS QuestionEn,
                   COALESCE(c.NameHans, a.Answer) AS Answer, COALESCE(c.NameHant, a.Answer) AS AnswerHant, COALESCE(c.NameEn, a.Answer) AS AnswerEn, a.AnsweredAt
            FROM   checkout.Answers a
            LEFT JOIN checkout.Questions q ON q.QuestionId = a.QuestionId
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
