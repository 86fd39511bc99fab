using Store.Members.Members;

namespace Store.Members.Contacts;

/// <summary>Gives a member another phone or e-mail address, or takes it away.</summary>
internal static class ChangeMemberContact
{
    /// <param name="MemberId">The member.</param>
    /// <param name="Phone">Null: none.</param>
    /// <param name="Email">Null: none.</param>
    /// <param name="Version">As read.</param>
    internal sealed record Command(long MemberId, string? Phone, string? Email, int Version) : ICommand<Result>, IPersonal
    {
        public override string ToString() => $"{nameof(ChangeMemberContact)} {MemberId}";
    }

    internal sealed record Result(long MemberId, string? Phone, string? Email, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Phone).IsPhoneOrEmpty();
            RuleFor(command => command.Email).IsEmailOrEmpty();
        }
    }

    internal sealed class Handler(Db db, AuditLog audit, ContactBook contacts) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var number = await db.Find<string>("SELECT Number FROM members.Members WHERE MemberId = @MemberId", new { command.MemberId }, cancellationToken)
                ?? throw new NotFound("member", command.MemberId);
            var updated = await db.Execute("""
                UPDATE members.Members SET Version = Version + 1 WHERE MemberId = @MemberId AND Version = @Version AND State = 'Active'
                """, new { command.MemberId, command.Version }, cancellationToken);
            if (updated == 0)
                throw new Conflict("member.stale", $"Someone else has changed member {number}; read it again.");
            var contact = ContactRules.ContactOf(command.Phone, command.Email);
            await contacts.Put(command.MemberId, contact, cancellationToken);
            await audit.Add("members.change-contact", $"member {number}", MemberRows.NoStore, old: null, now: null, cancellationToken);
            return new Result(command.MemberId, contact.MaskedPhone, contact.MaskedEmail, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string? Phone, string? Email, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/members/{memberId:long}/contact", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.Phone, body.Email, body.Version), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(ChangeMemberContact)).WithSummary("Change a member's phone and e-mail address")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
