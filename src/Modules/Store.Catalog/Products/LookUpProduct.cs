using Store.Catalog.Assortment;
using Store.Catalog.Codes;
using Store.Catalog.Prices;
using Store.Contracts.Catalog;

namespace Store.Catalog.Products;

/// <summary>
/// What a scanned or typed code stands for at a till: the product, its price here and now, and how many units the code holds. A code of another kind, such as a member's
/// card, is refused as <c>code.other_kind</c> with its <c>kind</c> and its <c>ownCode</c>, for the till to ask whoever knows it.
/// </summary>
internal static class LookUpProduct
{
    /// <param name="StoreId">The store.</param>
    /// <param name="Code">What was scanned or typed.</param>
    /// <param name="TakenBack">Whether the goods are being taken back: then it does not matter whether the store lists them.</param>
    internal sealed record Query(long StoreId, string Code, bool TakenBack = false) : IQuery<Result>, IStoreScoped;

    /// <param name="ProductId">The product.</param>
    /// <param name="Code">Item code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Spec">Specification.</param>
    /// <param name="Unit">Unit that the price is for.</param>
    /// <param name="Price">Price of one unit, not of a whole pack.</param>
    /// <param name="PriceId">The version of the price.</param>
    /// <param name="Barcode">The barcode as it is kept, or the scale's label; null when the item code was typed.</param>
    /// <param name="BarcodeUnit">What the barcode is printed on.</param>
    /// <param name="Factor">How many units it holds.</param>
    /// <param name="TaxCode">Tax code.</param>
    /// <param name="TaxRate">Its rate.</param>
    /// <param name="Quantity">How many units the label itself says: its weight, or its amount divided by the price; null where it says nothing and the factor counts.</param>
    /// <param name="LabelAmount">What the label says that it costs; it is charged whatever the price has become since. Null where it says none.</param>
    /// <param name="PackPrice">What one of what the barcode is printed on costs; null where that is the unit itself.</param>
    /// <param name="ListPrice">The retail price of one unit.</param>
    /// <param name="Flags">What may not be done with it, or has to be asked: names of <see cref="ItemFlags"/>.</param>
    /// <param name="AgeLimit">From what age it may be sold; 0 for everyone.</param>
    /// <param name="DepositProductId">What is charged besides, such as the bottle; null for most.</param>
    /// <param name="DepositQuantity">How much of that goes with one unit.</param>
    internal sealed record Result(
        long ProductId, string Code, string Name, string Spec, string Unit, Money Price, long PriceId, string? Barcode, string BarcodeUnit, Quantity Factor, string TaxCode,
        TaxRate TaxRate, Quantity? Quantity, Money? LabelAmount, Money? PackPrice, Money ListPrice, IReadOnlyList<string> Flags, int AgeLimit, long? DepositProductId,
        Quantity? DepositQuantity);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Code).NotEmpty().MaximumLength(Gs1Code.LengthAtMost);
    }

    internal sealed class Handler(Db db, IMediator mediator, WallClock wallClock, StoreAssortment assortment) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var meaning = await mediator.Send(new ReadCode(query.StoreId, query.Code), cancellationToken);
            if (meaning.Kind is not (CodeKind.Product or CodeKind.Unknown))
            {
                throw new RuleBroken("code.other_kind", $"{query.Code} is no product: {meaning.Kind}.", new Dictionary<string, object?>
                {
                    ["kind"] = meaning.Kind.ToString(), ["ownCode"] = meaning.Code,
                });
            }

            var productId = meaning.ProductId ?? throw new NotFound("product", query.Code);
            var items = meaning.Unit is null ? new[] { new PriceItem(productId) } : [new PriceItem(productId), new PriceItem(productId, meaning.Unit)];
            var priced = await mediator.Send(new PriceProducts(query.StoreId, items, await wallClock.Now(query.StoreId, cancellationToken))
            {
                AlsoUnlisted = query.TakenBack,
            }, cancellationToken);
            var product = priced.FirstOrDefault(one => one.Unit != meaning.Unit)
                ?? throw await Refusal(query, productId, cancellationToken);
            var pack = priced.FirstOrDefault(one => one.Unit == meaning.Unit);
            var spec = await db.Scalar<string>("SELECT Spec FROM catalog.Products WHERE ProductId = @productId", new { productId }, cancellationToken);
            return new Result(
                productId, product.Code, product.Name, spec, product.Unit, product.Price, product.PriceId, meaning.Barcode, meaning.Unit ?? product.Unit, meaning.Factor, product.TaxCode,
                product.TaxRate, meaning.Quantity ?? Bought(meaning.Amount, product.Price), meaning.Amount, pack?.Price, product.ListPrice, ItemFlagNames.Of(product.Flags), product.AgeLimit,
                product.Deposit?.ProductId, product.Deposit?.Quantity);
        }

        /// <summary>Why a product is not sold: it has no price, or the store does not list it.</summary>
        private async Task<RuleBroken> Refusal(Query query, long productId, CancellationToken cancellationToken)
        {
            var fact = new Dictionary<string, object?> { ["productId"] = productId };
            var category = await db.Find<long?>("SELECT CategoryId FROM catalog.Products WHERE ProductId = @productId", new { productId }, cancellationToken);
            var listed = query.TakenBack || assortment.MaySellUnlisted(query.StoreId) || (await assortment.Listed(query.StoreId, [(productId, category)], cancellationToken)).Count > 0;
            return listed
                ? new RuleBroken("product.no_price", $"{query.Code} has no price in this store.", fact)
                : new RuleBroken("product.not_listed", $"{query.Code} is not in the assortment of this store.", fact);
        }

        /// <summary>What an amount buys at a price, to the thousandth, and never nothing, as stock falls by it.</summary>
        private static Quantity? Bought(Money? amount, Money price) => amount is not { } paid || price <= Money.Zero
            ? null
            : new Quantity(Math.Max(1, (long)decimal.Round((decimal)paid.Minor * Quantity.PerUnit / price.Minor, 0, MidpointRounding.AwayFromZero)));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/lookup", (long storeId, string code, bool? takenBack, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, code, takenBack ?? false), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(LookUpProduct)).WithSummary("Find what a scanned or typed code stands for, with its price in the store")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
