using Store.Catalog.PriceFloors;
using Store.Catalog.Products;
using Store.Contracts.Catalog;

namespace Store.Catalog.Prices;

/// <summary>Tells other modules what products cost in a store.</summary>
internal static class AnswerPriceProducts
{
    internal sealed class Handler(PriceBook book, FloorBook floors, PricedUnits units, SaleFacts facts) : IRequestHandler<PriceProducts, IReadOnlyList<PricedProduct>>
    {
        private const int IdsAtMost = 1000;

        public Task<IReadOnlyList<PricedProduct>> Handle(PriceProducts request, CancellationToken cancellationToken) =>
            facts.Answer(request, (items, products) => Price(request, items, products, cancellationToken), cancellationToken);

        private async Task<IReadOnlyList<PricedProduct>> Price(
            PriceProducts request, IReadOnlyCollection<PriceItem> asked, IReadOnlyDictionary<long, ProductOnSale> products, CancellationToken cancellationToken)
        {
            var priced = new List<PricedProduct>(asked.Count);
            foreach (var chunk in asked.Distinct().Chunk(IdsAtMost))
            {
                var items = await Items(chunk, products, cancellationToken);
                var prices = await book.Find(request.StoreId, [.. items.Distinct()], request.LocalTime, request.Customer, cancellationToken);
                var sold = items.Where(item => prices.ContainsKey((item.ProductId, item.Unit))).ToList();
                var guards = await Guards(request.StoreId, sold, products, cancellationToken);
                priced.AddRange(sold.Select(item => Answer(
                    products[item.ProductId], item, prices[(item.ProductId, item.Unit)], guards.GetValueOrDefault((item.ProductId, item.Unit))?.Floor)));
            }

            return priced;
        }

        /// <summary>What is asked for and sold, with units as prices keep them.</summary>
        private async Task<List<Priceable>> Items(IReadOnlyList<PriceItem> asked, IReadOnlyDictionary<long, ProductOnSale> products, CancellationToken cancellationToken)
        {
            var known = asked.Where(item => products.ContainsKey(item.ProductId))
                .Select(item => (item.ProductId, Unit: string.IsNullOrEmpty(item.Unit) || item.Unit == products[item.ProductId].Unit ? "" : item.Unit)).ToList();
            var factors = await units.Factors(known, cancellationToken);
            return [.. known.Where(item => item.Unit.Length == 0 || factors.ContainsKey(item))
                .Select(item => new Priceable(item.ProductId, item.Unit, item.Unit.Length == 0 ? Quantity.One : factors[item]))];
        }

        private async Task<IReadOnlyDictionary<(long ProductId, string Unit), Guard>> Guards(
            long storeId, List<Priceable> sold, IReadOnlyDictionary<long, ProductOnSale> products, CancellationToken cancellationToken) =>
            sold.Exists(item => products[item.ProductId].Floors > 0)
                ? await floors.Find(
                    storeId, [.. sold.Select(item => new Guarded(item.ProductId, item.Unit, item.Factor, products[item.ProductId].CategoryId, products[item.ProductId].TaxRate))],
                    withCosts: false, cancellationToken)
                : new Dictionary<(long, string), Guard>();

        private static PricedProduct Answer(ProductOnSale product, Priceable item, PriceInForce price, Money? floor) => new(
            product.ProductId, product.Code, product.Name, item.Unit.Length == 0 ? product.Unit : item.Unit, price.Price, price.PriceId, product.TaxCode, product.TaxRate)
        {
            Factor = item.Factor, ListPrice = price.ListPrice, Source = price.Source, SourceName = price.SourceName, Brand = product.Brand, CategoryId = product.CategoryId,
            Floor = floor,
        };
    }
}
