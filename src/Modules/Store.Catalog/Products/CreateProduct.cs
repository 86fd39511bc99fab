using System.Data.Common;
using Store.Catalog.Barcodes;
using Store.Catalog.Filing;
using Store.Catalog.Prices;
using Store.Catalog.Search;

namespace Store.Catalog.Products;

/// <summary>Takes a new product into the chain's range, with its barcodes and, if it has one already, its price for all stores.</summary>
internal static class CreateProduct
{
    internal sealed record Command(
        string Code, string Name, string? Brand, string? Spec, string Unit, long? CategoryId, string TaxCode, IReadOnlyList<ProductBarcode>? Barcodes, Money? Price, bool Active = true,
        IReadOnlyList<string>? Flags = null, int? AgeLimit = null, NetContent? Content = null)
        : ICommand<Result>, IProductFields;

    internal sealed record Result(long ProductId, string Code, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            Include(new ProductFieldsValidator());
            RuleFor(command => command.Price).IsPrice();
        }
    }

    internal sealed class Handler(Db db, Ids ids, ProductReferences references, ProductFiling filing, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var content = (command.Content ?? NetContent.None).Normal();
            var product = new ProductRow(
                ids.Next(), ProductRows.NormalCode(command.Code), command.Name.Trim(), command.Brand?.Trim() ?? "", command.Spec?.Trim() ?? "", command.Unit.Trim(),
                await Category(command, cancellationToken), await references.TaxCode(command.TaxCode, cancellationToken), command.Active, now,
                (int)ItemFlagNames.From(command.Flags ?? []), command.AgeLimit ?? 0, content.Amount, content.Unit, content.Per!);
            var barcodes = BarcodeRows.From(product.ProductId, product.Unit, command.Barcodes ?? []);
            await references.RequireFree(product.ProductId, barcodes, cancellationToken);
            try
            {
                await db.InsertProducts([product], cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("product.code_taken", $"There is a product {product.Code} already.");
            }

            await references.InsertBarcodes(barcodes, cancellationToken);
            if (command.Price is { } price)
                await db.InsertPrices([new PriceRow(ids.Next(), product.ProductId, PriceRow.WholeChain, price, PriceRow.Always, null, "", caller.Name, now)], cancellationToken);
            await db.InsertSearchTerms([product], barcodes, cancellationToken);
            await audit.Add("catalog.manage-products", $"product {product.Code}", PriceRow.WholeChain, old: null, now: command, cancellationToken);
            return new Result(product.ProductId, product.Code, Version: 1);
        }

        /// <summary>The category that was chosen or, where none was, the one that a filing rule gives.</summary>
        private async Task<long?> Category(Command command, CancellationToken cancellationToken) => command.CategoryId is not null
            ? await references.Category(command.CategoryId, cancellationToken)
            : (await filing.RuleForNew(command.Name, command.Brand ?? "", command.Spec ?? "", command.Price, cancellationToken))?.CategoryId;
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/products", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(CreateProduct)).WithSummary("Take a new product into the range")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);
    }
}
