using System.Data.Common;

namespace Store.Members.Feedback;

/// <summary>Prepares an answer that staff send by one click, or that answers by itself.</summary>
internal static class CreateQuickReply
{
    internal sealed record Command(ReplyFields Reply) : ICommand<Result>;

    internal sealed record Result(long ReplyId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reply).NotNull().SetValidator(new ReplyRules.Validator());
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        private const int RepliesAtMost = 200;

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Scalar<long>("SELECT COUNT(*) FROM members.QuickReplies", null, cancellationToken) >= RepliesAtMost)
                throw new RuleBroken("reply.enough", $"There are {RepliesAtMost} prepared answers already.");
            var reply = new
            {
                ReplyId = ids.Next(), Title = command.Reply.Title.Trim(), Body = command.Reply.Body.Trim(), Keywords = ReplyRules.Kept(command.Reply.Keywords), command.Reply.AnswersBySelf,
            };
            try
            {
                await db.Execute("""
                    INSERT INTO members.QuickReplies (ReplyId, Title, Body, Keywords, AnswersBySelf, Version) VALUES (@ReplyId, @Title, @Body, @Keywords, @AnswersBySelf, 1)
                    """, reply, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("reply.taken", $"There is a prepared answer {reply.Title} already.");
            }

            await audit.Add(ReplyRules.Permission, $"prepared answer {reply.Title}", ReplyRules.WholeChain, old: null, now: reply, cancellationToken);
            return new Result(reply.ReplyId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/quick-replies", (ReplyFields body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(body), cancel))
            .RequirePermission(ReplyRules.Permission)
            .WithName(nameof(CreateQuickReply)).WithSummary("Prepare an answer")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);
    }
}
