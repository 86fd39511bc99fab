namespace Store.Members.Feedback;

/// <summary>Marks what a customer wrote as read up to a message, for all of the staff.</summary>
internal static class ReadFeedback
{
    /// <param name="FeedbackId">The conversation.</param>
    /// <param name="UpTo">The last message that was seen; 0: none but the first words.</param>
    internal sealed record Command(long FeedbackId, int UpTo) : ICommand<Done>;

    internal sealed class Handler(FeedbackBook feedback) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await feedback.Take(command.FeedbackId, memberId: null, cancellationToken);
            await feedback.MarkRead(command.FeedbackId, command.UpTo, byStaff: true, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(int UpTo);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/feedback/{feedbackId:long}/read", (long feedbackId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(feedbackId, body.UpTo), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(ReadFeedback)).WithSummary("Mark what a customer wrote as read")
            .ProducesProblem(404);
    }
}
