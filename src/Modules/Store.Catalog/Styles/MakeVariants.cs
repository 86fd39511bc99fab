using System.Data.Common;
using Store.Catalog.Barcodes;
using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Styles;

/// <summary>
/// Makes variants of a style as products, all or none: each gets its code by the style's pattern, a name with its values and the style's prices. Those that are there already are
/// passed over.
/// </summary>
internal static class MakeVariants
{
    private const int VariantsAtMost = 200;

    /// <param name="StyleId">The style.</param>
    /// <param name="Brand">For all of them, as the next ones.</param>
    /// <param name="Unit">Base unit.</param>
    /// <param name="CategoryId">Category.</param>
    /// <param name="TaxCode">Tax code.</param>
    /// <param name="Price">Price in the whole chain: the style's from now on or, where that has another, the new variants' own. Null: what the style costs.</param>
    /// <param name="Flags">See the products.</param>
    /// <param name="AgeLimit">See the products.</param>
    /// <param name="Variants">Which.</param>
    internal sealed record Command(
        long StyleId, string? Brand, string Unit, long? CategoryId, string TaxCode, Money? Price, IReadOnlyList<string>? Flags, int? AgeLimit, IReadOnlyList<Variant> Variants)
        : ICommand<Result>;

    /// <param name="Values">The number of its value for each attribute, in their order.</param>
    /// <param name="Barcode">Its barcode, if it has one.</param>
    /// <param name="Code">A code of its own; null: by the pattern.</param>
    /// <param name="Price">A price of its own in the whole chain; null: as the others.</param>
    internal sealed record Variant(IReadOnlyList<int> Values, string? Barcode = null, string? Code = null, Money? Price = null);

    internal sealed record Result(IReadOnlyList<Made> Made, int AlreadyThere);

    internal sealed record Made(long ProductId, string Code, string Name, IReadOnlyList<int> Values);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Variants).Cascade(CascadeMode.Stop).NotEmpty()
            .Must(variants => variants.Count <= VariantsAtMost).WithMessage($"At most {VariantsAtMost} variants are made at once.")
            .Must(variants => variants.All(variant => variant?.Values is not null)).WithMessage("A variant has a value for each attribute.")
            .Must(variants => variants.Select(variant => string.Join(' ', variant.Values)).Distinct(StringComparer.Ordinal).Count() == variants.Count).WithMessage("A variant stands there twice.");
    }

    internal sealed class Handler(Db db, IMediator mediator, StylePrices prices, WallClock wallClock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var style = await db.Find<Style>("SELECT StyleId, Code, Name, CodePattern FROM catalog.Styles WHERE StyleId = @StyleId", command, cancellationToken)
                ?? throw new NotFound("style", command.StyleId);
            var values = (await db.StyleValues(command.StyleId, cancellationToken)).ToDictionary(value => (value.AttributeNo, value.ValueNo));
            var attributes = values.Keys.Max(key => key.AttributeNo);
            var there = (await db.Query<Known>("SELECT Value1, Value2, Value3 FROM catalog.Variants WHERE StyleId = @StyleId", command, cancellationToken)).ToHashSet();

            var stylePrice = (await prices.Retail(command.StyleId, PriceRow.WholeChain, await wallClock.Now(PriceRow.WholeChain, cancellationToken), cancellationToken))?.Price;
            var made = new List<Made>();
            foreach (var variant in command.Variants)
            {
                if (variant.Values.Count != attributes || variant.Values.Index().Any(value => !values.ContainsKey((value.Index + 1, value.Item))))
                    throw new RuleBroken("style.value_unknown", $"The style {style.Code} has no variant {string.Join(" / ", variant.Values)}.");
                var key = KeyOf(variant.Values);
                if (!there.Add(key))
                    continue;
                made.Add(await Make(command.Price == stylePrice ? command with { Price = null } : command, style, variant, [.. variant.Values.Select((number, index) => values[(index + 1, number)])], cancellationToken));
            }

            try
            {
                await db.Insert(
                    "INSERT INTO catalog.Variants (ProductId, StyleId, Value1, Value2, Value3) VALUES (@ProductId, @StyleId, @Value1, @Value2, @Value3)",
                    [.. made.Select(one => new { one.ProductId, style.StyleId, KeyOf(one.Values).Value1, KeyOf(one.Values).Value2, KeyOf(one.Values).Value3 })], cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("Someone else has just made one of the variants.", refused);
            }

            if (made.Count > 0)
                await ShareStylePrices(command, stylePrice, [.. made.Where(one => PriceOf(command, one) is null).Select(one => one.ProductId)], cancellationToken);
            return new Result(made, command.Variants.Count - made.Count);
        }

        /// <summary>The first price that is given to all becomes the style's.</summary>
        private async Task ShareStylePrices(Command command, Money? stylePrice, IReadOnlyList<long> likeTheOthers, CancellationToken cancellationToken)
        {
            if (stylePrice is null && command.Price is not null && likeTheOthers.Count > 0)
                await db.Execute("UPDATE catalog.Prices SET StyleId = @StyleId WHERE ProductId IN @likeTheOthers", new { command.StyleId, likeTheOthers }, cancellationToken);
            await prices.Share(command.StyleId, cancellationToken);
        }

        private static Money? PriceOf(Command command, Made made) => command.Variants.First(variant => variant.Values.SequenceEqual(made.Values)).Price;

        private async Task<Made> Make(Command command, Style style, Variant variant, StyleValueRow[] values, CancellationToken cancellationToken)
        {
            var names = string.Join(' ', values.Select(value => value.Name));
            var code = string.IsNullOrWhiteSpace(variant.Code) ? StyleRows.CodeOf(style.CodePattern, style.Code, values.Select(value => value.Code)) : variant.Code;
            var product = await mediator.Send(new CreateProduct.Command(
                code, $"{style.Name} {names}", command.Brand, string.Join(" / ", values.Select(value => value.Name)), command.Unit, command.CategoryId, command.TaxCode,
                string.IsNullOrWhiteSpace(variant.Barcode) ? [] : [new ProductBarcode(variant.Barcode.Trim(), Unit: null, Quantity.One)], variant.Price ?? command.Price,
                Flags: command.Flags, AgeLimit: command.AgeLimit), cancellationToken);
            return new Made(product.ProductId, product.Code, $"{style.Name} {names}", variant.Values);
        }

        private static Known KeyOf(IReadOnlyList<int> values) => new(values[0], values.Count > 1 ? values[1] : 0, values.Count > 2 ? values[2] : 0);

        private sealed record Style(long StyleId, string Code, string Name, string CodePattern);

        private sealed record Known(int Value1, int Value2, int Value3);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            string? Brand, string Unit, long? CategoryId, string TaxCode, Money? Price, IReadOnlyList<string>? Flags, int? AgeLimit, IReadOnlyList<Variant> Variants);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/styles/{styleId:long}/variants", (long styleId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(styleId, body.Brand, body.Unit, body.CategoryId, body.TaxCode, body.Price, body.Flags, body.AgeLimit, body.Variants), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(MakeVariants)).WithSummary("Make variants of a style as products")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
