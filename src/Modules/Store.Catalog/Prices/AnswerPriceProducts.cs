using Store.Catalog.Products;
using Store.Contracts.Catalog;

namespace Store.Catalog.Prices;

/// <summary>Tells other modules what products cost in a store.</summary>
internal static class AnswerPriceProducts
{
    internal sealed class Handler(Db db, SaleFacts facts) : IRequestHandler<PriceProducts, IReadOnlyList<PricedProduct>>
    {
        private const int IdsAtMost = 1000;

        public Task<IReadOnlyList<PricedProduct>> Handle(PriceProducts request, CancellationToken cancellationToken) =>
            facts.Answer(request, items => Price(request, items, cancellationToken), cancellationToken);

        private async Task<IReadOnlyList<PricedProduct>> Price(PriceProducts request, IReadOnlyCollection<PriceItem> items, CancellationToken cancellationToken)
        {
            var priced = new List<PricedProduct>(items.Count);
            foreach (var chunk in items.Where(item => item.Unit is null).Select(item => item.ProductId).Distinct().Chunk(IdsAtMost))
            {
                priced.AddRange(await db.Query<PricedProduct>($"""
                    SELECT p.ProductId, p.Code, p.Name, p.Unit, r.PriceMinor, r.PriceId, t.Code AS TaxCode, t.RatePpm AS TaxRatePpm
                    FROM   catalog.Products p
                    JOIN   catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
                    JOIN   catalog.Prices r ON r.PriceId = {PriceRows.InForce}
                    WHERE  p.ProductId IN @chunk AND p.Active = 1
                    """, new { chunk, request.StoreId, Local = request.LocalTime }, cancellationToken));
            }

            return priced;
        }
    }
}
