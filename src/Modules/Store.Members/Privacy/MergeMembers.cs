using Store.Contracts.Members;
using Store.Members.Levels;
using Store.Members.Members;

namespace Store.Members.Privacy;

/// <summary>
/// Makes one file of two that are the same person's. Cards, accounts elsewhere, groups, tags, consents and what the first file lacks come from the second; other modules move what they keep. The
/// second file stays as a sign that leads to the first, and both histories stay readable.
/// </summary>
internal static class MergeMembers
{
    /// <param name="MemberId">The file that goes on.</param>
    /// <param name="OtherId">The file that ends.</param>
    /// <param name="Version">Of the first, as read.</param>
    /// <param name="OtherVersion">Of the second, as read.</param>
    internal sealed record Command(long MemberId, long OtherId, int Version, int OtherVersion) : ICommand<Result>;

    internal sealed record Result(long MemberId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.OtherId).NotEqual(command => command.MemberId).WithMessage("A file is not merged with itself.");
    }

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator, MergedLevels levels) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var members = (await db.Query<Row>("""
                SELECT MemberId, Number, Gender, BirthYear, Birthday, Language, ReferrerId, HomeStoreId
                FROM   members.Members
                WHERE  MemberId IN (@MemberId, @OtherId)
                """, new { command.MemberId, command.OtherId }, cancellationToken)).ToDictionary(row => row.MemberId);
            var into = members.GetValueOrDefault(command.MemberId) ?? throw new NotFound("member", command.MemberId);
            var from = members.GetValueOrDefault(command.OtherId) ?? throw new NotFound("member", command.OtherId);

            // In the order of their ids, so that two who merge the same files the other way round do not wait for each other.
            foreach (var (memberId, version) in new[] { (command.MemberId, command.Version), (command.OtherId, command.OtherVersion) }.OrderBy(one => one.Item1))
            {
                var taken = await db.Execute("""
                    UPDATE members.Members SET Version = Version + 1 WHERE MemberId = @memberId AND Version = @version AND State = 'Active'
                    """, new { memberId, version }, cancellationToken);
                if (taken == 0)
                    throw new Conflict("member.stale", $"Someone else has changed member {members[memberId].Number}; read it again.");
            }

            await Complete(into, from, cancellationToken);
            await levels.Merge(command.OtherId, command.MemberId, cancellationToken);
            await MoveContacts(command, cancellationToken);
            await Move(command, cancellationToken);
            await db.Execute("UPDATE members.Members SET MergedIntoId = @MemberId WHERE MergedIntoId = @OtherId", new { command.MemberId, command.OtherId }, cancellationToken);
            await db.Execute("UPDATE members.Members SET State = 'Merged', MergedIntoId = @MemberId WHERE MemberId = @OtherId", new { command.MemberId, command.OtherId }, cancellationToken);
            await mediator.Publish(new MembersMerged(command.OtherId, command.MemberId), cancellationToken);
            await audit.Add("members.merge", $"member {into.Number}", MemberRows.NoStore, new { Merged = from.Number }, new { into.Number }, cancellationToken);
            return new Result(command.MemberId, await db.Scalar<int>("SELECT Version FROM members.Members WHERE MemberId = @MemberId", command, cancellationToken));
        }

        /// <summary>What the first file does not say, the second does.</summary>
        private Task<int> Complete(Row into, Row from, CancellationToken cancellationToken) => db.Execute("""
            UPDATE members.Members
            SET    Gender = @Gender, BirthYear = @BirthYear, Birthday = @Birthday, Language = @Language, ReferrerId = @ReferrerId, HomeStoreId = @HomeStoreId
            WHERE  MemberId = @MemberId
            """, new
        {
            Gender = into.Gender.Length > 0 ? into.Gender : from.Gender, BirthYear = into.Birthday is null ? from.BirthYear : into.BirthYear,
            Birthday = into.Birthday ?? from.Birthday, Language = into.Language.Length > 0 ? into.Language : from.Language,
            ReferrerId = (into.ReferrerId ?? from.ReferrerId) is { } referrer && referrer != into.MemberId && referrer != from.MemberId ? referrer : (long?)null,
            HomeStoreId = into.HomeStoreId != MemberRows.NoStore ? into.HomeStoreId : from.HomeStoreId, into.MemberId,
        }, cancellationToken);

        /// <summary>What the first file lacks it gets; a second phone or address stays on the file that ends, which leads to the first, so that the person is found by either.</summary>
        private Task<int> MoveContacts(Command command, CancellationToken cancellationToken) => db.Execute("""
            UPDATE members.MemberContacts
            SET    MemberId = @MemberId
            WHERE  MemberId = @OtherId AND Kind NOT IN (SELECT own.Kind FROM members.MemberContacts own WHERE own.MemberId = @MemberId)
            """, command, cancellationToken);

        private async Task Move(Command command, CancellationToken cancellationToken)
        {
            var both = new { command.MemberId, command.OtherId };
            await db.Execute("UPDATE members.MemberCards SET MemberId = @MemberId WHERE MemberId = @OtherId", both, cancellationToken);
            await db.Execute("UPDATE members.MemberAccounts SET MemberId = @MemberId WHERE MemberId = @OtherId", both, cancellationToken);
            await db.Execute("UPDATE members.MemberConsents SET MemberId = @MemberId WHERE MemberId = @OtherId", both, cancellationToken);
            await db.Execute("UPDATE members.PageSessions SET MemberId = @MemberId WHERE MemberId = @OtherId", both, cancellationToken);
            await db.Execute("UPDATE members.Members SET ReferrerId = @MemberId WHERE ReferrerId = @OtherId", both, cancellationToken);
            await db.Execute("""
                INSERT INTO members.MemberTags (Tag, MemberId)
                SELECT Tag, @MemberId FROM members.MemberTags WHERE MemberId = @OtherId AND Tag NOT IN (SELECT Tag FROM members.MemberTags WHERE MemberId = @MemberId)
                """, both, cancellationToken);
            await db.Execute("DELETE FROM members.MemberTags WHERE MemberId = @OtherId", both, cancellationToken);
            await db.Execute("""
                INSERT INTO members.GroupMembers (MemberId, GroupId)
                SELECT @MemberId, GroupId FROM members.GroupMembers WHERE MemberId = @OtherId AND GroupId NOT IN (SELECT GroupId FROM members.GroupMembers WHERE MemberId = @MemberId)
                """, both, cancellationToken);
            await db.Execute("DELETE FROM members.GroupMembers WHERE MemberId = @OtherId", both, cancellationToken);
        }

        private sealed record Row(
            long MemberId, string Number, string Gender, int? BirthYear, int? Birthday, string Language, long? ReferrerId, long HomeStoreId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long OtherId, int Version, int OtherVersion);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/merge", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.OtherId, body.Version, body.OtherVersion), cancel))
            .RequirePermission("members.merge")
            .WithName(nameof(MergeMembers)).WithSummary("Make one member of two files")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
