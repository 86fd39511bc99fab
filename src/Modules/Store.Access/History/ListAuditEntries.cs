using System.Globalization;
using System.Text.Json;

namespace Store.Access.History;

/// <summary>Who changed what, newest first, in the stores whose log the caller may read. What concerns the whole chain is for those who may read it for the whole chain.</summary>
internal static class ListAuditEntries
{
    internal sealed record Query(long? StoreId, string? Subject, long? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="StoreId">0 for the whole chain.</param>
    /// <param name="Action">What was done, as the permission names it.</param>
    /// <param name="Subject">What it was done to.</param>
    /// <param name="Old">The values before; null for something new.</param>
    /// <param name="Now">The values after; null for something gone.</param>
    internal sealed record Item(
        long AuditEntryId, DateTime OccurredAt, long UserId, string UserName, long StoreId, string Action, string Subject, JsonElement? Old, JsonElement? Now);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Subject).MaximumLength(200);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            // Left out where not asked for, so that each form has its own plan and the index that fits.
            var ofStore = query.StoreId is null ? "" : "AND StoreId = @StoreId";
            var ofSubject = string.IsNullOrEmpty(query.Subject) ? "" : "AND Subject = @Subject";
            var rows = await db.Query<Row>($"""
                SELECT AuditEntryId, OccurredAt, UserId, UserName, StoreId, Action, Subject, OldValue, NewValue
                FROM   kernel.AuditEntries
                WHERE  AuditEntryId < @After AND StoreId IN @Stores {ofStore} {ofSubject}
                ORDER BY AuditEntryId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.StoreId, query.Subject, After = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page([.. rows.Select(row => new Item(
                row.AuditEntryId, row.OccurredAt, row.UserId, row.UserName, row.StoreId, row.Action, row.Subject, Json(row.OldValue), Json(row.NewValue)))],
                query.Limit, entry => entry.AuditEntryId.ToString(CultureInfo.InvariantCulture));
        }

        private static JsonElement? Json(string? value)
        {
            if (value is null)
                return null;
            using var document = JsonDocument.Parse(value);
            return document.RootElement.Clone();
        }

        private sealed record Row(
            long AuditEntryId, DateTime OccurredAt, long UserId, string UserName, long StoreId, string Action, string Subject, string? OldValue, string? NewValue);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/audit", (IMediator mediator, CancellationToken cancel, long? storeId, string? subject, long? after, int limit = Paging.DefaultLimit) =>
                mediator.Send(new Query(storeId, subject, after, limit), cancel))
            .RequirePermission("access.view-audit")
            .WithName(nameof(ListAuditEntries)).WithSummary("List who changed what")
            .ProducesValidationProblem();
    }
}
