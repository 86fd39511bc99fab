using Store.Checkout.Currencies;
using Store.Checkout.Payments;
using Store.Checkout.Reasons;
using Store.Checkout.RefundRules;
using Store.Checkout.Returns;
using Store.Contracts.Access;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;
using Store.Contracts.Inventory;
using Store.Contracts.Marketing;

namespace Store.Checkout.Sales;

/// <summary>
/// Records a sale: lines at the price the till showed, discounts, tax, payments, stock and the receipt's number, all in one transaction. Goods of earlier sales may
/// come back on the same ticket (exchange). The till makes <c>saleUuid</c>; sent again after a broken connection, it is answered as the first time and sells nothing twice.
/// </summary>
internal static class CompleteSale
{
    /// <param name="StoreId">Where.</param>
    /// <param name="SaleUuid">Made by the till.</param>
    /// <param name="RegisterId">The register; it has an open shift.</param>
    /// <param name="Lines">What is sold.</param>
    /// <param name="Payments">What was handed over.</param>
    /// <param name="Total">What the till showed as the total; refused where it is another by now. Null: only the lines' prices are compared.</param>
    /// <param name="MemberId">Who buys.</param>
    /// <param name="GroupIds">Groups added to the ticket.</param>
    /// <param name="Coupons">Coupon codes.</param>
    /// <param name="Discount">Taken off the whole ticket.</param>
    /// <param name="Exemption">Why no tax is charged.</param>
    /// <param name="AgeConfirmed">The age up to which the cashier has checked the customer's; null where nothing asked for it.</param>
    /// <param name="Returns">Goods of earlier sales that come back on this ticket.</param>
    /// <param name="ReturnReason">Why they come back.</param>
    /// <param name="Refunds">How money goes back, where more comes back than is sold.</param>
    /// <param name="Answers">What the cashier was asked; a line is the ticket's.</param>
    /// <param name="StoredChange">What of the change the member has stored instead of taking it; null for none of it.</param>
    internal sealed record Command(
        long StoreId, Guid SaleUuid, long RegisterId, IReadOnlyList<TicketLine> Lines, IReadOnlyList<Payment> Payments, Money? Total = null, long? MemberId = null,
        IReadOnlyList<long>? GroupIds = null, IReadOnlyList<string>? Coupons = null, ManualDiscount? Discount = null, TaxExemption? Exemption = null, int? AgeConfirmed = null,
        IReadOnlyList<GoodsToReturn>? Returns = null, string? ReturnReason = null, IReadOnlyList<RecordReturn.Refund>? Refunds = null,
        IReadOnlyList<Answer>? Answers = null, Money? StoredChange = null)
        : ICommand<SaleResult>, IStoreScoped, ITicket
    {
        /// <summary>An order's or quotation's prices; it alone is paid with a deposit. Set by what sells them, never by a request.</summary>
        public bool Agreed { get; init; }
    }

    /// <param name="Tender">Cash, Card, Wallet, ForeignCash, or the member's Points or StoredValue, or a GiftCard.</param>
    /// <param name="Amount">What was handed over, foreign cash at its worth; only cash may be more than what is due.</param>
    /// <param name="Reference">The terminal's or wallet's reference; the gift card's code.</param>
    /// <param name="AttemptId">The payment through a provider that this is, where it is one.</param>
    /// <param name="Foreign">The notes of another currency that these are, at the rate that the till showed; for ForeignCash alone.</param>
    /// <param name="HoldId">The hold under which the till keeps a balance for this basket; null without one.</param>
    internal sealed record Payment(string Tender, Money Amount, string? Reference, long? AttemptId = null, ForeignCash? Foreign = null, long? HoldId = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly string[] Allowed = [Tenders.Cash, Tenders.Card, Tenders.Wallet, Tenders.ForeignCash, Tenders.Deposit, .. Tenders.OfBalances];

        public Validator()
        {
            RuleFor(command => command.SaleUuid).NotEmpty();
            RuleFor(command => command.Lines).NotEmpty();
            Include(new TicketValidator());
            RuleFor(command => command.Payments).NotNull().Must(payments => payments is null || payments.Count <= 20).WithMessage("A sale has at most 20 payments.");
            RuleFor(command => command.Payments).Must((command, payments) => command.Agreed || payments is null || payments.All(payment => payment?.Tender != Tenders.Deposit))
                .WithMessage("Only an order is paid with its deposit.");
            RuleForEach(command => command.Payments).NotNull().ChildRules(payment =>
            {
                payment.RuleFor(one => one.Tender).Must(tender => Allowed.Contains(tender, StringComparer.Ordinal)).WithMessage("A tender is Cash, Card, Wallet, ForeignCash, Points, StoredValue or GiftCard.");
                payment.RuleFor(one => one.Amount).GreaterThan(Money.Zero);
                payment.RuleFor(one => one.Reference).MaximumLength(100);
                payment.RuleFor(one => one.Foreign).Must((one, foreign) => (foreign is not null) == (one.Tender == Tenders.ForeignCash)).WithMessage("Foreign cash, and nothing else, says its currency.")
                    .SetValidator(new ForeignCashValidator()!);
            });
            RuleFor(command => command.StoredChange).GreaterThan(Money.Zero);
            RuleFor(command => command.MemberId).NotNull().When(command => command.StoredChange is not null).WithMessage("Change is stored for a member.");
            RuleFor(command => command.Returns!).SetValidator(new GoodsToReturnValidator()).When(command => command.Returns is not null);
            RuleFor(command => command.ReturnReason).NotEmpty().MaximumLength(200).When(command => command.Returns is { Count: > 0 });
            RuleFor(command => command.Refunds).Must(refunds => refunds is null || refunds.Count <= 20).WithMessage("A ticket has at most 20 refunds.");
            RuleForEach(command => command.Refunds).NotNull().SetValidator(new RecordReturn.RefundValidator());
        }
    }

    internal sealed class Handler(
        Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, SaleBook book, TicketPricing pricing, TicketLimits limits, GoodsBack goodsBack, AttachedPayments attached,
        ShownRates rates, AnswerBook answers)
        : IRequestHandler<Command, SaleResult>
    {
        public async Task<SaleResult> Handle(Command command, CancellationToken cancellationToken)
        {
            var register = await book.LockRegister(command.StoreId, command.RegisterId, cancellationToken);
            if (await book.FindByUuid(command.StoreId, command.SaleUuid, cancellationToken) is { } before)
                return before;
            if (register.ShiftId is null)
                throw new RuleBroken("shift.not_open", $"Register {register.Code} has no open shift.");
            if (command.Returns is { Count: > 0 })
                caller.Require(command.StoreId, "checkout.return");
            if (command.Exemption is not null)
                caller.Require(command.StoreId, TaxExemptPermission);

            var now = clock.UtcNow();
            await rates.Check(command.StoreId, command.Payments, now, cancellationToken);
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var time = store.Time();
            var saleId = ids.Next();
            var subject = SaleSubjects.Of(command.SaleUuid);

            var ticket = await pricing.Price(command, time.Local(now), store.PricesIncludeTax, TendersOf(command), PromotionDetail.Discounts, cancellationToken);
            var back = await goodsBack.Due(command.StoreId, command.Returns ?? [], cancellationToken);
            CheckWhatWasShown(command, ticket, Money.Sum(back.Select(one => one.Due.Total)));
            await answers.Record(
                register, command.StoreId, AnswerSubjects.Sale, saleId, SaleHappenings.Of(command, ticket), command.Answers, cancellationToken, SaleHappenings.Lines(ticket));
            var priced = command.Agreed ? ticket.SaleLines : await limits.Check(command.StoreId, ticket, command.Discount, subject, cancellationToken);
            var settled = await Settle(command, register, saleId, ticket.Total, back, subject, cancellationToken);
            await attached.Attach(command.StoreId, command.SaleUuid, saleId, command.Payments, cancellationToken);

            await goodsBack.TakeBack(back, cancellationToken);
            await goodsBack.PutOnShelf(command.StoreId, saleId, back, time.BusinessDate(now), now, cancellationToken);
            var goods = priced.Where(line => !line.IsValue).ToList();
            var costs = goods.Zip(
                await mediator.Send(new MoveStock(command.StoreId, time.BusinessDate(now), now, [.. goods.Select(line =>
                    new StockMove(StockMoveKind.Sale, line.ProductId, -line.BaseQuantity, saleId))]), cancellationToken),
                (line, cost) => (line.LineNumber, Cost: -cost)).ToDictionary(line => line.LineNumber, line => line.Cost);
            var sellers = await Sellers(command, cancellationToken);
            var lines = priced.Select(line => line with
            {
                SaleId = saleId,
                Cost = costs.GetValueOrDefault(line.LineNumber),
                SellerName = line.SellerId is { } seller ? sellers[seller] : null,
            }).ToList();
            foreach (var one in back)
                lines.AddRange(one.Due.AsLines(saleId, one.Sale.SaleId, lines.Count + 1));

            return await book.Record(new Sale(
                saleId, command.SaleUuid, command.StoreId, register, back.Count == 0 ? SaleKind.Sale : SaleKind.Exchange, back.Count == 1 ? back[0].Sale.SaleId : null,
                back.Count == 0 ? null : command.ReturnReason, time.BusinessDate(now), time.Local(now).Hour, now,
                caller.UserId, caller.Name, settled.Change, lines, settled.Payments, ticket.Customer.MemberId)
            {
                Exemption = command.Exemption, Rounding = settled.Rounding, Deals = SoldBasket.Of(ticket), Customer = ticket.Customer, LocalTime = time.Local(now),
                Coupons = [.. ticket.CouponDiscounts.Keys], CouponDiscounts = ticket.CouponDiscounts,
            }, cancellationToken);
        }

        private static IReadOnlyList<BasketTender> TendersOf(Command command) => command.Payments.Count == 1
            ? [new BasketTender(command.Payments[0].Tender, Amount: null)]
            : [.. command.Payments.Select(payment => new BasketTender(payment.Tender, payment.Amount))];

        private static void CheckWhatWasShown(Command command, PricedTicket ticket, Money returned)
        {
            foreach (var line in ticket.Lines.Where(line => !line.IsOverridden && line.Product.Price != line.Asked.UnitPrice))
            {
                throw new RuleBroken("price.differs", $"{line.Product.Name} costs {line.Product.Price}, the till showed {line.Asked.UnitPrice}.", new Dictionary<string, object?>
                {
                    ["productId"] = line.Product.ProductId, ["lineNumber"] = line.Number, ["shown"] = line.Asked.UnitPrice.ToDecimal(), ["actual"] = line.Product.Price.ToDecimal(),
                });
            }

            var total = ticket.Total - returned;
            if (command.Total is { } shown && shown != total)
            {
                TicketCoupons.RefuseLost(ticket.Promoted.CouponsRefused, shown, total);
                throw new RuleBroken("total.differs", $"The ticket comes to {total}, the till showed {shown}.", new Dictionary<string, object?>
                {
                    ["shown"] = shown.ToDecimal(), ["actual"] = total.ToDecimal(),
                });
            }

            var age = ticket.Lines.Max(line => line.Product.AgeLimit);
            if (age > (command.AgeConfirmed ?? 0))
                throw new RuleBroken("age.unconfirmed", $"Goods on this ticket are sold from the age of {age} only.", new Dictionary<string, object?> { ["age"] = age });
        }

        /// <summary>What comes back pays for what is sold; only the rest is paid or given back.</summary>
        private async Task<Settlement> Settle(
            Command command, Register register, long saleId, Money sold, IReadOnlyList<SaleDue> back, string subject, CancellationToken cancellationToken)
        {
            if (back.Count == 0)
                return Settlement.Of(sold, command.Payments, register.Rounding, command.StoredChange ?? Money.Zero);
            var refunds = command.Refunds ?? [];
            var exchange = Exchange.Of(
                sold, back, refunds, await RefundPolicy.Read(db, command.StoreId, cancellationToken), await attached.SalesOf(refunds, cancellationToken), register.Rounding);
            foreach (var (sale, given) in exchange.Given)
            {
                await attached.RequireLinked(command.StoreId, sale.SaleId, sale.Tenders, given, cancellationToken);
                await attached.Attach(command.StoreId, sale.SaleId, saleId, given, cancellationToken);
            }

            if (exchange.GivenBack > Money.Zero)
                await mediator.Send(new RequireLimit(command.StoreId, Limits.RefundAmount, exchange.GivenBack.ToDecimal(), subject, command.ReturnReason), cancellationToken);
            var rest = Settlement.Of(exchange.ToPay, command.Payments, register.Rounding, command.StoredChange ?? Money.Zero);
            return rest with { Payments = [.. exchange.Payments, .. rest.Payments], Rounding = rest.Rounding + exchange.Rounding };
        }

        private async Task<IReadOnlyDictionary<long, string>> Sellers(Command command, CancellationToken cancellationToken)
        {
            var sellers = command.Lines.Select(line => line.SellerId).OfType<long>().Distinct().ToList();
            if (sellers.Count == 0)
                return new Dictionary<long, string>();
            var names = await mediator.Send(new GetStaffNames(command.StoreId, sellers), cancellationToken);
            foreach (var unknown in sellers.Where(seller => !names.ContainsKey(seller)))
                throw new NotFound("seller", unknown);
            return names;
        }
    }

    private const string TaxExemptPermission = "checkout.tax-exempt";

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            Guid SaleUuid, long RegisterId, IReadOnlyList<TicketLine> Lines, IReadOnlyList<Payment> Payments, Money? Total = null, long? MemberId = null,
            IReadOnlyList<long>? GroupIds = null, IReadOnlyList<string>? Coupons = null, ManualDiscount? Discount = null, TaxExemption? Exemption = null, int? AgeConfirmed = null,
            IReadOnlyList<GoodsToReturn>? Returns = null, string? ReturnReason = null, IReadOnlyList<RecordReturn.Refund>? Refunds = null,
            IReadOnlyList<Answer>? Answers = null, Money? StoredChange = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/sales", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(
                    storeId, body.SaleUuid, body.RegisterId, body.Lines, body.Payments, body.Total, body.MemberId, body.GroupIds, body.Coupons, body.Discount, body.Exemption,
                    body.AgeConfirmed, body.Returns, body.ReturnReason, body.Refunds, body.Answers, body.StoredChange), cancel))
            .RequirePermission("checkout.sell").MayNeed(TaxExemptPermission, ReturnableSale.AnyStore, AttachedPayments.Unlinked)
            .WithName(nameof(CompleteSale)).WithSummary("Record a sale, or an exchange of goods")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
