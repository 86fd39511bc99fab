using System.Data.Common;
using Store.Catalog.Barcodes;
using Store.Catalog.Prices;
using Store.Catalog.Search;

namespace Store.Catalog.Products;

/// <summary>Changes what is known of a product; its barcodes become those of the request. Prices have a slice of their own.</summary>
internal static class ChangeProduct
{
    internal sealed record Command(
        long ProductId, string Code, string Name, string? Brand, string? Spec, string Unit, long? CategoryId, string TaxCode, IReadOnlyList<ProductBarcode>? Barcodes, bool Active,
        int Version, IReadOnlyList<string>? Flags = null, int? AgeLimit = null, NetContent? Content = null) : ICommand<Result>, IProductFields;

    internal sealed record Result(long ProductId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new ProductFieldsValidator());
    }

    internal sealed class Handler(Db db, IMediator mediator, ProductReferences references, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await mediator.Send(new GetProduct.Query(command.ProductId, PriceRow.WholeChain), cancellationToken);
            var content = (command.Content ?? old.Content ?? NetContent.None).Normal();
            var product = new ChangedProduct(
                command.ProductId, ProductRows.NormalCode(command.Code), command.Name.Trim(), command.Brand?.Trim() ?? "", command.Spec?.Trim() ?? "", command.Unit.Trim(),
                await references.Category(command.CategoryId, cancellationToken), await references.TaxCode(command.TaxCode, cancellationToken), command.Active, command.Version,
                (int)ItemFlagNames.From(command.Flags ?? old.Flags), command.AgeLimit ?? old.AgeLimit, content.Amount, content.Unit, content.Per!);
            var barcodes = BarcodeRows.From(product.ProductId, product.Unit, command.Barcodes ?? []);
            await references.RequireFree(product.ProductId, barcodes, cancellationToken);
            if (!await Update(product, cancellationToken))
                throw new Conflict("product.stale", $"Someone else has changed product {old.Code}; read it again.");

            await db.Execute("DELETE FROM catalog.Barcodes WHERE ProductId = @ProductId", command, cancellationToken);
            await references.InsertBarcodes(barcodes, cancellationToken);
            await db.DeleteSearchTerms([product.ProductId], cancellationToken);
            await db.InsertSearchTerms([product], barcodes, cancellationToken);
            await audit.Add("catalog.manage-products", $"product {old.Code}", PriceRow.WholeChain, old, command, cancellationToken);
            return new Result(command.ProductId, command.Version + 1);
        }

        private async Task<bool> Update(ChangedProduct product, CancellationToken cancellationToken)
        {
            try
            {
                return await db.UpdateProduct(product, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("product.code_taken", $"There is a product {product.Code} already.");
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            string Code, string Name, string? Brand, string? Spec, string Unit, long? CategoryId, string TaxCode, IReadOnlyList<ProductBarcode>? Barcodes, bool Active, int Version,
            IReadOnlyList<string>? Flags = null, int? AgeLimit = null, NetContent? Content = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/products/{productId:long}", (long productId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(
                    productId, body.Code, body.Name, body.Brand, body.Spec, body.Unit, body.CategoryId, body.TaxCode, body.Barcodes, body.Active, body.Version, body.Flags, body.AgeLimit,
                    body.Content),
                cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(ChangeProduct)).WithSummary("Change what is known of a product")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
