using System.Globalization;
using Store.Checkout.Sales;
using Store.Contracts.Checkout;

namespace Store.Checkout.Reasons;

/// <summary>
/// Checks the answers that came with something that happened at a till, and keeps them with it. What was asked and had to be answered is found from the questions as
/// they are now; an answer to one that has been switched off meanwhile is kept all the same.
/// </summary>
internal sealed class AnswerBook(Db db, Ids ids, TimeProvider clock)
{
    private const int AnswersAtMost = 1000;
    private const int LengthAtMost = 400;

    /// <param name="storeId">The store.</param>
    /// <param name="subjectKind">What the answers belong to, such as Sale.</param>
    /// <param name="subjectId">Its id.</param>
    /// <param name="happened">What happened that questions may be about.</param>
    /// <param name="answers">What the cashier answered; null for nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="keptUnder">Under which number each line is kept that answers name; null where they keep their own.</param>
    /// <exception cref="RuleBroken"><c>question.unanswered</c>, <c>question.unknown</c> or <c>answer.wrong</c>.</exception>
    public async Task Record(
        long storeId, string subjectKind, long subjectId, IReadOnlyList<Happening> happened, IReadOnlyList<Answer>? answers, CancellationToken cancellationToken,
        IReadOnlyDictionary<int, int>? keptUnder = null)
    {
        answers = [.. (answers ?? []).DistinctBy(answer => (answer.QuestionId, answer.LineNumber ?? 0))];
        if (answers.Count > AnswersAtMost)
            throw new RuleBroken("answer.too_many", $"At most {AnswersAtMost} answers go with one request.");
        if (keptUnder is not null && answers.FirstOrDefault(answer => answer.LineNumber is > 0 and var line && !keptUnder.ContainsKey(line)) is { } lost)
            throw new RuleBroken("answer.wrong", $"There is no line {lost.LineNumber} to answer for.", Facts(lost.QuestionId, lost.LineNumber));
        var asked = await db.Query<Asked>("""
            SELECT q.QuestionId, q.Event, q.ReasonCode, q.AfterQuestionId, q.AfterAnswer, q.Kind, q.Required, q.TextHans, q.ProductId, q.CategoryId, q.Active, r.NameHans, r.NameHant, r.NameEn
            FROM   checkout.Questions q
            LEFT JOIN checkout.ReasonCodes r ON r.Event = q.Event AND r.Code = q.ReasonCode
            WHERE  (q.Active = 1 AND q.Event IN @Events) OR q.QuestionId IN @Ids
            """, new { Events = happened.Select(one => one.Event).Distinct(StringComparer.Ordinal), Ids = answers.Select(answer => answer.QuestionId).Distinct() }, cancellationToken);
        if (asked.Count == 0 && answers.Count == 0)
            return;

        await RequireRight(asked, answers, cancellationToken);
        RequireAll([.. asked.Where(question => question.Active && question.Required)], happened, answers);
        var now = clock.UtcNow();
        var textById = asked.ToDictionary(question => question.QuestionId, question => question.TextHans);
        await db.Insert("""
            INSERT INTO checkout.Answers (AnswerId, StoreId, SubjectKind, SubjectId, LineNumber, QuestionId, Question, Answer, AnsweredAt)
            VALUES (@AnswerId, @storeId, @subjectKind, @subjectId, @LineNumber, @QuestionId, @Question, @Text, @now)
            """, [.. answers.Select(answer => new
        {
            AnswerId = ids.Next(), storeId, subjectKind, subjectId, LineNumber = LineOf(answer, keptUnder), answer.QuestionId, Question = textById[answer.QuestionId], answer.Text, now,
        })], cancellationToken);
    }

    /// <summary>The same for what happens at a register, which knows already whether there is anything to ask.</summary>
    public async Task Record(
        Register register, long storeId, string subjectKind, long subjectId, IReadOnlyList<Happening> happened, IReadOnlyList<Answer>? answers, CancellationToken cancellationToken,
        IReadOnlyDictionary<int, int>? keptUnder = null)
    {
        if (register.LastQuestionId != 0 || answers is { Count: > 0 })
            await Record(storeId, subjectKind, subjectId, happened, answers, cancellationToken, keptUnder);
    }

    private static int LineOf(Answer answer, IReadOnlyDictionary<int, int>? keptUnder) =>
        answer.LineNumber is not (> 0 and var line) ? 0 : keptUnder is null ? line : keptUnder[line];

    private async Task RequireRight(IReadOnlyList<Asked> asked, IReadOnlyList<Answer> answers, CancellationToken cancellationToken)
    {
        var byId = asked.ToDictionary(question => question.QuestionId);
        var lists = answers.Where(answer => byId.TryGetValue(answer.QuestionId, out var question) && question.Kind == QuestionKinds.List).Select(answer => answer.QuestionId).Distinct().ToList();
        var choices = (lists.Count == 0 ? [] : await db.Query<Choice>("""
            SELECT QuestionId, Code FROM checkout.QuestionChoices WHERE QuestionId IN @lists
            """, new { lists }, cancellationToken)).ToHashSet();
        foreach (var answer in answers)
        {
            if (!byId.TryGetValue(answer.QuestionId, out var question))
                throw new RuleBroken("question.unknown", $"There is no question {answer.QuestionId}.", Facts(answer.QuestionId, answer.LineNumber));
            if (answer.Text is not { Length: > 0 and <= LengthAtMost } || !Fits(question, answer.Text, choices))
                throw new RuleBroken("answer.wrong", $"This is no answer to “{question.TextHans}”.", Facts(answer.QuestionId, answer.LineNumber));
        }
    }

    private static bool Fits(Asked question, string text, HashSet<Choice> choices) => question.Kind switch
    {
        // One that was switched off may have had its choices changed since it was asked.
        QuestionKinds.List => !question.Active || choices.Contains(new Choice(question.QuestionId, text)),
        QuestionKinds.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        QuestionKinds.Number => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        _ => true,
    };

    private static void RequireAll(IReadOnlyList<Asked> required, IReadOnlyList<Happening> happened, IReadOnlyList<Answer> answers)
    {
        if (required.Count == 0)
            return;
        var byLine = answers.ToLookup(answer => answer.LineNumber ?? 0);
        foreach (var one in happened)
        {
            var given = byLine[one.LineNumber].ToLookup(answer => answer.QuestionId, answer => answer.Text);
            foreach (var question in required.Where(question => question.IsAsked(one) && question.IsFollowed(given)))
            {
                if (!given[question.QuestionId].Any())
                    throw new RuleBroken("question.unanswered", $"“{question.TextHans}” has to be answered.", Facts(question.QuestionId, one.LineNumber == 0 ? null : one.LineNumber));
            }
        }
    }

    private static Dictionary<string, object?> Facts(long questionId, int? lineNumber) => new() { ["questionId"] = questionId, ["lineNumber"] = lineNumber };

    private sealed record Asked(
        long QuestionId, string Event, string? ReasonCode, long? AfterQuestionId, string? AfterAnswer, string Kind, bool Required, string TextHans, long? ProductId, long? CategoryId, bool Active,
        string? NameHans, string? NameHant, string? NameEn)
    {
        public bool IsAsked(Happening happening) => Event == happening.Event
            && (ReasonCode is null || (happening.Reason is { } reason && (reason == ReasonCode || reason == NameHans || reason == NameHant || reason == NameEn)))
            && (ProductId is null || ProductId == happening.ProductId)
            && (CategoryId is null || CategoryId == happening.CategoryId);

        public bool IsFollowed(ILookup<long, string> given) =>
            AfterQuestionId is not { } before || given[before].Any(answer => AfterAnswer is null || AfterAnswer == answer);
    }

    private sealed record Choice(long QuestionId, string Code);
}

/// <summary>Something that happened at a till, to find the questions about it.</summary>
/// <param name="Event">One of <see cref="ReasonEvents"/>.</param>
/// <param name="LineNumber">The line; 0 for the whole.</param>
/// <param name="ProductId">The item's product.</param>
/// <param name="CategoryId">Its category.</param>
/// <param name="Reason">The reason that was given: its code, or its name as it was written on the record; of a payment, the tender.</param>
internal sealed record Happening(string Event, int LineNumber = 0, long? ProductId = null, long? CategoryId = null, string? Reason = null);

/// <summary>What answers are kept with.</summary>
internal static class AnswerSubjects
{
    public const string Sale = "Sale";
    public const string Return = "Return";
    public const string Void = "Void";
    public const string DrawerOpening = "DrawerOpening";
    public const string ParkedSale = "ParkedSale";
    public const string Order = "Order";
    public const string CashMovement = "CashMovement";
}
