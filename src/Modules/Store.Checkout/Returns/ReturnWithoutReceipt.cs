using Store.Checkout.Reasons;
using Store.Checkout.Sales;
using Store.Contracts.Access;
using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;
using Store.Contracts.Inventory;
using Store.Contracts.Members;

namespace Store.Checkout.Returns;

/// <summary>
/// Takes goods back for which nobody has the receipt (无小票退货), or empties for their deposit. It has a permission and a limit of its own, gives back at most what the goods
/// cost now, and keeps what the customer was identified by. Goods come in at their cost of today, since nobody knows at which they left.
/// </summary>
internal static class ReturnWithoutReceipt
{
    public const string Permission = "checkout.return-unverified";

    /// <param name="StoreId">Where the goods come in.</param>
    /// <param name="SaleUuid">Made by the till.</param>
    /// <param name="RegisterId">The register; it has an open shift.</param>
    /// <param name="Reason">Why they come back.</param>
    /// <param name="IdentityHint">What the customer was identified by, never the whole of it.</param>
    /// <param name="MemberId">Who brings them, where it is a member.</param>
    /// <param name="Lines">What comes back.</param>
    /// <param name="Answers">Answers to the questions about returns.</param>
    /// <param name="StoreCredit">The money goes onto the member's stored value and not out of the drawer.</param>
    internal sealed record Command(
        long StoreId, Guid SaleUuid, long RegisterId, string Reason, string? IdentityHint, long? MemberId, IReadOnlyList<Line> Lines, IReadOnlyList<Answer>? Answers, bool StoreCredit)
        : ICommand<SaleResult>, IStoreScoped;

    /// <param name="ProductId">What comes back.</param>
    /// <param name="Quantity">How much, in base units.</param>
    /// <param name="UnitPrice">What is given back for one unit; at most its price now.</param>
    internal sealed record Line(long ProductId, Quantity Quantity, Money UnitPrice);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.SaleUuid).NotEmpty();
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(200);
            RuleFor(command => command.IdentityHint).MaximumLength(20);
            RuleFor(command => command.MemberId).NotNull().When(command => command.StoreCredit).WithMessage("Store credit is a member's.");
            RuleFor(command => command.Lines).NotEmpty().Must(lines => lines is null || lines.Count <= 100).WithMessage("At most 100 lines come back at once.");
            RuleForEach(command => command.Lines).NotNull().ChildRules(line =>
            {
                line.RuleFor(one => one.Quantity).GreaterThan(Quantity.Zero).LessThanOrEqualTo(new Quantity(10_000 * Quantity.PerUnit));
                line.RuleFor(one => one.UnitPrice).GreaterThan(Money.Zero);
            });
        }
    }

    internal sealed class Handler(Ids ids, Caller caller, TimeProvider clock, IMediator mediator, SaleBook book, AnswerBook answers) : IRequestHandler<Command, SaleResult>
    {
        public async Task<SaleResult> Handle(Command command, CancellationToken cancellationToken)
        {
            var register = await book.LockRegister(command.StoreId, command.RegisterId, cancellationToken);
            if (await book.FindByUuid(command.StoreId, command.SaleUuid, cancellationToken) is { } before)
                return before;
            if (register.ShiftId is null)
                throw new RuleBroken("shift.not_open", $"Register {register.Code} has no open shift.");

            var brings = command.MemberId is null ? Standing.Passerby : await mediator.Send(new GetStanding(command.StoreId, command.MemberId, []), cancellationToken);
            var now = clock.UtcNow();
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var time = store.Time();
            var goods = new Goods(await mediator.Send(
                new PriceProducts(command.StoreId, [.. command.Lines.Select(line => new PriceItem(line.ProductId)).Distinct()], time.Local(now)) { AlsoUnlisted = true }, cancellationToken));
            var saleId = ids.Next();
            var lines = command.Lines.Select((line, index) => LineOf(saleId, index + 1, line, goods.Of(line.ProductId, unit: null), store.PricesIncludeTax)).ToList();
            await RequireRight(command, brings, goods, -Money.Sum(lines.Select(line => line.Total)), cancellationToken);

            await answers.Record(
                register, command.StoreId, AnswerSubjects.Return, saleId, [new Happening(ReasonEvents.Return, Reason: command.Reason)], command.Answers, cancellationToken);
            var values = await mediator.Send(new MoveStock(command.StoreId, time.BusinessDate(now), now, [.. command.Lines.Select(line =>
                new StockMove(StockMoveKind.Return, line.ProductId, line.Quantity, saleId))]), cancellationToken);
            lines = [.. lines.Select((line, index) => line with { Cost = -values[index] })];
            var refund = Money.Sum(lines.Select(line => line.Total));
            return await book.Record(new Sale(
                saleId, command.SaleUuid, command.StoreId, register, SaleKind.Return, OriginalSaleId: null, command.Reason, time.BusinessDate(now), time.Local(now).Hour, now,
                caller.UserId, caller.Name, Change: Money.Zero, lines, [new SalePayment(command.StoreCredit ? Tenders.StoredValue : Tenders.Cash, refund, refund, Reference: null)], command.StoreCredit ? brings.Required : brings.MemberId)
            {
                IdentityHint = command.IdentityHint,
            }, cancellationToken);
        }

        /// <summary>Empties are worth their deposit to whoever brings them; for anything else it takes a right, a name and a limit.</summary>
        private async Task RequireRight(Command command, Standing brings, Goods goods, Money refund, CancellationToken cancellationToken)
        {
            if (command.Lines.All(line => goods.Of(line.ProductId, unit: null).Flags.HasFlag(ItemFlags.Deposit)))
                return;
            caller.Require(command.StoreId, Permission);
            if (brings.MemberId is null && string.IsNullOrWhiteSpace(command.IdentityHint))
                throw new RuleBroken("return.nobody", "Say who brings the goods back: the member, or the last digits of a paper or phone number.");
            await mediator.Send(new RequireLimit(
                command.StoreId, Limits.UnverifiedRefundAmount, refund.ToDecimal(), SaleSubjects.Of(command.SaleUuid), command.Reason), cancellationToken);
        }

        private static SaleLine LineOf(long saleId, int lineNumber, Line line, PricedProduct product, bool priceIncludesTax)
        {
            if (product.Flags.HasFlag(ItemFlags.Value))
                throw new RuleBroken("return.value", $"{product.Name} is value and not goods: it goes back with its receipt only.");
            if (line.UnitPrice > product.Price)
            {
                throw new RuleBroken("return.above_price", $"{product.Name} costs {product.Price} now; without a receipt no more is given back.", new Dictionary<string, object?>
                {
                    ["lineNumber"] = lineNumber, ["price"] = product.Price.ToDecimal(),
                });
            }

            var amount = Money.Of(line.UnitPrice, line.Quantity);
            var tax = priceIncludesTax ? product.TaxRate.IncludedIn(amount) : product.TaxRate.OnTopOf(amount);
            var net = priceIncludesTax ? amount - tax : amount;
            return new SaleLine(
                saleId, lineNumber, product.ProductId, product.Code, product.Name, Barcode: null, product.Unit, -line.Quantity, line.UnitPrice, product.PriceId,
                -(net + tax), -net, -tax, product.TaxCode, product.TaxRate, Cost: Money.Zero)
            { Gross = -amount, ListPrice = product.ListPrice, CategoryId = product.CategoryId, Pieces = line.Quantity.ToPieces(product.Flags.HasFlag(ItemFlags.Weighed)) };
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid SaleUuid, long RegisterId, string Reason, IReadOnlyList<Line> Lines, string? IdentityHint = null, long? MemberId = null, IReadOnlyList<Answer>? Answers = null,
            bool StoreCredit = false);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/returns/without-receipt", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(storeId, body.SaleUuid, body.RegisterId, body.Reason, body.IdentityHint, body.MemberId, body.Lines, body.Answers, body.StoreCredit), cancel))
            .RequirePermission("checkout.return").MayNeed(Permission)
            .WithName(nameof(ReturnWithoutReceipt)).WithSummary("Take goods back without a receipt, or empties for their deposit")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
