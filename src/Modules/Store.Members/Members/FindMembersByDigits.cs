using Store.Members.Contacts;

namespace Store.Members.Members;

/// <summary>Members whose phone ends in four digits, as a customer says them at the till. Names are shown in part: enough to say "yes, that is me".</summary>
internal static class FindMembersByDigits
{
    internal sealed record Query(string Digits) : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="MemberId">The member.</param>
    /// <param name="Name">The first character and how many more.</param>
    /// <param name="Phone">Masked.</param>
    /// <param name="LevelName">Their level; null without one.</param>
    internal sealed record Item(long MemberId, string Name, string? Phone, string? LevelName);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Digits).NotNull().Matches("^[0-9]{4}$");
    }

    internal sealed class Handler(Db db, ContactBook contacts) : IRequestHandler<Query, Result>
    {
        private const int MembersAtMost = 20;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var found = await db.Query<Row>("""
                SELECT m.MemberId, m.Name, l.Name AS LevelName, c.MemberId AS FoundBy
                FROM   members.MemberContacts c
                JOIN   members.Members f ON f.MemberId = c.MemberId
                JOIN   members.Members m ON m.MemberId = COALESCE(f.MergedIntoId, f.MemberId)
                LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
                WHERE  c.Kind = 'Phone' AND c.LastDigitsIndex = @index
                ORDER BY c.MemberId DESC
                OFFSET 0 ROWS FETCH NEXT @MembersAtMost ROWS ONLY
                """, new { index = contacts.LastDigitsIndex(query.Digits), MembersAtMost }, cancellationToken);
            var contact = await contacts.Of([.. found.Select(row => row.FoundBy)], cancellationToken);
            return new Result([.. found.DistinctBy(row => row.MemberId).Select(row => new Item(row.MemberId, InPart(row.Name), contact.GetValueOrDefault(row.FoundBy)?.MaskedPhone, row.LevelName))]);
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
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/by-digits", (string digits, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(digits), cancel))
            .RequirePermission("members.view").RequireRateLimiting(RateLimits.PeopleLookUp)
            .WithName(nameof(FindMembersByDigits)).WithSummary("Members whose phone ends in four digits")
            .ProducesValidationProblem().ProducesProblem(429);
    }
}
