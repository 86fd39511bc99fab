using Store.Contracts.Chain;
using Store.Contracts.Members;
using Store.Members.Feedback;

namespace Store.Members.Page;

/// <summary>A member says on their phone what they think of a store. The same words about it are kept once a day, so that a retry is safe.</summary>
internal static class GiveFeedback
{
    /// <param name="Token">Of the phone's session.</param>
    /// <param name="StoreId">About which store.</param>
    /// <param name="Kind">Question, Praise, Suggestion, Complaint or Survey.</param>
    /// <param name="Score">1 not content to 5 very; null where none is given.</param>
    /// <param name="Text">What they say; may be empty with a score.</param>
    internal sealed record Command(string? Token, long StoreId, string Kind, int? Score, string Text) : ICommand<Result>, IPersonal
    {
        public override string ToString() => nameof(GiveFeedback);
    }

    internal sealed record Result(long FeedbackId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Kind).Must(kind => FeedbackRules.Kinds.Contains(kind, StringComparer.Ordinal)).WithMessage($"Feedback is one of {string.Join(", ", FeedbackRules.Kinds)}.");
            RuleFor(command => command.Score).InclusiveBetween(1, 5);
            RuleFor(command => command.Text).NotNull().MaximumLength(1000);
            RuleFor(command => command.Text).NotEmpty().When(command => command.Score is null);
        }
    }

    internal sealed class Handler(Db db, PageVisitor visitor, FeedbackBook feedback, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        private const int ADayAtMost = 10;

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var memberId = await visitor.Require(command.Token, cancellationToken);
            await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var text = command.Text.Trim();
            var today = await db.Query<Row>("""
                SELECT FeedbackId, StoreId, Kind, Score, Body
                FROM   members.Feedback
                WHERE  MemberId = @memberId AND SaidAt > @DayAgo AND TakenByName = ''
                ORDER BY FeedbackId DESC
                OFFSET 0 ROWS FETCH NEXT @ADayAtMost ROWS ONLY
                """, new { memberId, DayAgo = clock.UtcNow().AddDays(-1), ADayAtMost }, cancellationToken);
            if (today.FirstOrDefault(row => row.StoreId == command.StoreId && row.Kind == command.Kind && row.Score == command.Score && row.Body == text) is { } said)
                return new Result(said.FeedbackId);
            if (today.Count >= ADayAtMost)
                throw new RuleBroken("feedback.enough", "That is enough for a day; we read it all.");
            return new Result(await feedback.Enter(memberId, command.StoreId, command.Kind, command.Score, text, takenByName: "", cancellationToken));
        }

        private sealed record Row(long FeedbackId, long StoreId, string Kind, int? Score, string Body);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long StoreId, string Kind, string Text, int? Score = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/page/feedback", (HttpRequest request, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(PageToken.Of(request), body.StoreId, body.Kind, body.Score, body.Text ?? ""), cancel))
            .AllowAnyone()
            .WithName(nameof(GiveFeedback)).WithSummary("Say as a member what one thinks of a store")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404).ProducesProblem(422);
    }
}
