using Store.Checkout.Payments;
using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;
using Store.Contracts.Inventory;

namespace Store.Checkout.Sales;

/// <summary>
/// Records a sale: lines at the price the till showed, tax, payments, stock and the receipt's number, all in one transaction. The till makes <c>saleUuid</c>;
/// sent again after a broken connection, it is answered as the first time and sells nothing twice.
/// </summary>
internal static class CompleteSale
{
    internal sealed record Command(long StoreId, Guid SaleUuid, long RegisterId, IReadOnlyList<Line> Lines, IReadOnlyList<Payment> Payments)
        : ICommand<SaleResult>, IStoreScoped;

    /// <param name="ProductId">What.</param>
    /// <param name="Quantity">How much, in base units.</param>
    /// <param name="UnitPrice">The price that the till showed.</param>
    /// <param name="Barcode">What was scanned, if anything was.</param>
    internal sealed record Line(long ProductId, Quantity Quantity, Money UnitPrice, string? Barcode);

    /// <param name="Tender">Cash, Card or Wallet.</param>
    /// <param name="Amount">What was handed over; only cash may be more than what is due.</param>
    /// <param name="Reference">The terminal's or wallet's reference.</param>
    /// <param name="AttemptId">The payment through a provider that this is, where it is one.</param>
    internal sealed record Payment(string Tender, Money Amount, string? Reference, long? AttemptId = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly string[] Allowed = [Tenders.Cash, Tenders.Card, Tenders.Wallet];

        public Validator()
        {
            RuleFor(command => command.SaleUuid).NotEmpty();
            RuleFor(command => command.Lines).NotEmpty().Must(lines => lines is null || lines.Count <= 500).WithMessage("A sale has at most 500 lines.");
            RuleForEach(command => command.Lines).NotNull().ChildRules(line =>
            {
                line.RuleFor(one => one.Quantity).GreaterThan(Quantity.Zero).LessThanOrEqualTo(new Quantity(100_000 * Quantity.PerUnit));
                line.RuleFor(one => one.UnitPrice).GreaterThanOrEqualTo(Money.Zero);
                line.RuleFor(one => one.Barcode).MaximumLength(48);
            });
            RuleFor(command => command.Payments).NotNull().Must(payments => payments is null || payments.Count <= 20).WithMessage("A sale has at most 20 payments.");
            RuleForEach(command => command.Payments).NotNull().ChildRules(payment =>
            {
                payment.RuleFor(one => one.Tender).Must(tender => Allowed.Contains(tender, StringComparer.Ordinal)).WithMessage("A tender is Cash, Card or Wallet.");
                payment.RuleFor(one => one.Amount).GreaterThan(Money.Zero);
                payment.RuleFor(one => one.Reference).MaximumLength(100);
            });
        }
    }

    internal sealed class Handler(Ids ids, Caller caller, TimeProvider clock, IMediator mediator, SaleBook book, AttachedPayments attached) : IRequestHandler<Command, SaleResult>
    {
        public async Task<SaleResult> Handle(Command command, CancellationToken cancellationToken)
        {
            var register = await book.LockRegister(command.StoreId, command.RegisterId, cancellationToken);
            if (await book.FindByUuid(command.StoreId, command.SaleUuid, cancellationToken) is { } before)
                return before;
            if (register.ShiftId is null)
                throw new RuleBroken("shift.not_open", $"Register {register.Code} has no open shift.");

            var now = clock.UtcNow();
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var time = store.Time();
            var saleId = ids.Next();

            var priced = await Price(command, time.Local(now), cancellationToken);
            var costs = await mediator.Send(new MoveStock(command.StoreId, time.BusinessDate(now), now, [.. command.Lines.Select(line =>
                new StockMove(StockMoveKind.Sale, line.ProductId, -line.Quantity, saleId))]), cancellationToken);
            var lines = command.Lines.Select((line, index) =>
                SaleLine.Sold(saleId, index + 1, priced[line.ProductId], line.Quantity, line.Barcode, store.PricesIncludeTax, cost: -costs[index])).ToList();
            var settled = Settlement.Of(Money.Sum(lines.Select(line => line.Total)), command.Payments, register.Rounding);
            await attached.Attach(command.StoreId, command.SaleUuid, saleId, command.Payments, cancellationToken);

            return await book.Record(new Sale(
                saleId, command.SaleUuid, command.StoreId, register, IsReturn: false, OriginalSaleId: null, Reason: null, time.BusinessDate(now), time.Local(now).Hour, now,
                caller.UserId, caller.Name, settled.Change, lines, settled.Payments) { Rounding = settled.Rounding }, cancellationToken);
        }

        private async Task<Dictionary<long, PricedProduct>> Price(Command command, DateTime localTime, CancellationToken cancellationToken)
        {
            var priced = (await mediator.Send(new PriceProducts(command.StoreId, [.. command.Lines.Select(line => line.ProductId).Distinct().Select(id => new PriceItem(id))], localTime), cancellationToken))
                .ToDictionary(product => product.ProductId);
            foreach (var line in command.Lines)
            {
                if (!priced.TryGetValue(line.ProductId, out var product))
                    throw new RuleBroken("product.not_for_sale", "This product is not for sale here.", new Dictionary<string, object?> { ["productId"] = line.ProductId });
                if (product.Price != line.UnitPrice)
                {
                    throw new RuleBroken("price.differs", $"{product.Name} costs {product.Price}, the till showed {line.UnitPrice}.", new Dictionary<string, object?>
                    {
                        ["productId"] = line.ProductId, ["shown"] = line.UnitPrice.ToDecimal(), ["actual"] = product.Price.ToDecimal(),
                    });
                }
            }

            return priced;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid SaleUuid, long RegisterId, IReadOnlyList<Line> Lines, IReadOnlyList<Payment> Payments);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/sales", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.SaleUuid, body.RegisterId, body.Lines, body.Payments), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(CompleteSale)).WithSummary("Record a sale")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
