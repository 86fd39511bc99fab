namespace Store.Checkout.Reasons;

/// <summary>
/// All reasons and questions in one answer, for a till to keep. With the version that it has, an unchanged list is not sent again.
/// </summary>
internal static class GetReasonCodes
{
    /// <param name="Version">What the till has.</param>
    /// <param name="All">Also what is switched off, for the page that manages them.</param>
    internal sealed record Query(long? Version, bool All) : IQuery<Result>;

    /// <param name="Version">Of the whole list.</param>
    /// <param name="Unchanged">The till has it already; the lists are empty.</param>
    /// <param name="Reasons">By event and place.</param>
    /// <param name="Questions">By event and place.</param>
    internal sealed record Result(long Version, bool Unchanged, IReadOnlyList<Reason> Reasons, IReadOnlyList<Asked> Questions);

    internal sealed record Reason(string Event, string Code, string NameHans, string NameHant, string NameEn, int SortOrder, bool Active, long Version);

    internal sealed record Asked(long QuestionId, Question Question, long Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var version = await db.Scalar<long>("""
                SELECT COALESCE(MAX(v.Version), 0)
                FROM   (SELECT MAX(Version) AS Version FROM checkout.ReasonCodes UNION ALL SELECT MAX(Version) AS Version FROM checkout.Questions) v
                """, null, cancellationToken);
            if (query.Version == version)
                return new Result(version, Unchanged: true, [], []);

            var reasons = await db.Query<Reason>("""
                SELECT Event, Code, NameHans, NameHant, NameEn, SortOrder, Active, Version
                FROM   checkout.ReasonCodes
                WHERE  Active = 1 OR @All = 1
                ORDER BY Event, SortOrder, Code
                """, query, cancellationToken);
            var questions = await db.Query<Row>("""
                SELECT QuestionId, Event, ReasonCode, AfterQuestionId, AfterAnswer, Kind, Required, TextHans, TextHant, TextEn, ProductId, CategoryId, SortOrder, Active, Version
                FROM   checkout.Questions
                WHERE  Active = 1 OR @All = 1
                ORDER BY Event, SortOrder, QuestionId
                """, query, cancellationToken);
            var choices = questions.Count == 0 ? [] : await db.Query<Choice>("""
                SELECT QuestionId, Code, NameHans, NameHant, NameEn FROM checkout.QuestionChoices ORDER BY QuestionId, Position
                """, null, cancellationToken);
            var byQuestion = choices.ToLookup(choice => choice.QuestionId);
            return new Result(version, Unchanged: false, reasons, [.. questions.Select(row => new Asked(
                row.QuestionId,
                new Question(
                    row.Event, row.ReasonCode, row.AfterQuestionId, row.AfterAnswer, row.Kind, row.Required, row.TextHans, row.TextHant, row.TextEn, row.ProductId, row.CategoryId,
                    row.SortOrder, row.Active,
                    [.. byQuestion[row.QuestionId].Select(choice => new QuestionChoice(choice.Code, choice.NameHans, choice.NameHant, choice.NameEn))]),
                row.Version))]);
        }

        private sealed record Row(
            long QuestionId, string Event, string? ReasonCode, long? AfterQuestionId, string? AfterAnswer, string Kind, bool Required, string TextHans, string TextHant, string TextEn,
            long? ProductId, long? CategoryId, int SortOrder, bool Active, long Version);

        private sealed record Choice(long QuestionId, string Code, string NameHans, string NameHant, string NameEn);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/reasons", (long? version, bool? all, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(version, all ?? false), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(GetReasonCodes)).WithSummary("Get all reasons and questions for a till");
    }
}
