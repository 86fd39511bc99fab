using Store.Contracts.Members;
using Store.Members.Feedback;

namespace Store.Members.Page;

/// <summary>A member goes on with what they said to a store. A retry with the same <c>messageUuid</c> is one message.</summary>
internal static class WriteMyMessage
{
    /// <param name="Token">Of the phone's session.</param>
    /// <param name="FeedbackId">Their conversation.</param>
    /// <param name="MessageUuid">Made by the phone.</param>
    /// <param name="Text">What they write.</param>
    internal sealed record Command(string? Token, long FeedbackId, Guid MessageUuid, string Text) : ICommand<SentMessage>, IPersonal
    {
        public override string ToString() => nameof(WriteMyMessage);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.MessageUuid).NotEmpty();
            RuleFor(command => command.Text).NotEmpty().MaximumLength(FeedbackMessage.LengthAtMost);
        }
    }

    internal sealed class Handler(Db db, PageVisitor visitor, FeedbackBook feedback, TimeProvider clock) : IRequestHandler<Command, SentMessage>
    {
        private const int MessagesAtMost = 20;
        private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

        public async Task<SentMessage> Handle(Command command, CancellationToken cancellationToken)
        {
            var memberId = await visitor.Require(command.Token, cancellationToken);
            await feedback.Take(command.FeedbackId, memberId, cancellationToken);

            // What is sent again counts as nothing, so that the last one that was let through can be repeated.
            var lately = await db.Scalar<long>("""
                SELECT COUNT(*)
                FROM   members.Feedback f
                JOIN   members.FeedbackMessages m ON m.FeedbackId = f.FeedbackId
                WHERE  f.MemberId = @memberId AND m.Author = 'Member' AND m.SentAt > @Since AND m.MessageUuid <> @MessageUuid
                """, new { memberId, Since = clock.UtcNow() - Window, command.MessageUuid }, cancellationToken);
            if (lately >= MessagesAtMost)
                throw new RuleBroken("feedback.too_fast", "That is a good deal at once; go on in a few minutes.");
            return await feedback.FromMember(command.FeedbackId, command.MessageUuid, command.Text, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid MessageUuid, string Text);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/page/feedback/{feedbackId:long}/messages", (HttpRequest request, long feedbackId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(PageToken.Of(request), feedbackId, body.MessageUuid, body.Text ?? ""), cancel))
            .AllowAnyone()
            .WithName(nameof(WriteMyMessage)).WithSummary("Go on as a member with what one said to a store")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404).ProducesProblem(422);
    }
}
