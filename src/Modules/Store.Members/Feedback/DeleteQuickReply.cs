namespace Store.Members.Feedback;

/// <summary>Throws a prepared answer away. What has been sent of it stays.</summary>
internal static class DeleteQuickReply
{
    internal sealed record Command(long ReplyId) : ICommand<Done>;

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var title = await db.Find<string>("SELECT Title FROM members.QuickReplies WHERE ReplyId = @ReplyId", command, cancellationToken) ?? throw new NotFound("reply", command.ReplyId);
            await db.Execute("DELETE FROM members.QuickReplies WHERE ReplyId = @ReplyId", command, cancellationToken);
            await audit.Add(ReplyRules.Permission, $"prepared answer {title}", ReplyRules.WholeChain, old: new { Title = title }, now: null, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/quick-replies/{replyId:long}", (long replyId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(replyId), cancel))
            .RequirePermission(ReplyRules.Permission)
            .WithName(nameof(DeleteQuickReply)).WithSummary("Delete a prepared answer")
            .ProducesProblem(404);
    }
}
