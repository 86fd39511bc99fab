using System.Text;

namespace Store.Catalog.Styles;

/// <summary>The styles in the order of their codes; a text finds those whose code or name has it.</summary>
internal static class ListStyles
{
    internal sealed record Query(string? Text, string? After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(long StyleId, string Code, string Name, int Variants, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(100);
            RuleFor(query => query.After).MaximumLength(30);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var sql = new StringBuilder("""
                SELECT s.StyleId, s.Code, s.Name, (SELECT COUNT(*) FROM catalog.Variants v WHERE v.StyleId = s.StyleId) AS Variants, s.Version
                FROM   catalog.Styles s
                WHERE  s.Code > @After
                """);
            if (!string.IsNullOrWhiteSpace(query.Text))
                sql.Append(" AND (s.Code LIKE @CodeLike ESCAPE '\\' OR s.Name LIKE @NameLike ESCAPE '\\')");
            var rows = await db.Query<Item>(
                sql.Append(" ORDER BY s.Code OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY").ToString(),
                new { After = query.After ?? "", CodeLike = LikePattern.BeginningWith(query.Text?.ToUpperInvariant()), NameLike = LikePattern.Containing(query.Text), Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.Code);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/styles", (string? text, string? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(text, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListStyles)).WithSummary("List or search the styles")
            .ProducesValidationProblem();
    }
}
