using System.Globalization;
using Store.Access.Roles;

namespace Store.Access.Approvals;

/// <summary>What others are waiting to have approved in the caller's stores, oldest first: somebody stands at the till.</summary>
internal static class ListPendingApprovals
{
    internal sealed record Query(long? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="ApprovalId">The approval.</param>
    /// <param name="StoreId">Where.</param>
    /// <param name="AskedByName">Who is asking.</param>
    /// <param name="Limit">Which limit it goes over.</param>
    /// <param name="Value">Percent or an amount.</param>
    /// <param name="Subject">What it is for.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="AskedAt">Since when it waits.</param>
    /// <param name="ExpiresAt">Until when it waits.</param>
    /// <param name="WithinOwnLimit">Whether the caller may go as far.</param>
    internal sealed record Item(
        long ApprovalId, long StoreId, string AskedByName, string Limit, decimal Value, string Subject, string Reason, DateTime AskedAt, DateTime ExpiresAt, bool WithinOwnLimit);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT ApprovalId, StoreId, AskedByName, LimitName, ValueHundredths, Subject, Reason, AskedAt, ExpiresAt
                FROM   access.Approvals
                WHERE  State = 'Pending' AND StoreId IN @Stores AND ExpiresAt > @Now AND AskedById <> @UserId AND ApprovalId > @After
                ORDER BY ApprovalId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { Now = clock.UtcNow(), caller.UserId, After = query.After ?? 0, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page([.. rows.Select(Show)], query.Limit, approval => approval.ApprovalId.ToString(CultureInfo.InvariantCulture));
        }

        private Item Show(Row row)
        {
            var value = Hundredths.ToDecimal(row.ValueHundredths);
            return new Item(
                row.ApprovalId, row.StoreId, row.AskedByName, row.LimitName, value, row.Subject, row.Reason, row.AskedAt, row.ExpiresAt,
                caller.LimitIn(row.StoreId, row.LimitName) is not { } own || value <= own);
        }

        private sealed record Row(
            long ApprovalId, long StoreId, string AskedByName, string LimitName, long ValueHundredths, string Subject, string Reason, DateTime AskedAt, DateTime ExpiresAt);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/approvals/pending", (IMediator mediator, CancellationToken cancel, long? after, int limit = Paging.DefaultLimit) => mediator.Send(new Query(after, limit), cancel))
            .RequirePermission(Approval.Permission)
            .WithName(nameof(ListPendingApprovals)).WithSummary("List what others are waiting to have approved")
            .ProducesValidationProblem();
    }
}
