namespace Store.Members.Feedback;

/// <summary>What prepared answers are like, and which of them fit what a member says.</summary>
internal static class ReplyRules
{
    public const string Permission = "members.manage-replies";

    /// <summary>Prepared answers are the whole chain's.</summary>
    public const long WholeChain = 0;

    private const int KeywordsAtMost = 20;
    private const int KeywordLengthAtMost = 40;

    /// <summary>The answers that have a keyword which the words contain, that with the longest first: what is said most closely.</summary>
    public static IEnumerable<PreparedReply> Fitting(IReadOnlyList<PreparedReply> replies, string words) => replies
        .Select(reply => (Reply: reply, Length: Lines(reply.Keywords).Where(keyword => words.Contains(keyword, StringComparison.OrdinalIgnoreCase)).Select(keyword => keyword.Length).DefaultIfEmpty().Max()))
        .Where(match => match.Length > 0).OrderByDescending(match => match.Length).Select(match => match.Reply);

    public static IReadOnlyList<string> Lines(string keywords) => keywords.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Keywords as they are kept, one a line.</summary>
    public static string Kept(IReadOnlyList<string> keywords) => string.Join('\n', keywords.Select(keyword => keyword.Trim()).Where(keyword => keyword.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase));

    internal sealed class Validator : AbstractValidator<ReplyFields>
    {
        public Validator()
        {
            RuleFor(fields => fields.Title).NotEmpty().MaximumLength(60);
            RuleFor(fields => fields.Body).NotEmpty().MaximumLength(FeedbackMessage.LengthAtMost);
            RuleFor(fields => fields.Keywords).NotNull().Must(keywords => keywords is null || keywords.Count <= KeywordsAtMost).WithMessage($"At most {KeywordsAtMost} keywords.");
            RuleForEach(fields => fields.Keywords).NotNull().MaximumLength(KeywordLengthAtMost).Must(keyword => keyword?.Any(char.IsControl) != true).WithMessage("A keyword is one line.");
            RuleFor(fields => fields.Keywords).Must(keywords => keywords?.Any(keyword => !string.IsNullOrWhiteSpace(keyword)) == true).When(fields => fields.AnswersBySelf)
                .WithMessage("What answers by itself needs a keyword.");
        }
    }
}

/// <summary>What people write of a prepared answer.</summary>
/// <param name="Title">What staff choose it by, unique.</param>
/// <param name="Body">The answer.</param>
/// <param name="Keywords">Words of members that it fits.</param>
/// <param name="AnswersBySelf">Whether it is sent at once when a member's message contains one of them.</param>
internal sealed record ReplyFields(string Title, string Body, IReadOnlyList<string> Keywords, bool AnswersBySelf);

/// <summary>A prepared answer as it is kept.</summary>
internal sealed record PreparedReply(long ReplyId, string Body, string Keywords);
