namespace Store.Checkout.Reasons;

/// <summary>Changes a question, or switches it off. What was answered before keeps the question as it was asked.</summary>
internal static class ChangeQuestion
{
    internal sealed record Command(long QuestionId, Question Question, long Version) : ICommand<Result>;

    internal sealed record Result(long Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Question).NotNull().SetValidator(new QuestionValidator());
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, QuestionBook book) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Stored>("""
                SELECT Event, Kind, Required, TextHans, Active FROM checkout.Questions WHERE QuestionId = @QuestionId
                """, command, cancellationToken) ?? throw new NotFound("question", command.QuestionId);
            var question = command.Question;
            await book.RequireReachable(command.QuestionId, question, cancellationToken);
            var newVersion = ids.Next();
            var changed = await db.Execute("""
                UPDATE checkout.Questions
                SET    Event = @Event, ReasonCode = @ReasonCode, AfterQuestionId = @AfterQuestionId, AfterAnswer = @AfterAnswer, Kind = @Kind, Required = @Required,
                       TextHans = @TextHans, TextHant = @TextHant, TextEn = @TextEn, ProductId = @ProductId, CategoryId = @CategoryId, SortOrder = @SortOrder, Active = @Active, Version = @newVersion
                WHERE  QuestionId = @QuestionId AND Version = @Version
                """, new
            {
                command.QuestionId, command.Version, question.Event, question.ReasonCode, question.AfterQuestionId, question.AfterAnswer, question.Kind, question.Required, question.TextHans,
                question.TextHant, question.TextEn, question.ProductId, question.CategoryId, question.SortOrder, question.Active, newVersion,
            }, cancellationToken);
            if (changed == 0)
                throw new Conflict("question.stale", "Someone else has changed this question; read it again.");
            await book.WriteChoices(command.QuestionId, question.Choices, cancellationToken);
            await audit.Add("checkout.manage-reasons", $"question {command.QuestionId}", storeId: 0, old, question, cancellationToken);
            return new Result(newVersion);
        }

        private sealed record Stored(string Event, string Kind, bool Required, string TextHans, bool Active);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Question Question, long Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/questions/{questionId:long}", (long questionId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(questionId, body.Question, body.Version), cancel))
            .RequirePermission("checkout.manage-reasons")
            .WithName(nameof(ChangeQuestion)).WithSummary("Change a question or switch it off")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
