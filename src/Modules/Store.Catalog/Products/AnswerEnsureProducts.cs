using System.Data.Common;
using Store.Catalog.Prices;
using Store.Catalog.Search;
using Store.Contracts.Catalog;

namespace Store.Catalog.Products;

/// <summary>Makes the products that other modules need and that do not exist yet, as when sales are taken over from another system.</summary>
internal static class AnswerEnsureProducts
{
    internal sealed class Handler(Db db, Ids ids, ProductReferences references, Caller caller, TimeProvider clock)
        : IRequestHandler<EnsureProducts, IReadOnlyDictionary<string, EnsuredProduct>>
    {
        private const int CodesAtMost = 1000;
        private const int CodeLengthAtMost = 48;
        private const int NameLengthAtMost = 200;

        public async Task<IReadOnlyDictionary<string, EnsuredProduct>> Handle(EnsureProducts request, CancellationToken cancellationToken)
        {
            var wanted = new Dictionary<string, ProductToEnsure>(StringComparer.Ordinal);
            foreach (var product in request.Products)
            {
                var code = ProductRows.NormalCode(product.Code);
                if (code.Length is 0 or > CodeLengthAtMost)
                    throw new RuleBroken("product.code_length", $"'{product.Code}' is no item code: 1 to {CodeLengthAtMost} characters.");
                wanted.TryAdd(code, product);
            }

            var found = new Dictionary<string, EnsuredProduct>(StringComparer.Ordinal);
            await Find(wanted.Keys, found, cancellationToken);
            await Make(request.StoreId, [.. wanted.Where(one => !found.ContainsKey(one.Key))], found, cancellationToken);

            var byCode = new Dictionary<string, EnsuredProduct>(found, StringComparer.OrdinalIgnoreCase);
            foreach (var product in request.Products)
                byCode.TryAdd(product.Code, found[ProductRows.NormalCode(product.Code)]);
            return byCode;
        }

        private async Task Make(
            long storeId, IReadOnlyList<KeyValuePair<string, ProductToEnsure>> missing, Dictionary<string, EnsuredProduct> found, CancellationToken cancellationToken)
        {
            if (missing.Count == 0)
                return;
            var now = clock.GetUtcNow().UtcDateTime;
            var taxCodeIds = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var taxCode in missing.Select(one => one.Value.TaxCode).Distinct(StringComparer.Ordinal))
                taxCodeIds[taxCode] = await references.TaxCode(taxCode, cancellationToken);

            foreach (var (code, product) in missing)
            {
                var name = string.IsNullOrWhiteSpace(product.Name) ? code : product.Name.Trim();
                var row = new ProductRow(
                    ids.Next(), code, name[..Math.Min(name.Length, NameLengthAtMost)], "", "", ProductRows.Piece, CategoryId: null, taxCodeIds[product.TaxCode], Active: true, now);
                try
                {
                    await db.InsertProducts([row], cancellationToken);
                }
                catch (DbException refused) when (db.IsDuplicate(refused))
                {
                    // A parallel import has just committed it; the statement alone was undone, the caller's transaction goes on.
                    continue;
                }

                await db.InsertPrices([new PriceRow(ids.Next(), row.ProductId, storeId, product.Price, PriceRow.Always, null, "", caller.Name, now)], cancellationToken);
                await db.InsertSearchTerms([row], [], cancellationToken);
            }

            await Find([.. missing.Select(one => one.Key)], found, cancellationToken);
        }

        private async Task Find(IReadOnlyCollection<string> codes, Dictionary<string, EnsuredProduct> found, CancellationToken cancellationToken)
        {
            foreach (var chunk in codes.Chunk(CodesAtMost))
            {
                foreach (var product in await db.Query<EnsuredProduct>("""
                    SELECT p.ProductId, p.Code, p.Name, p.Unit, t.Code AS TaxCode, t.RatePpm AS TaxRatePpm
                    FROM   catalog.Products p
                    JOIN   catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
                    WHERE  p.Code IN @chunk
                    """, new { chunk }, cancellationToken))
                {
                    found[product.Code] = product;
                }
            }
        }
    }
}
