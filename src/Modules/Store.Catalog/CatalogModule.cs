using Store.Kernel.Modules;

namespace Store.Catalog;

/// <summary>What the chain sells: products, barcodes, categories, tax codes, prices, search, import and export.</summary>
public sealed class CatalogModule : IModule
{
    public string Name => "catalog";
}
