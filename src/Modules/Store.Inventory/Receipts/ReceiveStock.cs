using Store.Contracts.Chain;
using Store.Contracts.Inventory;
using Store.Inventory.Stock;

namespace Store.Inventory.Receipts;

/// <summary>Takes in goods from a supplier at what they cost. The same document again is answered as the first time and moves nothing.</summary>
internal static class ReceiveStock
{
    internal const int LinesAtMost = 500;

    internal sealed record Command(long StoreId, Guid DocumentUuid, string? Supplier, string? Number, IReadOnlyList<Line> Lines) : ICommand<Result>, IStoreScoped;

    /// <param name="ProductId">What came in.</param>
    /// <param name="Quantity">How much, in base units.</param>
    /// <param name="Cost">What the whole line cost, without tax.</param>
    internal sealed record Line(long ProductId, Quantity Quantity, Money Cost);

    internal sealed record Result(long DocumentId, Guid DocumentUuid, DateOnly BusinessDate, DateTime OccurredAt, Money Value);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly Quantity QuantityAtMost = Quantity.FromDecimal(1_000_000);
        private static readonly Money CostAtMost = Money.FromDecimal(1_000_000_000);

        public Validator()
        {
            RuleFor(command => command.DocumentUuid).NotEmpty();
            RuleFor(command => command.Supplier).MaximumLength(StockDocuments.SupplierLength);
            RuleFor(command => command.Number).MaximumLength(StockDocuments.NumberLength);
            RuleFor(command => command.Lines).NotEmpty().Must(lines => lines is null || lines.Count <= LinesAtMost).WithMessage($"A receipt has at most {LinesAtMost} lines.");
            RuleForEach(command => command.Lines).NotNull().ChildRules(line =>
            {
                line.RuleFor(one => one.Quantity).GreaterThan(Quantity.Zero).LessThanOrEqualTo(QuantityAtMost);
                line.RuleFor(one => one.Cost).InclusiveBetween(Money.Zero, CostAtMost);
            });
        }
    }

    internal sealed class Handler(Db db, StockDocuments documents, StockLedger ledger, GoodsNames names, Outbox outbox, IMediator mediator, TimeProvider clock)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var now = clock.UtcNow();
            var (document, isNew) = await documents.FindOrAdd(new NewStockDocument(
                command.DocumentUuid, command.StoreId, StockDocuments.Receipt, now, store.Time().BusinessDate(now), command.Supplier, command.Number), cancellationToken);
            var value = isNew ? await Book(command, document, cancellationToken) : await ValueOf(document, cancellationToken);
            return new Result(document.DocumentId, command.DocumentUuid, document.BusinessDate, document.OccurredAt, value);
        }

        private async Task<Money> Book(Command command, StockDocument document, CancellationToken cancellationToken)
        {
            await names.Require([.. command.Lines.Select(line => line.ProductId)], cancellationToken);
            var values = await ledger.Book(command.StoreId, [.. command.Lines.Select(line => new LedgerMove(
                StockMoveKind.Receive, line.ProductId, line.Quantity, document.DocumentId, document.BusinessDate, document.OccurredAt, line.Cost))],
                mayGoNegative: false, cancellationToken);
            var value = Money.Sum(values);
            await outbox.Add(new StockReceived(document.DocumentId, command.StoreId, document.BusinessDate, document.OccurredAt, value), cancellationToken);
            return value;
        }

        private Task<Money> ValueOf(StockDocument document, CancellationToken cancellationToken) => db.Scalar<Money>("""
            SELECT COALESCE(SUM(ValueMinor), 0) FROM inventory.StockMovements WHERE DocumentId = @DocumentId AND Kind = 'Receive'
            """, document, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid DocumentUuid, string? Supplier, string? Number, IReadOnlyList<Line> Lines);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/receipts", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.DocumentUuid, body.Supplier, body.Number, body.Lines), cancel))
            .RequirePermission("inventory.receive")
            .WithName(nameof(ReceiveStock)).WithSummary("Take in goods from a supplier")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
