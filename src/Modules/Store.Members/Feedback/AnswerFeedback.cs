namespace Store.Members.Feedback;

/// <summary>Takes feedback in hand, answers it or closes it. An answer becomes a message to the member; what is written otherwise is a note that staff alone see.</summary>
internal static class AnswerFeedback
{
    internal sealed record Command(long FeedbackId, string State, string Answer, int Version) : ICommand<Result>, IPersonal
    {
        public override string ToString() => nameof(AnswerFeedback);
    }

    internal sealed record Result(long FeedbackId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.State).Must(state => state is FeedbackRules.InHand or FeedbackRules.Answered or FeedbackRules.Closed)
                .WithMessage($"Feedback becomes {FeedbackRules.InHand}, {FeedbackRules.Answered} or {FeedbackRules.Closed}.");
            RuleFor(command => command.Answer).NotNull().MaximumLength(1000);
            RuleFor(command => command.Answer).NotEmpty().When(command => command.State == FeedbackRules.Answered);
        }
    }

    internal sealed class Handler(Db db, FeedbackBook feedback, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT StoreId, State FROM members.Feedback WHERE FeedbackId = @FeedbackId AND StoreId IN @Stores", new { command.FeedbackId }, cancellationToken)
                ?? throw new NotFound("feedback", command.FeedbackId);
            if (!FeedbackRules.MayMove(old.State, command.State))
                throw new RuleBroken("feedback.state", $"Feedback that is {old.State} does not become {command.State}.");
            var change = new { command.FeedbackId, command.State, Answer = command.Answer.Trim(), now = clock.UtcNow(), caller.Name, command.Version };
            var updated = await db.Execute("""
                UPDATE members.Feedback SET State = @State, Answer = @Answer, AnsweredAt = @now, AnsweredByName = @Name, StaffUnread = 0, Version = Version + 1
                WHERE  FeedbackId = @FeedbackId AND Version = @Version
                """, change, cancellationToken);
            if (updated == 0)
                throw new Conflict("feedback.stale", "Someone else has seen to this; read it again.");

            // An answer that is sent along once more with the state is no further message.
            if (command.State == FeedbackRules.Answered && !await db.StaffHaveSent(command.FeedbackId, change.Answer, cancellationToken))
                await feedback.FromStaff(command.FeedbackId, messageUuid: null, change.Answer, cancellationToken);
            return new Result(command.FeedbackId, command.Version + 1);
        }

        private sealed record Old(long StoreId, string State);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string State, string Answer, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/feedback/{feedbackId:long}", (long feedbackId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(feedbackId, body.State, body.Answer ?? "", body.Version), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(AnswerFeedback)).WithSummary("Take feedback in hand, answer it or close it")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
