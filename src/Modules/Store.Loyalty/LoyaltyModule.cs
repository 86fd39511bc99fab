using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Modules;
using Store.Loyalty.Coupons;

namespace Store.Loyalty;

/// <summary>What members have with the chain: points, stored value, gift cards, passes and coupons.</summary>
public sealed class LoyaltyModule : IModule
{
    public string Name => "loyalty";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<CouponBook>().AddScoped<CouponIssuer>();
}
