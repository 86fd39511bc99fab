using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Checkout.Bills;
using Store.Checkout.Cash;
using Store.Checkout.Currencies;
using Store.Checkout.Orders;
using Store.Checkout.Payments;
using Store.Checkout.Reasons;
using Store.Checkout.Receipts;
using Store.Checkout.Returns;
using Store.Checkout.Sales;
using Store.Kernel.Modules;

namespace Store.Checkout;

/// <summary>The till: registers, shifts, sales, returns, receipts.</summary>
public sealed class CheckoutModule : IModule
{
    public string Name => "checkout";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<SaleBook>().AddScoped<TicketLoyalty>().AddScoped<TicketPricing>().AddScoped<TicketLimits>().AddScoped<GoodsBack>().AddScoped<BrokenDeals>()
        .AddScoped<AnswerBook>().AddScoped<QuestionBook>().AddScoped<PrintBook>().AddScoped<OrderBook>().AddScoped<CashBook>().AddSingleton<OrderPhones>().AddHostedService<SealOrderPhones>()
        .AddScoped<ShownRates>().AddScoped<AttachedPayments>().AddScoped<AttemptBook>().AddScoped<BillBook>().AddSingleton<IPaymentProvider, TestProvider>()
        .AddSingleton<PaymentDesk>().AddHostedService(provider => provider.GetRequiredService<PaymentDesk>());
}
