using Store.Members.Members;

namespace Store.Members.Consents;

/// <summary>Writes down that a member allows messages over a channel, or no longer does. Each word stays on record; the last one counts.</summary>
internal static class RecordConsent
{
    /// <param name="MemberId">The member.</param>
    /// <param name="Channel">Sms, Email, Phone, App or Post.</param>
    /// <param name="Given">Whether they allow it.</param>
    /// <param name="Source">Where they said so, such as <c>till</c> or a form's name.</param>
    internal sealed record Command(long MemberId, string Channel, bool Given, string Source) : ICommand<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public static readonly string[] Channels = ["Sms", "Email", "Phone", "App", "Post"];

        public Validator()
        {
            RuleFor(command => command.Channel).Must(channel => Channels.Contains(channel, StringComparer.Ordinal)).WithMessage($"A channel is one of {string.Join(", ", Channels)}.");
            RuleFor(command => command.Source).NotEmpty().MaximumLength(40);
        }
    }

    internal sealed class Handler(Db db, ConsentBook consents) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await db.RequireActive(command.MemberId, cancellationToken);
            await consents.Enter(command.MemberId, [(command.Channel, command.Given)], command.Source, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Channel, bool Given, string Source);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/consents", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.Channel, body.Given, body.Source), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(RecordConsent)).WithSummary("Write down a member's consent to messages, or its end")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
