using Store.Contracts.Members;
using Store.Members.Feedback;

namespace Store.Members.Page;

/// <summary>Marks what a store wrote to a member as read up to a message.</summary>
internal static class ReadMyMessages
{
    internal sealed record Command(string? Token, long FeedbackId, int UpTo) : ICommand<Done>, IPersonal
    {
        public override string ToString() => nameof(ReadMyMessages);
    }

    internal sealed class Handler(PageVisitor visitor, FeedbackBook feedback) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await feedback.Take(command.FeedbackId, await visitor.Require(command.Token, cancellationToken), cancellationToken);
            await feedback.MarkRead(command.FeedbackId, command.UpTo, byStaff: false, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(int UpTo);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/page/feedback/{feedbackId:long}/read", (HttpRequest request, long feedbackId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(PageToken.Of(request), feedbackId, body.UpTo), cancel))
            .AllowAnyone()
            .WithName(nameof(ReadMyMessages)).WithSummary("Mark what a store wrote to a member as read")
            .ProducesProblem(401).ProducesProblem(404);
    }
}
