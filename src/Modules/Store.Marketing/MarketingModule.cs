using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Modules;
using Store.Marketing.Promotions;

namespace Store.Marketing;

/// <summary>What makes people buy more: promotions and what they take off a basket.</summary>
public sealed class MarketingModule : IModule
{
    public string Name => "marketing";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PromotionShelf>();
        services.AddScoped<LivePromotions>();
        services.AddScoped<PromotionGuard>();
    }
}
