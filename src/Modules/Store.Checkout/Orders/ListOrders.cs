using System.Globalization;

namespace Store.Checkout.Orders;

/// <summary>Quotations and orders of a store, newest first: those that are not ended, or those in a state; of a customer, phone or number through <see cref="SearchOrders"/>.</summary>
internal static class ListOrders
{
    internal sealed record Query(long StoreId, string? State, string? Text, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped, IPersonal
    {
        public override string ToString() => nameof(ListOrders);
    }

    /// <param name="CustomerPhone">Masked.</param>
    internal sealed record Item(
        long OrderId, string Number, string Kind, string State, string CustomerName, string? CustomerPhone, DateTime CreatedAt, DateOnly? ValidUntil, DateOnly? DueDate, Money Total, Money Paid,
        Money Balance);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.State).Must(state => state is null || OrderStates.All.Contains(state, StringComparer.Ordinal)).WithMessage("There is no such state.");
            RuleFor(query => query.Text).MaximumLength(100);
        }
    }

    internal sealed class Handler(Db db, OrderPhones phones) : IRequestHandler<Query, Page<Item>>
    {
        private static readonly string[] Alive = [OrderStates.Quoted, OrderStates.Open, OrderStates.Confirmed, OrderStates.Ready];

        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var text = query.Text?.Trim() ?? "";
            var number = long.TryParse(text.TrimStart('Q', 'D', 'q', 'd'), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
            var rows = await db.Query<Order>("""
                SELECT OrderId, StoreId, OrderNumber, Kind, State, CustomerName, PhoneSealed, MemberId, Note, ValidUntil, DueDate, TotalMinor, DepositRequiredMinor, PaidMinor, FeeMinor,
                       CreatedAt, CreatedByName, SaleId, SaleUuid, Version
                FROM   checkout.Orders
                WHERE  StoreId = @StoreId AND State IN @states AND OrderId < @before
                  AND  (@text = '' OR OrderNumber = @number OR CustomerName LIKE @like OR PhoneIndex = @phone)
                ORDER BY OrderId DESC
                OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
                """, new
            {
                query.StoreId, states = query.State is { } state ? [state] : text.Length > 0 ? OrderStates.All : (IReadOnlyList<string>)Alive, text, like = text + "%", number,
                phone = phones.Index(text) ?? "", before = query.After ?? long.MaxValue, rows = query.Limit + 1,
            }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.OrderId.ToString(CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(row => new Item(
                row.OrderId, row.Number, row.Kind, row.State, row.CustomerName, phones.Masked(row.PhoneSealed), row.CreatedAt, row.ValidUntil, row.DueDate, row.Total, row.Paid, row.Balance))], page.Next);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/orders", (long storeId, string? state, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, state, Text: null, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(ListOrders)).WithSummary("List quotations and customers' orders")
            .ProducesValidationProblem();
    }
}
