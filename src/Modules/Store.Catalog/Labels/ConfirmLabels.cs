using Store.Catalog.Barcodes;
using Store.Catalog.Products;

namespace Store.Catalog.Labels;

/// <summary>Confirms that labels hang on the shelf, by product or by scanning; from then on the till charges what they say.</summary>
internal static class ConfirmLabels
{
    internal sealed record Command(long StoreId, IReadOnlyList<Line> Lines) : ICommand<Result>, IStoreScoped;

    /// <param name="ProductId">The product; left out where a code is given.</param>
    /// <param name="Code">A barcode or item code, as scanned.</param>
    /// <param name="Price">What the label says; left out: what was printed last or, where nothing was, the present price.</param>
    internal sealed record Line(long? ProductId, string? Code, Money? Price);

    internal sealed record Result(IReadOnlyList<Confirmed> Labels);

    /// <param name="ProductId">The product.</param>
    /// <param name="Code">Item code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Unit">Unit that the price is for.</param>
    /// <param name="ShelfPrice">What the label says now.</param>
    /// <param name="Price">What it should say; another price means that it has to be printed again.</param>
    internal sealed record Confirmed(long ProductId, string Code, string Name, string Unit, Money ShelfPrice, Money? Price);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int LinesAtMost = 500;

        public Validator()
        {
            RuleFor(command => command.Lines).Cascade(CascadeMode.Stop).NotEmpty().Must(lines => lines.Count <= LinesAtMost).WithMessage($"At most {LinesAtMost} labels at once.");
            RuleForEach(command => command.Lines).Must(line => line.ProductId is null == !string.IsNullOrWhiteSpace(line.Code)).WithMessage("A label is named by its product or by a code.")
                .Must(line => line.Code is null || line.Code.Length <= 48).WithMessage("A code has at most 48 characters.")
                .Must(line => line.Price is null || Prices.PriceRows.IsPrice(line.Price.Value)).WithMessage("That is no price.");
        }
    }

    internal sealed class Handler(Db db, LabelWork work, ShelfLabels labels) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var byCode = await ProductsOf([.. command.Lines.Select(line => line.Code).OfType<string>()], cancellationToken);
            var wanted = new Dictionary<long, Money?>();
            foreach (var line in command.Lines)
                wanted[line.ProductId ?? byCode[line.Code!]] = line.Price;

            var found = await work.Of(command.StoreId, wanted.Keys, TimeSpan.Zero, cancellationToken);
            if (wanted.Keys.Except(found.Select(label => label.ProductId)).FirstOrDefault() is var unknown and not 0)
                throw new NotFound("product", unknown);
            var confirmed = found.Select(label => (Label: label, Price: wanted[label.ProductId] ?? label.PrintedPrice ?? label.Price ?? throw new RuleBroken(
                "product.no_price", $"{label.Code} has no price in this store.", new Dictionary<string, object?> { ["productId"] = label.ProductId }))).ToList();
            await labels.Confirmed(command.StoreId, [.. confirmed.Select(one => (one.Label.ProductId, one.Price))], cancellationToken);
            return new Result([.. confirmed.Select(one => new Confirmed(one.Label.ProductId, one.Label.Code, one.Label.Name, one.Label.Unit, one.Price, one.Label.Price))]);
        }

        private async Task<Dictionary<string, long>> ProductsOf(IReadOnlyList<string> codes, CancellationToken cancellationToken)
        {
            var byCode = new Dictionary<string, long>(StringComparer.Ordinal);
            if (codes.Count == 0)
                return byCode;
            var found = (await db.Query<Found>("""
                SELECT Barcode AS Code, ProductId FROM catalog.Barcodes WHERE Barcode IN @barcodes
                UNION ALL
                SELECT Code, ProductId FROM catalog.Products WHERE Code IN @items
                """, new { barcodes = codes.Select(Gtin.Normal).Distinct(StringComparer.Ordinal), items = codes.Select(ProductRows.NormalCode).Distinct(StringComparer.Ordinal) },
                cancellationToken)).ToLookup(one => one.Code, one => one.ProductId, StringComparer.Ordinal);
            foreach (var code in codes)
                byCode[code] = found[Gtin.Normal(code)].Concat(found[ProductRows.NormalCode(code)]).FirstOrDefault() is var id and not 0 ? id : throw new NotFound("product", code);
            return byCode;
        }

        private sealed record Found(string Code, long ProductId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(IReadOnlyList<Line> Lines);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/labels/confirm", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(storeId, body.Lines), cancel))
            .RequirePermission("catalog.print-labels")
            .WithName(nameof(ConfirmLabels)).WithSummary("Confirm that price labels hang on the shelf")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
