using System.Globalization;

namespace Store.Catalog.Import;

/// <summary>The rows of an import that were not taken, and why.</summary>
internal static class ListImportRejections
{
    internal sealed record Query(long ImportId, int After, int Limit) : IQuery<Page<Item>>;

    /// <param name="Row">The row's number as a spreadsheet counts.</param>
    /// <param name="Reason">Why, in words for a person.</param>
    /// <param name="Text">The row as it stands in the file.</param>
    internal sealed record Item(int Row, string Reason, string Text);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Find<long?>("SELECT ImportId FROM catalog.Imports WHERE ImportId = @ImportId", query, cancellationToken) is null)
                throw new NotFound("import", query.ImportId);
            var rows = await db.Query<Item>("""
                SELECT RowNumber AS "Row", Reason, RowText AS "Text"
                FROM   catalog.ImportRejections
                WHERE  ImportId = @ImportId AND RowNumber > @After
                ORDER BY RowNumber
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.ImportId, query.After, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.Row.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/imports/{importId:long}/rejections", (long importId, int? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(importId, after ?? 0, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.import")
            .WithName(nameof(ListImportRejections)).WithSummary("The rows of an import that were not taken, and why")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
