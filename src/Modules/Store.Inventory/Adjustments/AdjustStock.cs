using Store.Contracts.Chain;
using Store.Contracts.Inventory;
using Store.Inventory.Stock;

namespace Store.Inventory.Adjustments;

/// <summary>Puts stock right by hand: damage, theft, own use, a miscount. The same document again is answered as the first time and moves nothing.</summary>
internal static class AdjustStock
{
    internal const int LinesAtMost = 500;

    internal sealed record Command(long StoreId, Guid DocumentUuid, string Reason, IReadOnlyList<Line> Lines) : ICommand<Result>, IStoreScoped;

    /// <param name="ProductId">What.</param>
    /// <param name="Quantity">By how much, in base units: positive is more, negative less.</param>
    internal sealed record Line(long ProductId, Quantity Quantity);

    internal sealed record Result(long DocumentId, Guid DocumentUuid, DateOnly BusinessDate, DateTime OccurredAt, Money Value);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly Quantity QuantityAtMost = Quantity.FromDecimal(1_000_000);

        public Validator()
        {
            RuleFor(command => command.DocumentUuid).NotEmpty();
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(StockDocuments.ReasonLength);
            RuleFor(command => command.Lines).NotEmpty().Must(lines => lines is null || lines.Count <= LinesAtMost).WithMessage($"An adjustment has at most {LinesAtMost} lines.");
            RuleForEach(command => command.Lines).NotNull().ChildRules(line =>
                line.RuleFor(one => one.Quantity).NotEqual(Quantity.Zero).InclusiveBetween(-QuantityAtMost, QuantityAtMost));
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
                command.DocumentUuid, command.StoreId, StockDocuments.Adjustment, now, store.Time().BusinessDate(now), Reason: command.Reason), cancellationToken);
            var value = isNew ? await Book(command, document, cancellationToken) : await ValueOf(document, cancellationToken);
            return new Result(document.DocumentId, command.DocumentUuid, document.BusinessDate, document.OccurredAt, value);
        }

        private async Task<Money> Book(Command command, StockDocument document, CancellationToken cancellationToken)
        {
            await names.Require([.. command.Lines.Select(line => line.ProductId)], cancellationToken);
            var values = await ledger.Book(command.StoreId, [.. command.Lines.Select(line => new LedgerMove(
                StockMoveKind.Adjust, line.ProductId, line.Quantity, document.DocumentId, document.BusinessDate, document.OccurredAt, Reason: command.Reason))],
                mayGoNegative: false, cancellationToken);
            var value = Money.Sum(values);
            await outbox.Add(new StockAdjusted(document.DocumentId, command.StoreId, document.BusinessDate, document.OccurredAt, value), cancellationToken);
            return value;
        }

        private Task<Money> ValueOf(StockDocument document, CancellationToken cancellationToken) => db.Scalar<Money>("""
            SELECT COALESCE(SUM(ValueMinor), 0) FROM inventory.StockMovements WHERE DocumentId = @DocumentId AND Kind = 'Adjust'
            """, document, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid DocumentUuid, string Reason, IReadOnlyList<Line> Lines);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/adjustments", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.DocumentUuid, body.Reason, body.Lines), cancel))
            .RequirePermission("inventory.adjust")
            .WithName(nameof(AdjustStock)).WithSummary("Put stock right by hand")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
