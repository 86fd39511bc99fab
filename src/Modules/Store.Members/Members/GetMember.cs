using Store.Members.Consents;
using Store.Members.Contacts;
using Store.Members.Levels;

namespace Store.Members.Members;

/// <summary>One member. Members are the whole chain's: they buy in any store.</summary>
internal static class GetMember
{
    internal sealed record Query(long MemberId) : IQuery<Result>, IPersonal;

    /// <param name="MemberId">The member.</param>
    /// <param name="Number">What stands on the card.</param>
    /// <param name="Name">What to call them.</param>
    /// <param name="HomeStoreId">The store that won them; null: none in particular.</param>
    /// <param name="CreatedAt">Since when they are a member, UTC.</param>
    /// <param name="LevelId">Their level; null without one.</param>
    /// <param name="GroupIds">Their groups; those hidden from cashiers only for whoever manages them.</param>
    /// <param name="Version">To be sent back with a change.</param>
    /// <param name="State">Active, Merged or Erased.</param>
    /// <param name="MergedIntoId">The file that goes on in place of a merged one.</param>
    /// <param name="Phone">Masked.</param>
    /// <param name="Email">Masked.</param>
    /// <param name="FurtherContacts">Phones and addresses of files that were merged into this one, masked: they lead to it too.</param>
    /// <param name="Profile">What they have told.</param>
    /// <param name="ReferrerName">Who brought them.</param>
    /// <param name="Cards">Their cards, with those that are used no more.</param>
    /// <param name="Consents">What they last said about messages, by channel.</param>
    /// <param name="LevelHeldUntil">The last day on which the level stays whatever they buy; null: until a sale or a review says otherwise.</param>
    /// <param name="Satisfaction">How content they are with the caller's stores.</param>
    internal sealed record Result(
        long MemberId, string Number, string Name, long? HomeStoreId, DateTime CreatedAt, long? LevelId, IReadOnlyList<long> GroupIds, int Version, string State, long? MergedIntoId,
        string? Phone, string? Email, IReadOnlyList<string> FurtherContacts, MemberProfile Profile, string? ReferrerName, IReadOnlyList<Card> Cards, IReadOnlyList<Consent> Consents,
        DateOnly? LevelHeldUntil, Satisfaction Satisfaction);

    /// <param name="Code">What stands on it.</param>
    /// <param name="Batch">The batch it was printed in; empty for none.</param>
    /// <param name="State">Active, Blocked or Replaced.</param>
    /// <param name="IssuedAt">UTC.</param>
    internal sealed record Card(string Code, string Batch, string State, DateTime IssuedAt);

    /// <param name="Channel">Over what.</param>
    /// <param name="Given">Allowed or not.</param>
    /// <param name="SaidAt">UTC.</param>
    internal sealed record Consent(string Channel, bool Given, DateTime SaidAt);

    /// <param name="Scores">How many scores they have given.</param>
    /// <param name="Average">Their average, to a hundredth; null without one.</param>
    /// <param name="Open">How much of what they said waits for an answer.</param>
    internal sealed record Satisfaction(long Scores, decimal? Average, long Open);

    internal sealed class Handler(Db db, Caller caller, ContactBook contacts, ConsentBook consents) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var member = await db.Find<Row>("""
                SELECT m.MemberId, m.Number, m.Name, m.HomeStoreId, m.CreatedAt, m.LevelId, m.Version, m.State, m.MergedIntoId, m.Gender, m.BirthYear, m.Birthday, m.Language,
                       m.ReferrerId, m.Notes, m.Preferences, r.Name AS ReferrerName, m.LevelHeldUntil
                FROM   members.Members m
                LEFT JOIN members.Members r ON r.MemberId = m.ReferrerId
                WHERE  m.MemberId = @MemberId
                """, query, cancellationToken) ?? throw new NotFound("member", query.MemberId);
            var groups = await db.Query<long>("""
                SELECT g.GroupId
                FROM   members.GroupMembers g
                JOIN   members.CustomerGroups c ON c.GroupId = g.GroupId
                WHERE  g.MemberId = @MemberId AND (c.HiddenFromCashiers = 0 OR @All = 1)
                ORDER BY c.Name
                """, new { query.MemberId, All = caller.May(LevelRules.Permission) }, cancellationToken);
            var tags = await db.Query<string>("SELECT Tag FROM members.MemberTags WHERE MemberId = @MemberId ORDER BY Tag", query, cancellationToken);
            var cards = await db.Query<Card>("SELECT Code, Batch, State, IssuedAt FROM members.MemberCards WHERE MemberId = @MemberId ORDER BY IssuedAt, Code", query, cancellationToken);
            var said = await consents.Last(query.MemberId, cancellationToken);
            var scored = (await db.Find<Scored>("""
                SELECT COUNT(Score) AS Scores, COALESCE(SUM(Score), 0) AS Total, COALESCE(SUM(CASE WHEN State IN ('Open', 'InHand') THEN 1 ELSE 0 END), 0) AS Waiting
                FROM   members.Feedback
                WHERE  MemberId = @MemberId AND StoreId IN @Stores
                """, query, cancellationToken))!;
            var contact = (await contacts.Of([query.MemberId], cancellationToken)).GetValueOrDefault(query.MemberId, Contact.None);
            var further = await contacts.FurtherOf(query.MemberId, cancellationToken);
            return new Result(
                member.MemberId, member.Number, member.Name, member.HomeStoreId == MemberRows.NoStore ? null : member.HomeStoreId, member.CreatedAt, member.LevelId, groups, member.Version,
                member.State, member.MergedIntoId, contact.MaskedPhone, contact.MaskedEmail,
                [.. further.SelectMany(one => new[] { one.MaskedPhone, one.MaskedEmail }).OfType<string>()], member.Profile(tags), member.ReferrerName, cards,
                [.. said.Select(consent => new Consent(consent.Channel, consent.Given, consent.SaidAt))], member.LevelHeldUntil,
                new Satisfaction(scored.Scores, scored.Scores == 0 ? null : Math.Round((decimal)scored.Total / scored.Scores, 2), scored.Waiting));
        }

        private sealed record Scored(long Scores, long Total, long Waiting);

        private sealed record Row(
            long MemberId, string Number, string Name, long HomeStoreId, DateTime CreatedAt, long? LevelId, int Version, string State, long? MergedIntoId, string Gender, int? BirthYear,
            int? Birthday, string Language, long? ReferrerId, string Notes, string Preferences, string? ReferrerName, DateOnly? LevelHeldUntil)
        {
            public MemberProfile Profile(IReadOnlyList<string> tags) => new(Gender, BirthYear, Birthday / 100, Birthday % 100, Language, ReferrerId, Notes, Preferences, tags);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}", (long memberId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(memberId), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(GetMember)).WithSummary("One member")
            .ProducesProblem(404);
    }
}
