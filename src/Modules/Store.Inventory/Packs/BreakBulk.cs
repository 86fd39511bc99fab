using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Inventory;
using Store.Inventory.Stock;

namespace Store.Inventory.Packs;

/// <summary>
/// Opens packs to sell what is in them (拆零): the packs leave the stock at moving average and their content comes in at exactly that value. The same document again is
/// answered as the first time and moves nothing.
/// </summary>
internal static class BreakBulk
{
    private const string Kind = nameof(StockMoveKind.BreakBulk);

    /// <param name="StoreId">Where.</param>
    /// <param name="DocumentUuid">Made by the caller; the same one again moves nothing.</param>
    /// <param name="PackId">The pack.</param>
    /// <param name="Packs">How many are opened: whole ones.</param>
    internal sealed record Command(long StoreId, Guid DocumentUuid, long PackId, int Packs) : ICommand<Result>, IStoreScoped;

    /// <param name="DocumentId">The paper.</param>
    /// <param name="DocumentUuid">As it was sent.</param>
    /// <param name="PackId">The pack.</param>
    /// <param name="Packs">How many were opened.</param>
    /// <param name="ProductId">What came out.</param>
    /// <param name="Quantity">How many base units of it.</param>
    /// <param name="Value">What moved with them, at moving average.</param>
    /// <param name="BusinessDate">The day whose books it belongs to.</param>
    /// <param name="OccurredAt">UTC.</param>
    internal sealed record Result(
        long DocumentId, Guid DocumentUuid, long PackId, int Packs, long ProductId, Quantity Quantity, Money Value, DateOnly BusinessDate, DateTime OccurredAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int PacksAtMost = 10_000;

        public Validator()
        {
            RuleFor(command => command.DocumentUuid).NotEmpty();
            RuleFor(command => command.Packs).InclusiveBetween(1, PacksAtMost);
        }
    }

    internal sealed class Handler(Db db, StockDocuments documents, StockLedger ledger, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var now = clock.UtcNow();
            var (document, isNew) = await documents.FindOrAdd(new NewStockDocument(
                command.DocumentUuid, command.StoreId, StockDocuments.BreakBulk, now, store.Time().BusinessDate(now)), cancellationToken);
            if (isNew)
                await Book(command, document, cancellationToken);
            return await ResultOf(command, document, cancellationToken);
        }

        private async Task Book(Command command, StockDocument document, CancellationToken cancellationToken)
        {
            var content = await mediator.Send(new FindPack(command.PackId), cancellationToken) ?? throw new RuleBroken(
                "pack.not_one", $"Product {command.PackId} is no pack that could be broken.", new Dictionary<string, object?> { ["productId"] = command.PackId });
            LedgerMove Move(long productId, Quantity quantity, bool takesOver) => new(
                StockMoveKind.BreakBulk, productId, quantity, document.DocumentId, document.BusinessDate, document.OccurredAt, TakesOverValue: takesOver);
            await ledger.Book(command.StoreId,
            [
                Move(command.PackId, new Quantity(-command.Packs * Quantity.PerUnit), takesOver: false),
                Move(content.ProductId, new Quantity(command.Packs * content.Factor.Milli), takesOver: true),
            ], mayGoNegative: false, cancellationToken);
        }

        private async Task<Result> ResultOf(Command command, StockDocument document, CancellationToken cancellationToken)
        {
            var moves = await db.Query<Row>("""
                SELECT ProductId, QuantityMilli, ValueMinor
                FROM   inventory.StockMovements
                WHERE  DocumentId = @DocumentId AND Kind = @Kind
                ORDER BY MovementId
                """, new { document.DocumentId, Kind }, cancellationToken);
            var (pack, content) = (moves[0], moves[1]);
            return new Result(
                document.DocumentId, command.DocumentUuid, pack.ProductId, (int)(-pack.Quantity.Milli / Quantity.PerUnit), content.ProductId, content.Quantity, content.Value,
                document.BusinessDate, document.OccurredAt);
        }

        private sealed record Row(long ProductId, Quantity Quantity, Money Value);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid DocumentUuid, long PackId, int Packs);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/break-bulk", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.DocumentUuid, body.PackId, body.Packs), cancel))
            .RequirePermission("inventory.adjust")
            .WithName(nameof(BreakBulk)).WithSummary("Open packs to sell what is in them")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
