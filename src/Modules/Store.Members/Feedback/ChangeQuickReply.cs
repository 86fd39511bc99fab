using System.Data.Common;

namespace Store.Members.Feedback;

/// <summary>Changes a prepared answer. What has been sent of it stays as it was sent.</summary>
internal static class ChangeQuickReply
{
    internal sealed record Command(long ReplyId, ReplyFields Reply, int Version) : ICommand<Result>;

    internal sealed record Result(long ReplyId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reply).NotNull().SetValidator(new ReplyRules.Validator());
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Title, Body, Keywords, AnswersBySelf FROM members.QuickReplies WHERE ReplyId = @ReplyId", new { command.ReplyId }, cancellationToken)
                ?? throw new NotFound("reply", command.ReplyId);
            var now = new Old(command.Reply.Title.Trim(), command.Reply.Body.Trim(), ReplyRules.Kept(command.Reply.Keywords), command.Reply.AnswersBySelf);
            int updated;
            try
            {
                updated = await db.Execute("""
                    UPDATE members.QuickReplies
                    SET    Title = @Title, Body = @Body, Keywords = @Keywords, AnswersBySelf = @AnswersBySelf, Version = Version + 1
                    WHERE  ReplyId = @ReplyId AND Version = @Version
                    """, new { now.Title, now.Body, now.Keywords, now.AnswersBySelf, command.ReplyId, command.Version }, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("reply.taken", $"There is a prepared answer {now.Title} already.");
            }

            if (updated == 0)
                throw new Conflict("reply.stale", $"Someone else has changed the prepared answer {old.Title}; read it again.");
            await audit.Add(ReplyRules.Permission, $"prepared answer {old.Title}", ReplyRules.WholeChain, old, now, cancellationToken);
            return new Result(command.ReplyId, command.Version + 1);
        }

        private sealed record Old(string Title, string Body, string Keywords, bool AnswersBySelf);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(ReplyFields Reply, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/quick-replies/{replyId:long}", (long replyId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(replyId, body.Reply, body.Version), cancel))
            .RequirePermission(ReplyRules.Permission)
            .WithName(nameof(ChangeQuickReply)).WithSummary("Change a prepared answer")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
