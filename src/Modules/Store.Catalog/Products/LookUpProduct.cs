using Store.Catalog.Barcodes;
using Store.Catalog.Prices;

namespace Store.Catalog.Products;

/// <summary>What a scanned or typed code stands for at a till: the product, its price here and now, and how many units the code holds.</summary>
internal static class LookUpProduct
{
    internal sealed record Query(long StoreId, string Code) : IQuery<Result>, IStoreScoped;

    /// <param name="ProductId">The product.</param>
    /// <param name="Code">Item code.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Spec">Specification.</param>
    /// <param name="Unit">Unit that the price is for.</param>
    /// <param name="Price">Price of one unit, not of a whole pack.</param>
    /// <param name="PriceId">The version of the price.</param>
    /// <param name="Barcode">The barcode as it is kept; null when the item code was typed.</param>
    /// <param name="BarcodeUnit">What the barcode is printed on.</param>
    /// <param name="Factor">How many units it holds.</param>
    /// <param name="TaxCode">Tax code.</param>
    /// <param name="TaxRate">Its rate.</param>
    internal sealed record Result(
        long ProductId, string Code, string Name, string Spec, string Unit, Money Price, long PriceId, string? Barcode, string BarcodeUnit, Quantity Factor, string TaxCode,
        TaxRate TaxRate);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Code).NotEmpty().MaximumLength(48);
    }

    internal sealed class Handler(Db db, PriceBook book, WallClock wallClock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var hit = await db.Find<Hit>("""
                SELECT b.ProductId, b.Barcode, b.Unit, b.FactorMilli
                FROM   catalog.Barcodes b
                JOIN   catalog.Products p ON p.ProductId = b.ProductId
                WHERE  b.Barcode = @Barcode AND p.Active = 1
                """, new { Barcode = Gtin.Normal(query.Code) }, cancellationToken)
                ?? await db.Find<Hit>("""
                SELECT ProductId, '' AS Barcode, '' AS Unit, 1000 AS FactorMilli
                FROM   catalog.Products
                WHERE  Code = @Code AND Active = 1
                """, new { Code = ProductRows.NormalCode(query.Code) }, cancellationToken)
                ?? throw new NotFound("product", query.Code);

            var product = await db.Find<Facts>("""
                SELECT p.Code, p.Name, p.Spec, p.Unit, t.Code AS TaxCode, t.RatePpm AS TaxRatePpm
                FROM   catalog.Products p
                JOIN   catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
                WHERE  p.ProductId = @ProductId
                """, hit, cancellationToken) ?? throw new NotFound("product", query.Code);
            var local = await wallClock.Now(query.StoreId, cancellationToken);
            var price = (await book.Find(query.StoreId, [new Priceable(hit.ProductId, "", Quantity.One)], local, customer: null, cancellationToken)).Values.SingleOrDefault()
                ?? throw new RuleBroken("product.no_price", $"{query.Code} has no price in this store.", new Dictionary<string, object?> { ["productId"] = hit.ProductId });
            return new Result(
                hit.ProductId, product.Code, product.Name, product.Spec, product.Unit, price.Price, price.PriceId, hit.Barcode.Length == 0 ? null : hit.Barcode,
                hit.Unit.Length == 0 ? product.Unit : hit.Unit, hit.Factor, product.TaxCode, product.TaxRate);
        }

        private sealed record Hit(long ProductId, string Barcode, string Unit, Quantity Factor);

        private sealed record Facts(string Code, string Name, string Spec, string Unit, string TaxCode, TaxRate TaxRate);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/lookup", (long storeId, string code, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, code), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(LookUpProduct)).WithSummary("Find what a scanned or typed code stands for, with its price in the store")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
