using System.Globalization;

namespace Store.Checkout.Payments;

/// <summary>The attempts of a store, newest first: those of one sale, those that want somebody's eye (not decided, or paid and without a sale), or all.</summary>
internal static class ListAttempts
{
    internal sealed record Query(long StoreId, Guid? SaleUuid, bool Open, long? After, int Limit) : IQuery<Page<AttemptRow>>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<AttemptRow>>
    {
        public async Task<Page<AttemptRow>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<AttemptRow>("""
                SELECT AttemptId, AttemptUuid, SaleUuid, RegisterId, Tender, Provider, AmountMinor, ApprovedMinor, RefundedMinor, State, ProviderReference, Reason, StartedByName,
                       StartedAt, ChangedAt, SaleId
                FROM   checkout.PaymentAttempts
                WHERE  StoreId = @StoreId AND AttemptId < @Before
                  AND (@AnySale = 1 OR SaleUuid = @SaleUuid)
                  AND (@Open = 0 OR State IN ('Created', 'Submitted', 'AwaitingPayer', 'Unknown', 'Reversing', 'Suspense') OR (State = 'Succeeded' AND SaleId IS NULL))
                ORDER BY AttemptId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                query.StoreId, Before = query.After ?? long.MaxValue, AnySale = query.SaleUuid is null ? 1 : 0, SaleUuid = query.SaleUuid ?? Guid.Empty, Open = query.Open ? 1 : 0,
                Rows = query.Limit + 1,
            }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.AttemptId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/payment-attempts", (long storeId, Guid? saleUuid, bool? open, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, saleUuid, open ?? false, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(ListAttempts)).WithSummary("List payments by card or wallet, with those that no sale has")
            .ProducesValidationProblem();
    }
}
