using Store.Members.Members;

namespace Store.Members.ContactLog;

/// <summary>Writes down what was said with a member, and when to come back to it.</summary>
internal static class WriteNote
{
    /// <param name="MemberId">The member.</param>
    /// <param name="Channel">Visit, Phone, Message, Email or Other.</param>
    /// <param name="Body">What was said.</param>
    /// <param name="RemindOn">When whoever writes it wants to be reminded; null: not at all.</param>
    internal sealed record Command(long MemberId, string Channel, string Body, DateOnly? RemindOn) : ICommand<Result>, IPersonal
    {
        public override string ToString() => nameof(WriteNote);
    }

    internal sealed record Result(long NoteId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly string[] Channels = ["Visit", "Phone", "Message", "Email", "Other"];

        public Validator()
        {
            RuleFor(command => command.Channel).Must(channel => Channels.Contains(channel, StringComparer.Ordinal)).WithMessage($"A channel is one of {string.Join(", ", Channels)}.");
            RuleFor(command => command.Body).NotEmpty().MaximumLength(1000);
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await db.RequireActive(command.MemberId, cancellationToken);
            var noteId = ids.Next();
            await db.Execute("""
                INSERT INTO members.ContactNotes (NoteId, MemberId, Channel, Body, WrittenAt, WrittenBy, WrittenByName, RemindOn, RemindUserId)
                VALUES (@noteId, @MemberId, @Channel, @Body, @WrittenAt, @UserId, @Name, @RemindOn, @RemindUserId)
                """, new
            {
                noteId, command.MemberId, command.Channel, Body = command.Body.Trim(), WrittenAt = clock.UtcNow(), caller.UserId, caller.Name, command.RemindOn,
                RemindUserId = command.RemindOn is null ? (long?)null : caller.UserId,
            }, cancellationToken);
            return new Result(noteId);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Channel, string Text, DateOnly? RemindOn = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/notes", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.Channel, body.Text, body.RemindOn), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(WriteNote)).WithSummary("Write down what was said with a member")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
