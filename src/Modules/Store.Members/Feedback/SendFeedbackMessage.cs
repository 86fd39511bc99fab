namespace Store.Members.Feedback;

/// <summary>Writes to a customer. Any number of the staff may, at once too; a retry with the same <c>messageUuid</c> is one message.</summary>
internal static class SendFeedbackMessage
{
    /// <param name="FeedbackId">The conversation.</param>
    /// <param name="MessageUuid">Made by whoever sends it.</param>
    /// <param name="Text">What is written.</param>
    internal sealed record Command(long FeedbackId, Guid MessageUuid, string Text) : ICommand<SentMessage>, IPersonal
    {
        public override string ToString() => nameof(SendFeedbackMessage);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.MessageUuid).NotEmpty();
            RuleFor(command => command.Text).NotEmpty().MaximumLength(FeedbackMessage.LengthAtMost);
        }
    }

    internal sealed class Handler(FeedbackBook feedback) : IRequestHandler<Command, SentMessage>
    {
        public async Task<SentMessage> Handle(Command command, CancellationToken cancellationToken)
        {
            await feedback.Take(command.FeedbackId, memberId: null, cancellationToken);
            return await feedback.FromStaff(command.FeedbackId, command.MessageUuid, command.Text, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid MessageUuid, string Text);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/feedback/{feedbackId:long}/messages", (long feedbackId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(feedbackId, body.MessageUuid, body.Text ?? ""), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(SendFeedbackMessage)).WithSummary("Write to a customer about what they said")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
