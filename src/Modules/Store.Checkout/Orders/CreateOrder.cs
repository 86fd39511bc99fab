using System.Data.Common;
using Store.Checkout.Sales;
using Store.Contracts.Access;
using Store.Contracts.Chain;
using Store.Contracts.Loyalty;
using Store.Contracts.Marketing;

namespace Store.Checkout.Orders;

/// <summary>
/// Writes down a quotation or a customer's order at the prices of now, promotions and discounts by hand included; they are kept until it is sold. No stock is touched.
/// Stored value, cards, passes and memberships are not ordered: what they are worth to a member is known when they are sold, and money paid ahead for them would be owed twice.
/// Sent again with the same <c>orderUuid</c>, it is one order.
/// </summary>
internal static class CreateOrder
{
    /// <param name="StoreId">The store.</param>
    /// <param name="OrderUuid">Made by the till.</param>
    /// <param name="Kind">Quotation, Special or Layaway.</param>
    /// <param name="CustomerName">For whom.</param>
    /// <param name="CustomerPhone">How to reach them.</param>
    /// <param name="Note">Anything else.</param>
    /// <param name="ValidUntil">The last day on which a quotation is kept; null for the store's usual number of days.</param>
    /// <param name="DueDate">When the goods are expected.</param>
    /// <param name="DepositRequired">What has to be paid ahead; null for the store's usual part. Less needs to be within the cashier's limit.</param>
    /// <param name="Lines">What.</param>
    /// <param name="MemberId">The customer as a member.</param>
    /// <param name="GroupIds">Groups added to the ticket.</param>
    /// <param name="Coupons">Coupon codes.</param>
    /// <param name="Discount">Taken off the whole.</param>
    internal sealed record Command(
        long StoreId, Guid OrderUuid, string Kind, string CustomerName, string? CustomerPhone, string? Note, DateOnly? ValidUntil, DateOnly? DueDate, Money? DepositRequired,
        IReadOnlyList<TicketLine> Lines, long? MemberId, IReadOnlyList<long>? GroupIds, IReadOnlyList<string>? Coupons, ManualDiscount? Discount)
        : ICommand<Result>, IStoreScoped, ITicket, IPersonal
    {
        public TaxExemption? Exemption => null;

        public bool HandsOver => false;

        public override string ToString() => nameof(CreateOrder);
    }

    internal sealed record Result(long OrderId, string Number, string State, Money Total, Money DepositRequired, DateOnly? ValidUntil);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.OrderUuid).NotEmpty();
            RuleFor(command => command.Kind).Must(kind => kind is OrderKinds.Quotation or OrderKinds.Special or OrderKinds.Layaway).WithMessage("An order is a Quotation, Special or Layaway.");
            RuleFor(command => command.CustomerName).NotEmpty().MaximumLength(100);
            RuleFor(command => command.CustomerPhone).MaximumLength(40);
            RuleFor(command => command.Note).MaximumLength(200);
            RuleFor(command => command.DepositRequired).GreaterThanOrEqualTo(Money.Zero);
            RuleFor(command => command.Lines).NotEmpty();
            Include(new TicketValidator());
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, TicketPricing pricing, TicketLimits limits, OrderPhones phones)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await Before(command, cancellationToken) is { } before)
                return before;

            var now = clock.UtcNow();
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var settings = await OrderSettings.Of(db, command.StoreId, cancellationToken);
            var ticket = await pricing.Price(command, store.Time().Local(now), store.PricesIncludeTax, [], PromotionDetail.Discounts, cancellationToken);
            TicketCoupons.RefuseLost(ticket.Promoted.CouponsRefused, shown: null, ticket.Total);
            if (command.Kind == OrderKinds.Quotation && ticket.CouponDiscounts.Keys.FirstOrDefault() is { } coupon)
                throw new RuleBroken("coupon.not_for_quotations", $"Coupon {coupon} is used up by what is bought; a quotation does not take it.", new Dictionary<string, object?> { ["coupon"] = coupon });
            if (ticket.SaleLines.FirstOrDefault(line => line.IsValue) is { } value)
                throw new RuleBroken("order.value", $"{value.ProductName} is paid for when it is sold; an order or a quotation does not take it.", new Dictionary<string, object?> { ["name"] = value.ProductName });
            var subject = SaleSubjects.Ordered(command.OrderUuid);
            await limits.Check(command.StoreId, ticket, command.Discount, subject, cancellationToken);
            var deposit = await DepositFor(command, settings, ticket.Total, subject, cancellationToken);
            var state = command.Kind == OrderKinds.Quotation ? OrderStates.Quoted : deposit == Money.Zero ? OrderStates.Confirmed : OrderStates.Open;
            var order = new
            {
                OrderId = ids.Next(), command.OrderUuid, command.StoreId, OrderNumber = await NextNumber(command.StoreId, cancellationToken), command.Kind, State = state, command.CustomerName,
                PhoneSealed = phones.Sealed(command.CustomerPhone), PhoneIndex = phones.Index(command.CustomerPhone), ticket.Customer.MemberId, command.Note,
                ValidUntil = ValidUntil(command, store.Time().BusinessDate(now), settings), command.DueDate, ticket.Total,
                DepositRequired = deposit, CreatedAt = now, caller.UserId, caller.Name, Version = ids.Next(),
            };
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.Orders (OrderId, OrderUuid, StoreId, OrderNumber, Kind, State, CustomerName, PhoneSealed, PhoneIndex, MemberId, Note, ValidUntil, DueDate, TotalMinor,
                           DepositRequiredMinor, PaidMinor, FeeMinor, CreatedAt, CreatedBy, CreatedByName, Version)
                    VALUES (@OrderId, @OrderUuid, @StoreId, @OrderNumber, @Kind, @State, @CustomerName, @PhoneSealed, @PhoneIndex, @MemberId, @Note, @ValidUntil, @DueDate, @Total,
                           @DepositRequired, 0, 0, @CreatedAt, @UserId, @Name, @Version)
                    """, order, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("A parallel request took the number or recorded the order.", refused);
            }

            await db.Insert("""
                INSERT INTO checkout.OrderLines (OrderId, LineNumber, ProductId, ProductCode, ProductName, Unit, AskedUnit, QuantityMilli, UnitPriceMinor, DiscountMinor, AmountMinor)
                VALUES (@OrderId, @Number, @ProductId, @Code, @ProductName, @Unit, @AskedUnit, @Quantity, @UnitPrice, @Discount, @Amount)
                """, [.. ticket.Lines.Select(line => new
            {
                order.OrderId, line.Number, line.Product.ProductId, line.Product.Code, ProductName = line.Product.Name, line.Product.Unit, AskedUnit = line.Asked.Unit, line.Asked.Quantity,
                line.UnitPrice, Discount = line.Gross - line.Amount, line.Amount,
            })], cancellationToken);
            if (ticket.CouponDiscounts.Count > 0)
                await mediator.Send(new HoldCoupons(order.OrderId, ticket.Customer.MemberId, store.Time().Local(now), ticket.CouponDiscounts), cancellationToken);
            return (await Before(command, cancellationToken))!;
        }

        private async Task<Result?> Before(Command command, CancellationToken cancellationToken)
        {
            var found = await db.Find<long?>("""
                SELECT OrderId FROM checkout.Orders WHERE OrderUuid = @OrderUuid
                """, command, cancellationToken);
            if (found is not { } orderId)
                return null;
            var order = await Order.Read(db, command.StoreId, orderId, cancellationToken);
            return new Result(order.OrderId, order.Number, order.State, order.Total, order.DepositRequired, order.ValidUntil);
        }

        private static DateOnly? ValidUntil(Command command, DateOnly today, OrderSettings settings)
        {
            if (command.Kind != OrderKinds.Quotation)
                return null;
            var until = command.ValidUntil ?? today.AddDays(settings.QuotationDays);
            return until >= today ? until : throw new RuleBroken("quotation.expired", "A quotation is valid until today at least.");
        }

        private async Task<Money> DepositFor(Command command, OrderSettings settings, Money total, string subject, CancellationToken cancellationToken)
        {
            if (command.Kind == OrderKinds.Quotation)
                return Money.Zero;
            var usual = settings.Deposit.OnTopOf(total);
            var deposit = command.DepositRequired ?? usual;
            if (deposit > total)
                throw new RuleBroken("order.deposit_too_great", $"The order comes to {total}.", new Dictionary<string, object?> { ["total"] = total.ToDecimal() });
            if (deposit < usual)
            {
                var below = decimal.Ceiling((decimal)(usual - deposit).Minor / usual.Minor * 10_000) / 100;
                await mediator.Send(new RequireLimit(command.StoreId, Limits.DepositCutPercent, below, subject), cancellationToken);
            }

            return deposit;
        }

        private Task<long> NextNumber(long storeId, CancellationToken cancellationToken) => db.Scalar<long>("""
            SELECT COALESCE(MAX(OrderNumber), 0) + 1 FROM checkout.Orders WHERE StoreId = @storeId
            """, new { storeId }, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            Guid OrderUuid, string Kind, string CustomerName, string? CustomerPhone, string? Note, DateOnly? ValidUntil, DateOnly? DueDate, Money? DepositRequired,
            IReadOnlyList<TicketLine> Lines, long? MemberId, IReadOnlyList<long>? GroupIds, IReadOnlyList<string>? Coupons, ManualDiscount? Discount);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/orders", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(
                    storeId, body.OrderUuid, body.Kind, body.CustomerName, body.CustomerPhone, body.Note, body.ValidUntil, body.DueDate, body.DepositRequired, body.Lines, body.MemberId,
                    body.GroupIds, body.Coupons, body.Discount), cancel))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(CreateOrder)).WithSummary("Write down a quotation or a customer's order")
            .ProducesValidationProblem().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
    }
}
