using System.Globalization;
using Store.Catalog.Codes;

namespace Store.Catalog.Barcodes;

/// <summary>
/// EAN-13 codes of the chain's own that no product has yet, for goods without a printed one: by the first mask of the chain for goods that is nothing but digits, places for the
/// item and the check digit, such as <c>20IIIIIIIIIIC</c>. They are free until a product takes them.
/// </summary>
internal static class ListFreeBarcodes
{
    internal sealed record Query(int Count) : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<string> Barcodes);

    internal sealed class Validator : AbstractValidator<Query>
    {
        private const int CodesAtMost = 200;

        public Validator() => RuleFor(query => query.Count).InclusiveBetween(1, CodesAtMost);
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var patterns = await db.Query<string>("""
                SELECT Pattern
                FROM   catalog.CodeMasks
                WHERE  StoreId = 0 AND Kind = 'Product' AND Active = 1
                ORDER BY Position, CodeMaskId
                """, null, cancellationToken);
            var own = patterns.Select(CodePattern.Of).Select(pattern => pattern.AsOwnEan()).FirstOrDefault(ean => ean is not null)
                ?? throw new RuleBroken("barcode.no_mask", "There is no mask for barcodes of the chain's own; add one for goods, such as 20IIIIIIIIIIC.");
            var last = await db.Find<string>(
                "SELECT MAX(Barcode) FROM catalog.Barcodes WHERE Barcode LIKE @like", new { like = own.Prefix + new string('_', Gtin.EanLength - own.Prefix.Length) }, cancellationToken);
            var next = last is null ? 1 : long.Parse(last.AsSpan(own.Prefix.Length, own.ItemDigits), CultureInfo.InvariantCulture) + 1;
            if ((next + query.Count - 1).ToString(CultureInfo.InvariantCulture).Length > own.ItemDigits)
                throw new RuleBroken("barcode.mask_full", $"The barcodes that begin with {own.Prefix} are used up; add another mask for goods.");
            return new Result([.. Enumerable.Range(0, query.Count).Select(step => own.Write(next + step))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/barcodes/free", (int? count, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(count ?? 1), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(ListFreeBarcodes)).WithSummary("Barcodes of the chain's own that no product has yet")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
