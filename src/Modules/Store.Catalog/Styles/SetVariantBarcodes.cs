using Store.Catalog.Barcodes;
using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Styles;

/// <summary>Gives variants of a style their barcodes, all or none: for each, in the place of the first barcode of its own unit. Its other barcodes stay.</summary>
internal static class SetVariantBarcodes
{
    private const int LinesAtMost = 200;

    internal sealed record Command(long StyleId, IReadOnlyList<Line> Lines) : ICommand<Result>;

    /// <param name="ProductId">The variant.</param>
    /// <param name="Barcode">Its barcode; null or empty takes the first off.</param>
    internal sealed record Line(long ProductId, string? Barcode);

    internal sealed record Result(int Changed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Lines).Cascade(CascadeMode.Stop).NotEmpty()
            .Must(lines => lines.Count <= LinesAtMost).WithMessage($"At most {LinesAtMost} variants at once.")
            .Must(lines => lines.Select(line => line.ProductId).Distinct().Count() == lines.Count).WithMessage("A variant stands there twice.");
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var variants = (await db.Query<long>("SELECT ProductId FROM catalog.Variants WHERE StyleId = @StyleId", command, cancellationToken)).ToHashSet();
            var changed = new List<(GetProduct.Result Old, List<ProductBarcode> Barcodes)>();
            foreach (var line in command.Lines)
            {
                if (!variants.Contains(line.ProductId))
                    throw new NotFound("variant", line.ProductId);
                var old = await mediator.Send(new GetProduct.Query(line.ProductId, PriceRow.WholeChain), cancellationToken);
                var barcodes = With(old.Barcodes, line.Barcode?.Trim() ?? "");
                if (!barcodes.SequenceEqual(old.Barcodes))
                    changed.Add((old, barcodes));
            }

            // Two variants may swap theirs: first every one gives up what it does not keep.
            var freed = changed.Count > 1;
            if (freed)
            {
                foreach (var (old, barcodes) in changed)
                    await Change(old, [.. old.Barcodes.Intersect(barcodes)], old.Version, cancellationToken);
            }

            foreach (var (old, barcodes) in changed)
                await Change(old, barcodes, freed ? old.Version + 1 : old.Version, cancellationToken);
            return new Result(changed.Count);
        }

        private static List<ProductBarcode> With(IReadOnlyList<ProductBarcode> barcodes, string barcode)
        {
            var first = barcodes.FirstOrDefault(one => one.Unit is null && one.Factor == Quantity.One);
            var code = Gtin.Normal(barcode);
            if (first?.Barcode == code)
                return [.. barcodes];
            var others = barcodes.Where(one => one != first && one.Barcode != code);
            return barcode.Length == 0 ? [.. others] : [new ProductBarcode(code, Unit: null, Quantity.One), .. others];
        }

        private Task<ChangeProduct.Result> Change(GetProduct.Result old, IReadOnlyList<ProductBarcode> barcodes, int version, CancellationToken cancellationToken) => mediator.Send(
            new ChangeProduct.Command(
                old.ProductId, old.Code, old.Name, old.Brand, old.Spec, old.Unit, old.CategoryId, old.TaxCode, barcodes, old.Active, version), cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(IReadOnlyList<Line> Lines);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/styles/{styleId:long}/barcodes", (long styleId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(styleId, body.Lines), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(SetVariantBarcodes)).WithSummary("Give variants of a style their barcodes")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
