using System.Globalization;
using Store.Members.Contacts;

namespace Store.Members.Members;

/// <summary>
/// Members whose phone ends in four digits, as a customer says them at the till. Names are shown in part: enough to say "yes, that is me". Those of
/// the store that asks come first.
/// </summary>
internal static class FindMembersByDigits
{
    /// <param name="Digits">As the customer says them.</param>
    /// <param name="HomeStoreId">The store whose members come first; null: none.</param>
    /// <param name="After">How many have been shown.</param>
    /// <param name="Limit">How many more.</param>
    internal sealed record Query(string Digits, long? HomeStoreId, int After, int Limit) : IQuery<Page<Item>>, IPersonal
    {
        public override string ToString() => nameof(FindMembersByDigits);
    }

    /// <param name="MemberId">The member.</param>
    /// <param name="Name">The first character and how many more.</param>
    /// <param name="Phone">Masked.</param>
    /// <param name="LevelName">Their level; null without one.</param>
    internal sealed record Item(long MemberId, string Name, string? Phone, string? LevelName);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Digits).NotNull().Matches("^[0-9]{4}$");
            RuleFor(query => query.After).GreaterThanOrEqualTo(0);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db, ContactBook contacts) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var found = await db.Query<Row>("""
                SELECT m.MemberId, m.Name, l.Name AS LevelName, c.MemberId AS FoundBy
                FROM   members.MemberContacts c
                JOIN   members.Members f ON f.MemberId = c.MemberId
                JOIN   members.Members m ON m.MemberId = COALESCE(f.MergedIntoId, f.MemberId)
                LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
                WHERE  c.Kind = 'Phone' AND c.LastDigitsIndex = @index
                ORDER BY CASE WHEN m.HomeStoreId = @HomeStoreId THEN 0 ELSE 1 END, c.MemberId DESC
                OFFSET @After ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { index = contacts.LastDigitsIndex(query.Digits), query.HomeStoreId, query.After, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(found, query.Limit, _ => (query.After + query.Limit).ToString(CultureInfo.InvariantCulture));
            var contact = await contacts.Of([.. page.Items.Select(row => row.FoundBy)], cancellationToken);
            return new Page<Item>([.. page.Items.DistinctBy(row => row.MemberId).Select(row => new Item(row.MemberId, InPart(row.Name), contact.GetValueOrDefault(row.FoundBy)?.MaskedPhone, row.LevelName))], page.Next);
        }

        private static string InPart(string name)
        {
            var first = name.EnumerateRunes().FirstOrDefault();
            return $"{first}{new string('*', Math.Clamp(name.Length - first.Utf16SequenceLength, 1, 3))}";
        }

        private sealed record Row(long MemberId, string Name, string? LevelName, long FoundBy);
    }

    internal sealed class Endpoint : IEndpoint
    {
        private const int MembersAtFirst = 20;

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/by-digits", (string digits, long? homeStoreId, int? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(digits, homeStoreId, after ?? 0, limit ?? MembersAtFirst), cancel))
            .RequirePermission("members.view").RequireRateLimiting(RateLimits.PeopleLookUp)
            .WithName(nameof(FindMembersByDigits)).WithSummary("Members whose phone ends in four digits")
            .ProducesValidationProblem().ProducesProblem(429);
    }
}
