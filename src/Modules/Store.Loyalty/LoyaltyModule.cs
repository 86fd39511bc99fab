using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Modules;
using Store.Loyalty.Birthdays;
using Store.Loyalty.Coupons;
using Store.Loyalty.GiftCards;
using Store.Loyalty.Memberships;
using Store.Loyalty.Passes;
using Store.Loyalty.Points;
using Store.Loyalty.Points.Activities;
using Store.Loyalty.Points.Ledger;
using Store.Loyalty.Points.Rules;
using Store.Loyalty.Value;

namespace Store.Loyalty;

/// <summary>What members have with the chain: points, stored value, gift cards, passes, paid memberships and coupons.</summary>
public sealed class LoyaltyModule : IModule
{
    public string Name => "loyalty";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<CouponBook>().AddScoped<CouponIssuer>().AddScoped<CouponSales>()
        .AddScoped<ValueDesk>().AddScoped<ValueBook>().AddScoped<TopUpDesk>().AddScoped<ValuePins>().AddScoped<GiftCardBook>().AddScoped<PassBook>()
        .AddSingleton<PassExpiry>().AddHostedService(provider => provider.GetRequiredService<PassExpiry>())
        .AddSingleton<BirthdayGifts>().AddHostedService(provider => provider.GetRequiredService<BirthdayGifts>())
        .AddScoped<MembershipBook>().AddScoped<MembershipDesk>().AddSingleton<MembershipCare>().AddHostedService(provider => provider.GetRequiredService<MembershipCare>())
        .AddSingleton<TopUpInstalments>().AddHostedService(provider => provider.GetRequiredService<TopUpInstalments>())
        .AddSingleton<ChangeShelf<long, PointsScheme>>().AddScoped<LivePoints>().AddScoped<PointsBook>().AddScoped<PointsDesk>().AddScoped<PointsMoments>().AddScoped<PointsHistory>().AddScoped<ActivityPoints>()
        .AddSingleton<PointsSweep>().AddHostedService(provider => provider.GetRequiredService<PointsSweep>());
}
