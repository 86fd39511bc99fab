using Store.Catalog.Barcodes;

namespace Store.Catalog.Search;

/// <summary>Keeps <c>catalog.SearchTerms</c> in step with the products.</summary>
internal static class SearchIndex
{
    /// <summary>Adds the terms of products that have none yet.</summary>
    public static Task<int> InsertSearchTerms(
        this Db db, IEnumerable<ISearchable> products, IEnumerable<BarcodeRow> barcodes, CancellationToken cancellationToken)
    {
        var byProduct = barcodes.ToLookup(barcode => barcode.ProductId, barcode => barcode.Barcode);
        var rows = products
            .SelectMany(product => SearchTerms.Of(product.Code, product.Name, product.Brand, product.Spec, byProduct[product.ProductId])
                .Select(term => new TermRow(term, product.ProductId)))
            .ToList();
        return db.Insert("INSERT INTO catalog.SearchTerms (Term, ProductId) VALUES (@Term, @ProductId)", rows, cancellationToken);
    }

    /// <summary>Forgets the terms of products, to be added anew.</summary>
    public static Task<int> DeleteSearchTerms(this Db db, IReadOnlyCollection<long> productIds, CancellationToken cancellationToken) =>
        db.Execute("DELETE FROM catalog.SearchTerms WHERE ProductId IN @productIds", new { productIds }, cancellationToken);

    private sealed record TermRow(string Term, long ProductId);
}

/// <summary>What of a product, besides its barcodes, can be searched.</summary>
internal interface ISearchable
{
    long ProductId { get; }

    string Code { get; }

    string Name { get; }

    string Brand { get; }

    string Spec { get; }
}
