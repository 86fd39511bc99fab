using Store.Contracts.Loyalty;
using Store.Members.Contacts;

namespace Store.Members.Members;

/// <summary>
/// The chain's members in the order of their numbers: all, or those whose number or name begins with a text, or who have it as a tag or card. By phone and e-mail they are found through
/// <see cref="SearchMembers"/>.
/// </summary>
internal static class ListMembers
{
    internal sealed record Query(string? Text, string? After, int Limit, bool ByContact = false) : IQuery<Page<Item>>, IPersonal
    {
        public override string ToString() => nameof(ListMembers);
    }

    /// <param name="MemberId">The member.</param>
    /// <param name="Number">What stands on the card.</param>
    /// <param name="Name">What to call them.</param>
    /// <param name="LevelId">Their level; null without one.</param>
    /// <param name="Version">To be sent back with a change.</param>
    /// <param name="HomeStoreId">The store that looks after them; null: none in particular.</param>
    /// <param name="Phone">Masked; null without one.</param>
    /// <param name="LastVisit">When they last bought; null: never.</param>
    /// <param name="Spent">What they have bought in all, less what they brought back.</param>
    /// <param name="Points">Their balance of points; null for who may not see points.</param>
    internal sealed record Item(
        long MemberId, string Number, string Name, long? LevelId, int Version, long? HomeStoreId, string? Phone, DateOnly? LastVisit, Money Spent, long? Points);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(MemberFields.NameLengthAtMost);
            RuleFor(query => query.After).MaximumLength(MemberRows.NumberLengthAtMost);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db, Caller caller, ContactBook contacts, IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = string.IsNullOrWhiteSpace(query.Text) ? await All(query, cancellationToken) : await Found(query, query.Text.Trim(), cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.Number);
            var memberIds = page.Items.Select(row => row.MemberId).ToList();
            var reached = await contacts.Of(memberIds, cancellationToken);
            var points = memberIds.Count > 0 && caller.May("loyalty.view-points") ? await mediator.Send(new GetPointsBalances(memberIds), cancellationToken) : null;
            return new Page<Item>([.. page.Items.Select(row => new Item(
                row.MemberId, row.Number, row.Name, row.LevelId, row.Version, row.HomeStoreId == MemberRows.NoStore ? null : row.HomeStoreId, reached.GetValueOrDefault(row.MemberId)?.MaskedPhone,
                row.LastVisit, row.Spent, points?.GetValueOrDefault(row.MemberId)))], page.Next);
        }

        private Task<IReadOnlyList<Row>> All(Query query, CancellationToken cancellationToken) => db.Query<Row>("""
            SELECT m.MemberId, m.Number, m.Name, m.LevelId, m.Version, m.HomeStoreId, f.LastVisit, COALESCE(f.SpentMinor, 0) AS SpentMinor
            FROM   members.Members m
            LEFT JOIN members.MemberFacts f ON f.MemberId = m.MemberId
            WHERE  m.Number > @After AND m.State = 'Active'
            ORDER BY m.Number
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { After = query.After ?? "", Rows = query.Limit + 1 }, cancellationToken);

        private Task<IReadOnlyList<Row>> Found(Query query, string text, CancellationToken cancellationToken)
        {
            var (kind, index) = query.ByContact ? contacts.Exact(text) : ("", "");
            var (number, name) = (TextRange.BeginningWith(MemberRows.NormalNumber(text)), TextRange.BeginningWith(text));
            return db.Query<Row>("""
                SELECT m.MemberId, m.Number, m.Name, m.LevelId, m.Version, m.HomeStoreId, f.LastVisit, COALESCE(f.SpentMinor, 0) AS SpentMinor
                FROM   members.Members m
                LEFT JOIN members.MemberFacts f ON f.MemberId = m.MemberId
                WHERE  m.MemberId IN (SELECT MemberId FROM members.Members WHERE Number >= @NumberFrom AND Number < @NumberTo
                                    UNION
                                    SELECT MemberId FROM members.Members WHERE Name >= @NameFrom AND Name < @NameTo
                                    UNION
                                    SELECT MemberId FROM members.MemberTags WHERE Tag = @text
                                    UNION
                                    SELECT MemberId FROM members.MemberCards WHERE Code = @card
                                    UNION
                                    SELECT COALESCE(f.MergedIntoId, f.MemberId)
                                    FROM   members.MemberContacts c
                                    JOIN   members.Members f ON f.MemberId = c.MemberId
                                    WHERE  c.Kind = @kind AND c.ExactIndex = @index)
                  AND  m.Number > @After AND m.State = 'Active'
                ORDER BY m.Number
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                After = query.After ?? "", Rows = query.Limit + 1, NumberFrom = number.From, NumberTo = number.To, NameFrom = name.From, NameTo = name.To,
                text, card = MemberRows.NormalNumber(text), kind, index,
            }, cancellationToken);
        }

        private sealed record Row(long MemberId, string Number, string Name, long? LevelId, int Version, long HomeStoreId, DateOnly? LastVisit, Money Spent);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members", (string? text, string? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(text, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListMembers)).WithSummary("List or search members")
            .ProducesValidationProblem();
    }
}
