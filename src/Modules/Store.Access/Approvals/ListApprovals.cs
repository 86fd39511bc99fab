using System.Globalization;
using Store.Access.Roles;

namespace Store.Access.Approvals;

/// <summary>Who has approved what for whom, newest first, in the stores whose log the caller may read.</summary>
internal static class ListApprovals
{
    internal sealed record Query(long? StoreId, DateOnly? Date, long? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="ApprovalId">The approval.</param>
    /// <param name="StoreId">Where.</param>
    /// <param name="BusinessDate">The store's day.</param>
    /// <param name="AskedByName">Who asked.</param>
    /// <param name="Limit">Which limit it went over.</param>
    /// <param name="Value">Percent or an amount.</param>
    /// <param name="Subject">What it was for.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="State">How far it has come.</param>
    /// <param name="AskedAt">When it was asked for.</param>
    /// <param name="ApproverName">Who granted or refused it.</param>
    /// <param name="DecidedAt">When.</param>
    /// <param name="Note">What they said to it.</param>
    /// <param name="UsedAt">When it was used.</param>
    /// <param name="UsedFor">What it was used for.</param>
    internal sealed record Item(
        long ApprovalId, long StoreId, DateOnly BusinessDate, string AskedByName, string Limit, decimal Value, string Subject, string Reason, ApprovalState State, DateTime AskedAt,
        string? ApproverName, DateTime? DecidedAt, string? Note, DateTime? UsedAt, string? UsedFor);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            // Left out where not asked for, so that each form has its own plan and the index that fits.
            var ofStore = query.StoreId is null ? "" : "AND StoreId = @StoreId";
            var ofDay = query.Date is null ? "" : "AND BusinessDate = @Date";
            var rows = await db.Query<Row>($"""
                SELECT ApprovalId, StoreId, BusinessDate, AskedByName, LimitName, ValueHundredths, Subject, Reason,
                       CASE WHEN State IN ('Pending', 'Granted') AND ExpiresAt <= @Now THEN 'Expired' ELSE State END AS State,
                       AskedAt, ApproverName, DecidedAt, Note, UsedAt, UsedFor
                FROM   access.Approvals
                WHERE  ApprovalId < @After AND StoreId IN @Stores {ofStore} {ofDay}
                ORDER BY ApprovalId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.StoreId, query.Date, After = query.After ?? long.MaxValue, Now = clock.UtcNow(), Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page([.. rows.Select(row => new Item(
                row.ApprovalId, row.StoreId, row.BusinessDate, row.AskedByName, row.LimitName, Hundredths.ToDecimal(row.ValueHundredths), row.Subject, row.Reason,
                Enum.Parse<ApprovalState>(row.State), row.AskedAt, row.ApproverName, row.DecidedAt, row.Note, row.UsedAt, row.UsedFor))],
                query.Limit, approval => approval.ApprovalId.ToString(CultureInfo.InvariantCulture));
        }

        private sealed record Row(
            long ApprovalId, long StoreId, DateOnly BusinessDate, string AskedByName, string LimitName, long ValueHundredths, string Subject, string Reason, string State,
            DateTime AskedAt, string? ApproverName, DateTime? DecidedAt, string? Note, DateTime? UsedAt, string? UsedFor);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/approvals", (IMediator mediator, CancellationToken cancel, long? storeId, DateOnly? date, long? after, int limit = Paging.DefaultLimit) =>
                mediator.Send(new Query(storeId, date, after, limit), cancel))
            .RequirePermission("access.view-audit")
            .WithName(nameof(ListApprovals)).WithSummary("List who has approved what for whom")
            .ProducesValidationProblem();
    }
}
