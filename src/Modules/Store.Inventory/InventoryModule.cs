using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Inventory.Stock;
using Store.Kernel.Modules;

namespace Store.Inventory;

/// <summary>What is there: stock per store and product, with every movement as ledger and its cost.</summary>
public sealed class InventoryModule : IModule
{
    public string Name => "inventory";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<StockLedger>().AddScoped<StockDocuments>().AddScoped<GoodsNames>();
}
