using System.Globalization;

namespace Store.Checkout.Bills;

/// <summary>The bills of providers that a store has matched, the one imported last first.</summary>
internal static class ListPaymentBills
{
    internal sealed record Query(long StoreId, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    internal sealed record Item(
        long BillId, string Provider, DateOnly Day, int Lines, int Matched, int Reversed, int Differences, Money Paid, Money Refunded, DateTime ImportedAt, string ImportedByName);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Item>("""
                SELECT BillId, Provider, Day, Lines, Matched, Reversed, Differences, PaidMinor, RefundedMinor, ImportedAt, ImportedByName
                FROM   checkout.PaymentBills
                WHERE  StoreId = @StoreId AND BillId < @Before
                ORDER BY BillId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.StoreId, Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.BillId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/payment-bills", (long storeId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.reconcile-payments")
            .WithName(nameof(ListPaymentBills)).WithSummary("List the bills that were matched")
            .ProducesValidationProblem();
    }
}
