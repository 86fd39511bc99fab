using Store.Contracts.Loyalty;
using Store.Contracts.Members;
using Store.Members.Contacts;
using Store.Members.Members;

namespace Store.Members.Privacy;

/// <summary>
/// Forgets a person who asks for it: name, contact and everything they told are gone. Number and sales stay, so that the books do. What they have with the chain is given up with the
/// file, and only where the request says that they know it.
/// </summary>
internal static class EraseMember
{
    /// <param name="MemberId">The member.</param>
    /// <param name="Version">As read.</param>
    /// <param name="GivesUp">The member gives up what they have: points, stored value, visits and days of memberships.</param>
    internal sealed record Command(long MemberId, int Version, bool GivesUp) : ICommand<Done>;

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator, ContactBook contacts) : IRequestHandler<Command, Done>
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

            // Only now that no ticket can give them more.
            var holdings = await mediator.Send(new GetHoldings([.. files]), cancellationToken);
            if (!command.GivesUp && holdings.Any(one => one with { Points = Math.Max(0, one.Points) } != new Holdings(one.MemberId, 0, Money.Zero, Money.Zero, Money.Zero, 0, Money.Zero)))
                throw Has(number, holdings);
            await db.Execute("""
                UPDATE members.Members
                SET    Name = '', State = 'Erased', LevelId = NULL, Gender = '', BirthYear = NULL, Birthday = NULL, Language = '', ReferrerId = NULL, Notes = '', Preferences = ''
                WHERE  MemberId IN @files
                """, new { files }, cancellationToken);
            var phones = (await contacts.Of([.. files], cancellationToken)).Values.Select(contact => contact.Phone).OfType<string>().ToList();
            await db.Execute("DELETE FROM members.MemberContacts WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.MemberCards WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.MemberAccounts WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.MemberTags WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.MemberConsents WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.GroupMembers WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.PageSessions WHERE MemberId IN @files", new { files }, cancellationToken);
            await db.Execute("DELETE FROM members.PageInvitations WHERE MemberId IN @files", new { files }, cancellationToken);
            await mediator.Publish(new MemberErased(files) { Phones = phones }, cancellationToken);
            await audit.Add("members.erase", $"member {number}", MemberRows.NoStore, old: null, now: holdings.Count == 0 ? null : new { GivenUp = Figures(holdings) }, cancellationToken);
            return Done.It;
        }

        private static RuleBroken Has(string number, IReadOnlyList<Holdings> holdings) =>
            new("member.holds", $"Member {number} has something with the chain that would be given up.", Figures(holdings));

        private static Dictionary<string, object?> Figures(IReadOnlyList<Holdings> holdings) => new(StringComparer.Ordinal)
        {
            ["points"] = holdings.Sum(one => one.Points), ["principal"] = Money.Sum(holdings.Select(one => one.Principal)).ToDecimal(),
            ["bonus"] = Money.Sum(holdings.Select(one => one.Bonus)).ToDecimal(), ["bonusToCome"] = Money.Sum(holdings.Select(one => one.BonusToCome)).ToDecimal(),
            ["visits"] = holdings.Sum(one => one.Visits), ["onMemberships"] = Money.Sum(holdings.Select(one => one.OnMemberships)).ToDecimal(),
        };
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(int Version, bool GivesUp = false);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/erase", (long memberId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(memberId, body.Version, body.GivesUp), cancel))
            .RequirePermission("members.erase")
            .WithName(nameof(EraseMember)).WithSummary("Forget a person, and keep the books")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
