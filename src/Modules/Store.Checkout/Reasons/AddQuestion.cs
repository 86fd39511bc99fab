namespace Store.Checkout.Reasons;

/// <summary>Adds a question that the tills ask from their next look on.</summary>
internal static class AddQuestion
{
    internal sealed record Command(Question Question) : ICommand<Result>;

    internal sealed record Result(long QuestionId, long Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Question).NotNull().SetValidator(new QuestionValidator());
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, QuestionBook book) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var question = command.Question;
            var (questionId, version) = (ids.Next(), ids.Next());
            await book.RequireReachable(questionId, question, cancellationToken);
            await db.Execute("""
                INSERT INTO checkout.Questions (QuestionId, Event, ReasonCode, AfterQuestionId, AfterAnswer, Kind, Required, TextHans, TextHant, TextEn, ProductId, CategoryId, SortOrder, Active, Version)
                VALUES (@questionId, @Event, @ReasonCode, @AfterQuestionId, @AfterAnswer, @Kind, @Required, @TextHans, @TextHant, @TextEn, @ProductId, @CategoryId, @SortOrder, @Active, @version)
                """, new
            {
                questionId, question.Event, question.ReasonCode, question.AfterQuestionId, question.AfterAnswer, question.Kind, question.Required, question.TextHans, question.TextHant,
                question.TextEn, question.ProductId, question.CategoryId, question.SortOrder, question.Active, version,
            }, cancellationToken);
            await book.WriteChoices(questionId, question.Choices, cancellationToken);
            await audit.Add("checkout.manage-reasons", $"question {questionId}", storeId: 0, old: null, question, cancellationToken);
            return new Result(questionId, version);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/questions", (Question body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(body), cancel))
            .RequirePermission("checkout.manage-reasons")
            .WithName(nameof(AddQuestion)).WithSummary("Add a question that tills ask")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
