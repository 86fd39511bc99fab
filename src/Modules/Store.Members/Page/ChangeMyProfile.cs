using Store.Contracts.Members;
using Store.Members.Consents;
using Store.Members.Members;

namespace Store.Members.Page;

/// <summary>A member changes their own name, birthday, language and what they may be written over. The birthday can be told once: gifts hang on it.</summary>
internal static class ChangeMyProfile
{
    internal sealed record Command(string? Token, string Name, string? Language, int? BirthMonth, int? BirthDay, IReadOnlyList<string> Channels) : ICommand<Done>, IPersonal
    {
        public override string ToString() => nameof(ChangeMyProfile);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(command => command.Name).Must(name => MemberFields.FaultOfName(name) is null).WithMessage((_, name) => MemberFields.FaultOfName(name));
            RuleFor(command => new MemberProfile(null, null, command.BirthMonth, command.BirthDay, command.Language, null, null, null, null)).SetValidator(new MemberProfileValidator(clock))
                .OverridePropertyName("Profile");
            RuleFor(command => command.Channels).NotNull().Must(channels => channels is null || channels.All(channel => RecordConsent.Validator.Channels.Contains(channel, StringComparer.Ordinal)))
                .WithMessage($"A channel is one of {string.Join(", ", RecordConsent.Validator.Channels)}.");
        }
    }

    internal sealed class Handler(Db db, PageVisitor visitor, ConsentBook consents) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var memberId = await visitor.Require(command.Token, cancellationToken);
            await db.Execute("""
                UPDATE members.Members
                SET    Name = @Name, Language = @Language, Birthday = COALESCE(Birthday, @Birthday), Version = Version + 1
                WHERE  MemberId = @memberId
                """, new { Name = command.Name.Trim(), Language = command.Language ?? "", Birthday = (command.BirthMonth * 100) + command.BirthDay, memberId }, cancellationToken);

            var given = (await consents.Last(memberId, cancellationToken)).Where(consent => consent.Given).Select(consent => consent.Channel).ToHashSet(StringComparer.Ordinal);
            var wished = command.Channels.ToHashSet(StringComparer.Ordinal);
            await consents.Enter(
                memberId, RecordConsent.Validator.Channels.Where(channel => wished.Contains(channel) != given.Contains(channel)).Select(channel => (channel, wished.Contains(channel))), "page",
                cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, string? Language, int? BirthMonth, int? BirthDay, IReadOnlyList<string> Channels);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/page/profile", (HttpRequest request, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(PageToken.Of(request), body.Name, body.Language, body.BirthMonth, body.BirthDay, body.Channels), cancel))
            .AllowAnyone()
            .WithName(nameof(ChangeMyProfile)).WithSummary("Change a member's own file")
            .ProducesValidationProblem().ProducesProblem(401);
    }
}
