using Store.Members.Contacts;

namespace Store.Members.Members;

/// <summary>The chain's members in the order of their numbers: all, or those whose number or name begins with a text, or who have it as a tag, card or phone.</summary>
internal static class ListMembers
{
    internal sealed record Query(string? Text, string? After, int Limit) : IQuery<Page<Item>>, IPersonal;

    internal sealed record Item(long MemberId, string Number, string Name, long? LevelId, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(MemberFields.NameLengthAtMost);
            RuleFor(query => query.After).MaximumLength(MemberRows.NumberLengthAtMost);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db, ContactBook contacts) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = string.IsNullOrWhiteSpace(query.Text) ? await All(query, cancellationToken) : await Found(query, query.Text.Trim(), cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.Number);
        }

        private Task<IReadOnlyList<Item>> All(Query query, CancellationToken cancellationToken) => db.Query<Item>("""
            SELECT MemberId, Number, Name, LevelId, Version
            FROM   members.Members
            WHERE  Number > @After AND State = 'Active'
            ORDER BY Number
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { After = query.After ?? "", Rows = query.Limit + 1 }, cancellationToken);

        private Task<IReadOnlyList<Item>> Found(Query query, string text, CancellationToken cancellationToken)
        {
            var phone = Phone.Normal(text);
            var (number, name) = (TextRange.BeginningWith(MemberRows.NormalNumber(text)), TextRange.BeginningWith(text));
            return db.Query<Item>("""
                SELECT MemberId, Number, Name, LevelId, Version
                FROM   members.Members
                WHERE  MemberId IN (SELECT MemberId FROM members.Members WHERE Number >= @NumberFrom AND Number < @NumberTo
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
                                    WHERE  c.Kind = 'Phone' AND c.ExactIndex = @phone)
                  AND  Number > @After AND State = 'Active'
                ORDER BY Number
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                After = query.After ?? "", Rows = query.Limit + 1, NumberFrom = number.From, NumberTo = number.To, NameFrom = name.From, NameTo = name.To,
                text, card = MemberRows.NormalNumber(text), phone = phone is null ? "" : contacts.PhoneIndex(phone),
            }, cancellationToken);
        }
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
