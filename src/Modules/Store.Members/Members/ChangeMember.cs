using Store.Contracts.Members;

namespace Store.Members.Members;

/// <summary>Changes what is kept of a member, except phone, e-mail, level and groups.</summary>
internal static class ChangeMember
{
    /// <param name="MemberId">The member.</param>
    /// <param name="Name">What to call them.</param>
    /// <param name="HomeStoreId">The store that looks after them; null: none in particular.</param>
    /// <param name="Profile">What they have told.</param>
    /// <param name="Version">As read.</param>
    internal sealed record Command(long MemberId, string Name, long? HomeStoreId, MemberProfile Profile, int Version) : ICommand<Result>, IPersonal
    {
        public override string ToString() => $"{nameof(ChangeMember)} {MemberId}";
    }

    internal sealed record Result(long MemberId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(command => command.Name).Must(name => MemberFields.FaultOfName(name) is null).WithMessage((_, name) => MemberFields.FaultOfName(name));
            RuleFor(command => command.Profile).NotNull().SetValidator(new MemberProfileValidator(clock));
            RuleFor(command => command.Profile).Must((command, profile) => profile?.ReferrerId != command.MemberId).WithMessage("Nobody brings themselves.");
        }
    }

    internal sealed class Handler(Db db, AuditLog audit, Caller caller, IMediator mediator) : IRequestHandler<Command, Result>
    {
        private const string Permission = "members.manage";

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Number, HomeStoreId, State, ReferrerId FROM members.Members WHERE MemberId = @MemberId", new { command.MemberId }, cancellationToken)
                ?? throw new NotFound("member", command.MemberId);
            if (old.State != MemberStates.Active)
                throw new RuleBroken("member.closed", $"The file of member {old.Number} is closed.");
            var home = command.HomeStoreId ?? MemberRows.NoStore;
            if (home != old.HomeStoreId && home != MemberRows.NoStore && !caller.MayIn(home, Permission))
                throw new Forbidden("store.forbidden", "You may not do this in this store.");
            if (command.Profile.ReferrerId != old.ReferrerId)
                await db.RequireReferrer(command.Profile.ReferrerId, cancellationToken);

            var profile = command.Profile;
            var updated = await db.Execute("""
                UPDATE members.Members
                SET    Name = @Name, HomeStoreId = @home, Gender = @Gender, BirthYear = @BirthYear, Birthday = @Birthday, Language = @Language, ReferrerId = @ReferrerId,
                       Notes = @Notes, Preferences = @Preferences, Version = Version + 1
                WHERE  MemberId = @MemberId AND Version = @Version
                """, new
            {
                Name = command.Name.Trim(), home, Gender = profile.Gender ?? "", profile.BirthYear, Birthday = profile.MonthAndDay(), Language = profile.Language ?? "", profile.ReferrerId,
                Notes = profile.Notes ?? "", Preferences = profile.Preferences ?? "", command.MemberId, command.Version,
            }, cancellationToken);
            if (updated == 0)
                throw new Conflict("member.stale", $"Someone else has changed member {old.Number}; read it again.");
            await db.Execute("DELETE FROM members.MemberTags WHERE MemberId = @MemberId", new { command.MemberId }, cancellationToken);
            await db.Insert(
                "INSERT INTO members.MemberTags (Tag, MemberId) VALUES (@Tag, @MemberId)", profile.NormalTags().Select(tag => new { Tag = tag, command.MemberId }).ToList(), cancellationToken);

            // What a person is like is theirs; the audit log learns that someone wrote it, not what.
            await audit.Add(Permission, $"member {old.Number}", home, new { old.HomeStoreId }, new { HomeStoreId = home }, cancellationToken);
            if (profile.ReferrerId is { } brought && brought != old.ReferrerId)
                await mediator.Publish(new MemberReferred(command.MemberId, brought, home), cancellationToken);
            return new Result(command.MemberId, command.Version + 1);
        }

        private sealed record Old(string Number, long HomeStoreId, string State, long? ReferrerId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, long? HomeStoreId, MemberProfile Profile, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/members/{memberId:long}", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.Name, body.HomeStoreId, body.Profile, body.Version), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(ChangeMember)).WithSummary("Change what is kept of a member")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
