using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Modules;
using Store.Marketing.Pricing;
using Store.Marketing.Promotions;

namespace Store.Marketing;

/// <summary>What makes people buy more: promotions and what they take off a basket.</summary>
public sealed class MarketingModule : IModule
{
    public string Name => "marketing";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ChangeShelf<long, PromotionBook>>();
        services.AddScoped<LivePromotions>();
        services.AddScoped<PromotionGuard>();
    }
}
