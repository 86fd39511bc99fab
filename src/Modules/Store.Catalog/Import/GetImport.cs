namespace Store.Catalog.Import;

/// <summary>How an import gets on, or how it ended.</summary>
internal static class GetImport
{
    internal sealed record Query(long ImportId) : IQuery<Result>;

    /// <param name="ImportId">The import.</param>
    /// <param name="FileName">The name of the file.</param>
    /// <param name="State">Running, Done, Failed or Interrupted.</param>
    /// <param name="RowsRead">Rows read so far; each is in exactly one of the next four.</param>
    /// <param name="Created">Products made.</param>
    /// <param name="Updated">Products changed.</param>
    /// <param name="Unchanged">Products that were as the file has them already.</param>
    /// <param name="Rejected">Rows that were not taken.</param>
    /// <param name="Error">Why it failed.</param>
    /// <param name="StartedAt">UTC.</param>
    /// <param name="FinishedAt">UTC; null while it runs, or where its host did not live to see the end.</param>
    internal sealed record Result(
        long ImportId, string FileName, string State, int RowsRead, int Created, int Updated, int Unchanged, int Rejected, string? Error, DateTime StartedAt, DateTime? FinishedAt);

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await db.Find<Row>("""
                SELECT ImportId, FileName, State, RowsRead, Created, Updated, Unchanged, Rejected, Error, StartedAt, SeenAliveAt, FinishedAt
                FROM   catalog.Imports
                WHERE  ImportId = @ImportId
                """, query, cancellationToken) ?? throw new NotFound("import", query.ImportId);
            return new Result(
                row.ImportId, row.FileName, ImportState.Shown(row.State, row.SeenAliveAt, clock.GetUtcNow().UtcDateTime), row.RowsRead, row.Created, row.Updated, row.Unchanged,
                row.Rejected, row.Error, row.StartedAt, row.FinishedAt);
        }

        private sealed record Row(
            long ImportId, string FileName, string State, int RowsRead, int Created, int Updated, int Unchanged, int Rejected, string? Error, DateTime StartedAt,
            DateTime SeenAliveAt, DateTime? FinishedAt);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/imports/{importId:long}", (long importId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(importId), cancel))
            .RequirePermission("catalog.import")
            .WithName(nameof(GetImport)).WithSummary("How an import gets on")
            .ProducesProblem(404);
    }
}
