using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Checkout.Payments;
using Store.Checkout.Sales;
using Store.Kernel.Modules;

namespace Store.Checkout;

/// <summary>The till: registers, shifts, sales, returns, receipts.</summary>
public sealed class CheckoutModule : IModule
{
    public string Name => "checkout";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<SaleBook>();
        services.AddScoped<AttachedPayments>();
        services.AddScoped<AttemptBook>();
        services.AddSingleton<IPaymentProvider, TestProvider>();
        services.AddSingleton<PaymentDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<PaymentDesk>());
    }
}
