using Store.Checkout.Sales;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;
using Store.Contracts.Loyalty;
using Store.Contracts.Marketing;

namespace Store.Checkout.Orders;

/// <summary>
/// Sells what was ordered or quoted at the agreed prices: what the customer paid ahead pays for it as tender Deposit, the rest is paid now. Sent again with the same
/// <c>saleUuid</c>, it is answered as the first time. Goods that have serial or batch numbers are named now.
/// </summary>
internal static class PickUpOrder
{
    private const string HonourPermission = "checkout.honour-quotation";

    /// <param name="StoreId">The store.</param>
    /// <param name="OrderId">The order or quotation.</param>
    /// <param name="SaleUuid">Made by the till.</param>
    /// <param name="RegisterId">The register; it has an open shift.</param>
    /// <param name="Payments">What is handed over for the rest.</param>
    /// <param name="AgeConfirmed">The age up to which the cashier has checked the customer's.</param>
    /// <param name="Goods">Which pieces leave, of goods that have serial or batch numbers.</param>
    /// <param name="Answers">What the cashier was asked; a line is the order's, or its place on the ticket where lines are split over several numbers.</param>
    internal sealed record Command(
        long StoreId, long OrderId, Guid SaleUuid, long RegisterId, IReadOnlyList<CompleteSale.Payment> Payments, int? AgeConfirmed, IReadOnlyList<NumberedGoods>? Goods = null,
        IReadOnlyList<Answer>? Answers = null) : ICommand<SaleResult>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.SaleUuid).NotEmpty();
            RuleFor(command => command.Goods!).SetValidator(new NumberedGoodsValidator()).When(command => command.Goods is not null);
            RuleFor(command => command.Payments).NotNull().SetValidator(new OrderPaymentsValidator());
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, SaleBook sales, OrderBook book, TicketPricing pricing)
        : IRequestHandler<Command, SaleResult>
    {
        public async Task<SaleResult> Handle(Command command, CancellationToken cancellationToken)
        {
            var register = await sales.LockRegister(command.StoreId, command.RegisterId, cancellationToken);
            var order = await Order.Read(db, command.StoreId, command.OrderId, cancellationToken);
            if (order.SaleUuid == command.SaleUuid && await sales.FindByUuid(command.StoreId, command.SaleUuid, cancellationToken) is { } before)
                return before;
            OrderStates.Require(order.State, OrderStates.Completed);
            if (register.ShiftId is null)
                throw new RuleBroken("shift.not_open", $"Register {register.Code} has no open shift.");
            if (order.State == OrderStates.Quoted)
            {
                caller.Require(command.StoreId, HonourPermission);
                await Quotation.RequireValid(order, mediator, clock, cancellationToken);
            }

            var ticket = new CompleteSale.Command(
                command.StoreId, command.SaleUuid, command.RegisterId,
                NumberedGoods.Split([.. (await Order.Lines(db, order.OrderId, cancellationToken)).Select(line => (line.LineNumber, line.AsAgreed(order.Number)))], command.Goods ?? []),
                command.Payments, MemberId: order.MemberId, AgeConfirmed: command.AgeConfirmed, Answers: command.Answers)
            { Agreed = true };
            var total = await Total(ticket, cancellationToken);
            var used = Money.Min(order.Paid, total);
            if (used > Money.Zero)
                ticket = ticket with { Payments = [new CompleteSale.Payment(Tenders.Deposit, used, order.Number), .. command.Payments] };
            var sale = await mediator.Send(ticket, cancellationToken);

            var ended = await db.Execute("""
                UPDATE checkout.Orders
                SET    State = @Completed, PaidMinor = 0, SaleId = @SaleId, SaleUuid = @SaleUuid, EndedAt = @now, Version = @newVersion
                WHERE  OrderId = @OrderId AND Version = @Version
                """, new { order.OrderId, OrderStates.Completed, sale.SaleId, command.SaleUuid, now = clock.UtcNow(), order.Version, newVersion = ids.Next() }, cancellationToken);
            if (ended == 0)
                throw new RunAgain("The order was changed by a parallel request.");
            await mediator.Send(await Coupons(order, sale, cancellationToken), cancellationToken);
            await book.Use(order, register, command.SaleUuid, used, cancellationToken);

            // Only where the tax has fallen since: what was paid too much goes back.
            var left = order.Paid - used;
            if (left > Money.Zero)
                await book.Move(order, register, command.SaleUuid, [new SalePayment(Tenders.Cash, -left, -left, Reference: null)], fee: Money.Zero, cancellationToken);
            return sale;
        }

        /// <summary>What was held for the order is used up by what the sale has come to.</summary>
        private async Task<UseHeldCoupons> Coupons(Order order, SaleResult sale, CancellationToken cancellationToken)
        {
            var sold = await db.Find<Sold>("""
                SELECT s.OccurredAt, SUM(l.QuantityMilli) AS QuantityMilli, SUM(l.TotalMinor) AS TotalMinor
                FROM   checkout.Sales s
                JOIN   checkout.SaleLines l ON l.SaleId = s.SaleId
                WHERE  s.SaleId = @SaleId
                GROUP BY s.OccurredAt
                """, new { sale.SaleId }, cancellationToken);
            return new UseHeldCoupons(order.OrderId, order.StoreId, sale.SaleId, sale.BusinessDate, sold!.OccurredAt, sold.Quantity, sold.Total);
        }

        private sealed record Sold(DateTime OccurredAt, Quantity Quantity, Money Total);

        private async Task<Money> Total(CompleteSale.Command ticket, CancellationToken cancellationToken)
        {
            var store = await mediator.Send(new GetStore(ticket.StoreId), cancellationToken);
            return (await pricing.Price(ticket, store.Time().Local(clock.UtcNow()), store.PricesIncludeTax, [], PromotionDetail.Discounts, cancellationToken)).Total;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            Guid SaleUuid, long RegisterId, IReadOnlyList<CompleteSale.Payment> Payments, int? AgeConfirmed = null, IReadOnlyList<NumberedGoods>? Goods = null, IReadOnlyList<Answer>? Answers = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/orders/{orderId:long}/pick-up", (long storeId, long orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, orderId, body.SaleUuid, body.RegisterId, body.Payments, body.AgeConfirmed, body.Goods, body.Answers), cancel))
            .RequirePermission("checkout.sell").MayNeed(HonourPermission)
            .WithName(nameof(PickUpOrder)).WithSummary("Sell what was ordered or quoted, the deposit paying for it")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
