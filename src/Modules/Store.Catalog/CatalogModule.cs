using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Catalog.Assortment;
using Store.Catalog.Filing;
using Store.Catalog.Import;
using Store.Catalog.Labels;
using Store.Catalog.Links;
using Store.Catalog.PriceChanges;
using Store.Catalog.PriceFloors;
using Store.Catalog.PriceLists;
using Store.Catalog.Prices;
using Store.Catalog.Products;
using Store.Catalog.Search;
using Store.Catalog.Styles;
using Store.Kernel.Modules;

namespace Store.Catalog;

/// <summary>What the chain sells: products, barcodes, categories, tax codes, prices, search, import and export.</summary>
public sealed class CatalogModule : IModule
{
    public string Name => "catalog";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ProductFiling>();
        services.AddScoped<ProductReferences>();
        services.AddScoped<LinkedProducts>();
        services.AddScoped<SaleFacts>();
        services.AddScoped<StoreAssortment>();
        services.AddScoped<ProductSearch>();
        services.AddScoped<WallClock>();
        services.AddScoped<ChainWide>();
        services.AddScoped<PriceBook>();
        services.AddScoped<PricedUnits>();
        services.AddScoped<StylePrices>();
        services.AddScoped<FloorBook>();
        services.AddScoped<PriceListWriter>();
        services.AddScoped<LabelWork>();
        services.AddScoped<ShelfLabels>();
        services.AddScoped<PriceChangeDocuments>();
        services.AddScoped<PriceChangeNumbers>();
        services.AddScoped<PriceChangePreview>();
        services.AddScoped<PriceChangeWriter>();
        services.AddScoped<ProductImporter>();
        services.AddSingleton<ImportRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportRunner>());
    }
}
