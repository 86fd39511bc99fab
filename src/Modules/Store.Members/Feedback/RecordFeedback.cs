using Store.Members.Members;

namespace Store.Members.Feedback;

/// <summary>Writes down what a customer thinks of a store: praise, a suggestion, a complaint, or a score alone.</summary>
internal static class RecordFeedback
{
    /// <param name="StoreId">About which store.</param>
    /// <param name="MemberId">Who said it; null: a passer-by.</param>
    /// <param name="Kind">Question, Praise, Suggestion, Complaint or Survey.</param>
    /// <param name="Score">1 not content to 5 very; null where it was not asked.</param>
    /// <param name="Body">What they said; may be empty with a score.</param>
    internal sealed record Command(long StoreId, long? MemberId, string Kind, int? Score, string Body) : ICommand<Result>, IStoreScoped, IPersonal
    {
        public override string ToString() => nameof(RecordFeedback);
    }

    internal sealed record Result(long FeedbackId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Kind).Must(kind => FeedbackRules.Kinds.Contains(kind, StringComparer.Ordinal)).WithMessage($"Feedback is one of {string.Join(", ", FeedbackRules.Kinds)}.");
            RuleFor(command => command.Score).InclusiveBetween(1, 5);
            RuleFor(command => command.Body).NotNull().MaximumLength(1000);
            RuleFor(command => command.Body).NotEmpty().When(command => command.Score is null);
        }
    }

    internal sealed class Handler(Db db, FeedbackBook feedback, Caller caller) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (command.MemberId is { } memberId)
                await db.RequireActive(memberId, cancellationToken);
            return new Result(await feedback.Enter(command.MemberId, command.StoreId, command.Kind, command.Score, command.Body, caller.Name, cancellationToken));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Kind, string Text, long? MemberId = null, int? Score = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/feedback", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.MemberId, body.Kind, body.Score, body.Text ?? ""), cancel))
            .RequirePermission("members.register")
            .WithName(nameof(RecordFeedback)).WithSummary("Write down what a customer thinks of a store")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
