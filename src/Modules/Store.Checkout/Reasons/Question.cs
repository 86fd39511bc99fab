namespace Store.Checkout.Reasons;

/// <summary>A question that the till asks when something happens.</summary>
/// <param name="Event">One of <see cref="ReasonEvents"/>.</param>
/// <param name="ReasonCode">Asked only when this reason was given.</param>
/// <param name="AfterQuestionId">Asked only after this other question, of the same event.</param>
/// <param name="AfterAnswer">And only when it was answered so; null for any answer.</param>
/// <param name="Kind">List, Text, Date or Number.</param>
/// <param name="Required">Whether the till goes on without an answer.</param>
/// <param name="TextHans">In simplified Chinese.</param>
/// <param name="TextHant">In traditional Chinese.</param>
/// <param name="TextEn">In English.</param>
/// <param name="ProductId">Asked only for this product; for questions about an item.</param>
/// <param name="CategoryId">Asked only for products filed in this category itself; for questions about an item.</param>
/// <param name="SortOrder">Place among the questions of its event.</param>
/// <param name="Active">Whether it is asked.</param>
/// <param name="Choices">What a List offers.</param>
internal sealed record Question(
    string Event, string? ReasonCode, long? AfterQuestionId, string? AfterAnswer, string Kind, bool Required, string TextHans, string TextHant, string TextEn, long? ProductId, long? CategoryId,
    int SortOrder, bool Active, IReadOnlyList<QuestionChoice> Choices);

/// <summary>One answer that a list offers.</summary>
internal sealed record QuestionChoice(string Code, string NameHans, string NameHant, string NameEn);

internal sealed class QuestionValidator : AbstractValidator<Question>
{
    private const int ChoicesAtMost = 50;

    public QuestionValidator()
    {
        RuleFor(question => question.Event).Must(name => ReasonEvents.All.Contains(name, StringComparer.Ordinal)).WithMessage("There is no such event.");
        RuleFor(question => question.Kind).Must(kind => QuestionKinds.All.Contains(kind, StringComparer.Ordinal)).WithMessage("A question is answered by List, Text, Date or Number.");
        RuleFor(question => question.ReasonCode).MaximumLength(40);
        RuleFor(question => question.AfterAnswer).MaximumLength(40);
        RuleFor(question => question.TextHans).NotEmpty().MaximumLength(200);
        RuleFor(question => question.TextHant).NotEmpty().MaximumLength(200);
        RuleFor(question => question.TextEn).NotEmpty().MaximumLength(200);
        RuleFor(question => question.SortOrder).InclusiveBetween(0, 10_000);
        RuleFor(question => question.ProductId).Null().When(question => question.Event != ReasonEvents.Item).WithMessage("Only questions about an item are for a product.");
        RuleFor(question => question.CategoryId).Null().When(question => question.Event != ReasonEvents.Item).WithMessage("Only questions about an item are for a category.");
        RuleFor(question => question.Choices).NotNull().Must((question, choices) => choices is null || (choices.Count > 0) == (question.Kind == QuestionKinds.List))
            .WithMessage("A list has choices, and nothing else has.");
        RuleFor(question => question.Choices)
            .Must(choices => choices is null || choices.Count <= ChoicesAtMost).WithMessage($"A list has at most {ChoicesAtMost} choices.")
            .Must(choices => choices is null || choices.Where(choice => choice is not null).Select(choice => choice.Code).Distinct(StringComparer.Ordinal).Count() == choices.Count)
            .WithMessage("Each choice has a code of its own.");
        RuleForEach(question => question.Choices).NotNull().ChildRules(choice =>
        {
            choice.RuleFor(one => one.Code).NotEmpty().MaximumLength(40);
            choice.RuleFor(one => one.NameHans).NotEmpty().MaximumLength(100);
            choice.RuleFor(one => one.NameHant).NotEmpty().MaximumLength(100);
            choice.RuleFor(one => one.NameEn).NotEmpty().MaximumLength(100);
        });
    }
}
