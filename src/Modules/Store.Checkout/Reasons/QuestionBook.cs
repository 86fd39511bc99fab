namespace Store.Checkout.Reasons;

/// <summary>What adding and changing a question have in common: its choices, and that follow-ups lead somewhere and not in a circle.</summary>
internal sealed class QuestionBook(Db db)
{
    private const int StepsAtMost = 10;

    /// <exception cref="RuleBroken"><c>question.follows_unknown</c> or <c>question.circle</c>.</exception>
    public async Task RequireReachable(long questionId, Question question, CancellationToken cancellationToken)
    {
        var after = question.AfterQuestionId;
        for (var steps = 0; after is { } id; steps++)
        {
            if (id == questionId || steps == StepsAtMost)
                throw new RuleBroken("question.circle", "A question cannot follow itself, nor stand at the end of so long a chain.");
            var before = await db.Find<Link>("""
                SELECT QuestionId, Event, AfterQuestionId FROM checkout.Questions WHERE QuestionId = @id
                """, new { id }, cancellationToken);
            if (before is null || before.Event != question.Event)
                throw new RuleBroken("question.follows_unknown", "The question that it follows is not one of the same event.");
            after = before.AfterQuestionId;
        }
    }

    public async Task WriteChoices(long questionId, IReadOnlyList<QuestionChoice> choices, CancellationToken cancellationToken)
    {
        await db.Execute("DELETE FROM checkout.QuestionChoices WHERE QuestionId = @questionId", new { questionId }, cancellationToken);
        await db.Insert("""
            INSERT INTO checkout.QuestionChoices (QuestionId, Position, Code, NameHans, NameHant, NameEn)
            VALUES (@questionId, @Position, @Code, @NameHans, @NameHant, @NameEn)
            """, [.. choices.Select((choice, index) => new { questionId, Position = index + 1, choice.Code, choice.NameHans, choice.NameHant, choice.NameEn })], cancellationToken);
    }

    private sealed record Link(long QuestionId, string Event, long? AfterQuestionId);
}
