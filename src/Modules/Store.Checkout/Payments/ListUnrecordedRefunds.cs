using System.Globalization;

namespace Store.Checkout.Payments;

/// <summary>Money that a provider has given back and no return names, newest first: the goods were never booked in, or a till went away half way.</summary>
internal static class ListUnrecordedRefunds
{
    internal sealed record Query(long StoreId, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    /// <param name="RefundId">The refund.</param>
    /// <param name="AttemptId">The payment.</param>
    /// <param name="PaidSaleId">The sale that was paid with it.</param>
    /// <param name="ReceiptNumber">Its receipt.</param>
    /// <param name="Tender">Card or Wallet.</param>
    /// <param name="Provider">Who gave it.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="StartedByName">Who asked for it.</param>
    /// <param name="ChangedAt">When it was given; UTC.</param>
    internal sealed record Item(
        long RefundId, long AttemptId, long? PaidSaleId, long? ReceiptNumber, string Tender, string Provider, Money Amount, string StartedByName, DateTime ChangedAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Item>("""
                SELECT r.RefundId, r.AttemptId, a.SaleId AS PaidSaleId, s.ReceiptNumber, a.Tender, a.Provider, r.AmountMinor, r.StartedByName, r.ChangedAt
                FROM   checkout.PaymentRefunds r
                JOIN   checkout.PaymentAttempts a ON a.AttemptId = r.AttemptId
                LEFT JOIN checkout.Sales s ON s.SaleId = a.SaleId
                WHERE  r.StoreId = @StoreId AND r.SaleId IS NULL AND r.State = 'Refunded' AND r.RefundId < @Before
                ORDER BY r.RefundId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.StoreId, Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.RefundId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/unrecorded-refunds", (long storeId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.reconcile-payments")
            .WithName(nameof(ListUnrecordedRefunds)).WithSummary("List refunds by a provider that no return names")
            .ProducesValidationProblem();
    }
}
