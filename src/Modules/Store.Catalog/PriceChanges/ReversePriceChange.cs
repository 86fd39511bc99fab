using Store.Catalog.Prices;

namespace Store.Catalog.PriceChanges;

/// <summary>Makes the document that undoes one whose prices have begun: it puts back what held before. Like any other it has to be approved.</summary>
internal static class ReversePriceChange
{
    internal sealed record Command(long ChangeId, string Reason) : ICommand<Result>;

    internal sealed record Result(long ChangeId, string Number, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().MaximumLength(200).IsPlainText();
    }

    internal sealed class Handler(Db db, Ids ids, PriceChangeDocuments documents, PriceChangeNumbers numbers) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var document = await documents.Load(command.ChangeId, cancellationToken);
            await documents.RequireSay(document.ListId, document.StoreIds, cancellationToken);
            if (!await documents.IsLive(document, cancellationToken))
                throw new RuleBroken("price_change.not_live", $"The prices of {document.Number} have not begun; there is nothing to undo.");
            if (await db.Find<string>(
                "SELECT Number FROM catalog.PriceChanges WHERE ReversesId = @ChangeId AND State NOT IN ('Cancelled', 'Refused') ORDER BY ChangeId", command, cancellationToken) is { } already)
            {
                throw new Conflict("price_change.reversed", $"{already} undoes {document.Number} already.", new Dictionary<string, object?> { ["number"] = already });
            }

            var undone = await Undone(document, cancellationToken);
            if (undone.Count == 0)
                throw new RuleBroken("price_change.nothing_to_undo", $"Before {document.Number} there were no prices that could hold again.");
            var (changeId, number) = await numbers.Open(new Fields(command.Reason, document.ListId, document.StoreIds), document.ChangeId, cancellationToken);
            await documents.WriteStores(changeId, document.StoreIds, cancellationToken);
            await documents.InsertLines([.. undone.Select(line => line with { LineId = ids.Next(), ChangeId = changeId })], cancellationToken);
            return new Result(changeId, number, Version: 1);
        }

        /// <summary>What held in the place of each price just before it; a price that took nobody's place ends, unless goods would be left without one.</summary>
        private async Task<List<PriceChangeLineRow>> Undone(PriceChangeDocument document, CancellationToken cancellationToken)
        {
            var set = await db.Query<Before>("""
                SELECT    r.ProductId, r.StyleId, r.Unit, r.StoreId, o.PriceMinor AS OldPriceMinor
                FROM      catalog.Prices r
                LEFT JOIN catalog.Prices o ON o.PriceId =
                    (SELECT v.PriceId
                     FROM   catalog.Prices v
                     WHERE  v.ProductId = r.ProductId AND v.ListId = r.ListId AND v.Unit = r.Unit AND v.StoreId = r.StoreId AND v.StyleId = r.StyleId AND v.PriceId < r.PriceId
                        AND v.ValidFromLocal <= r.ValidFromLocal
                        AND (v.ValidToLocal IS NULL OR v.ValidToLocal > r.ValidFromLocal) AND (v.Cancelled = 0 OR v.UntilLocal > r.ValidFromLocal)
                     ORDER BY v.ValidFromLocal DESC, v.PriceId DESC
                     OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY)
                WHERE     r.ChangeId = @ChangeId
                """, document, cancellationToken);
            var ended = await db.Query<Before>("""
                SELECT ProductId, StyleId, Unit, StoreId, PriceMinor AS OldPriceMinor
                FROM   catalog.Prices
                WHERE  ProductId IN @products AND EndedByChangeId = @ChangeId
                ORDER BY ValidFromLocal, PriceId
                """, new { products = (await documents.Lines(document.ChangeId, cancellationToken)).Where(line => line.NewPrice is null).Select(line => line.ProductId).Distinct(), document.ChangeId },
                cancellationToken);
            return
            [
                .. set.Concat(ended).GroupBy(row => (row.ProductId, row.StyleId, row.Unit, row.StoreId))
                    .Select(same => new PriceChangeLineRow(0, 0, same.Key.ProductId, same.Key.Unit, same.Key.StoreId, null, same.Last().OldPrice, same.Key.StyleId))
                    .Where(line => line.NewPrice is not null || document.ListId != PriceRow.Retail || line.StoreId != PriceRow.WholeChain || line.Unit.Length > 0),
            ];
        }

        private sealed record Before(long ProductId, long StyleId, string Unit, long StoreId, Money? OldPrice);

        private sealed record Fields(string Reason, long ListId, IReadOnlyList<long>? StoreIds) : IPriceChangeFields
        {
            public DateTime? From => null;

            public DateTime? To => null;

            public IReadOnlyList<PriceChangeLine>? Lines => null;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/price-changes/{changeId:long}/reverse", (long changeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(changeId, body.Reason), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(ReversePriceChange)).WithSummary("Make the document that undoes a price change")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
