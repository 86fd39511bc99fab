using System.Globalization;

namespace Store.Checkout.Bills;

/// <summary>What the bills of providers and the payments of a store do not agree on, newest first: what is open, or all.</summary>
internal static class ListPaymentDifferences
{
    internal sealed record Query(long StoreId, bool Open, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    /// <param name="DifferenceId">The difference.</param>
    /// <param name="Provider">Whose bill.</param>
    /// <param name="Day">The bill on which it was found.</param>
    /// <param name="About">Payment or Refund.</param>
    /// <param name="Kind">AmountDiffers, ProviderOnly or OursOnly.</param>
    /// <param name="Number">By which both know it.</param>
    /// <param name="AttemptId">The payment of ours, where there is one.</param>
    /// <param name="AttemptState">How far that is.</param>
    /// <param name="SaleId">The sale that has it.</param>
    /// <param name="Ours">What it is on our side.</param>
    /// <param name="Theirs">What it is on the provider's.</param>
    /// <param name="State">Open, Settled, or Explained by a later bill.</param>
    /// <param name="FoundAt">UTC.</param>
    /// <param name="SettledAt">UTC.</param>
    /// <param name="SettledByName">By whom.</param>
    /// <param name="Note">How.</param>
    internal sealed record Item(
        long DifferenceId, string Provider, DateOnly Day, string About, string Kind, string Number, long? AttemptId, string? AttemptState, long? SaleId, Money Ours, Money Theirs, string State,
        DateTime FoundAt, DateTime? SettledAt, string? SettledByName, string? Note)
    {
        /// <summary>The provider has money of a customer that no sale has: it is to be given back.</summary>
        public bool GiveBack => About == BillKinds.Payment && Kind == DifferenceKinds.ProviderOnly && State == DifferenceStates.Open;
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Item>("""
                SELECT d.DifferenceId, d.Provider, d.Day, d.About, d.Kind, d.Number, d.AttemptId, a.State AS AttemptState, a.SaleId, d.OursMinor, d.TheirsMinor, d.State, d.FoundAt,
                       d.SettledAt, d.SettledByName, d.Note
                FROM   checkout.PaymentDifferences d
                LEFT JOIN checkout.PaymentAttempts a ON a.AttemptId = d.AttemptId
                WHERE  d.StoreId = @StoreId AND d.DifferenceId < @Before AND (@Open = 0 OR d.State = 'Open')
                ORDER BY d.DifferenceId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.StoreId, Before = query.After ?? long.MaxValue, Open = query.Open ? 1 : 0, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.DifferenceId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/payment-differences", (long storeId, bool? open, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, open ?? false, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.reconcile-payments")
            .WithName(nameof(ListPaymentDifferences)).WithSummary("List what bills and payments do not agree on")
            .ProducesValidationProblem();
    }
}
