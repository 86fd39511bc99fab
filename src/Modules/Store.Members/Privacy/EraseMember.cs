using Store.Contracts.Members;
using Store.Members.Members;

namespace Store.Members.Privacy;

/// <summary>Forgets a person who asks for it: name, contact and everything they told are gone. Number and sales stay, so that the books do.</summary>
internal static class EraseMember
{
    /// <param name="MemberId">The member.</param>
    /// <param name="Version">As read.</param>
    internal sealed record Command(long MemberId, int Version) : ICommand<Done>;

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var number = await db.Find<string>("SELECT Number FROM members.Members WHERE MemberId = @MemberId", new { command.MemberId }, cancellationToken)
                ?? throw new NotFound("member", command.MemberId);
            var files = await db.FilesOf(command.MemberId, cancellationToken);
            var erased = await db.Execute("""
                UPDATE members.Members SET State = 'Erased', Version = Version + 1 WHERE MemberId = @MemberId AND Version = @Version AND State = 'Active'
                """, new { command.MemberId, command.Version }, cancellationToken);
            if (erased == 0)
                throw new Conflict("member.stale", $"Someone else has changed member {number}; read it again.");
            await db.Execute("""
                UPDATE members.Members
                SET    Name = '', State = 'Erased', LevelId = NULL, Gender = '', BirthYear = NULL, Birthday = NULL, Language = '', ReferrerId = NULL, Notes = '', Preferences = ''
                WHERE  MemberId IN @files
                """, new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.MemberContacts WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.MemberCards WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.MemberTags WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.MemberConsents WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.GroupMembers WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.PageSessions WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.PageInvitations WHERE MemberId IN @files", new { files }, cancellationToken);
            await mediator.Publish(new MemberErased(files), cancellationToken);
            await audit.Add("members.erase", $"member {number}", MemberRows.NoStore, old: null, now: null, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/erase", (long memberId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(memberId, body.Version), cancel))
            .RequirePermission("members.erase")
            .WithName(nameof(EraseMember)).WithSummary("Forget a person, and keep the books")
            .ProducesProblem(404).ProducesProblem(409);
    }
}
