using System.Globalization;
using System.Threading.RateLimiting;
using Store.Access;
using Store.Catalog;
using Store.Chain;
using Store.Checkout;
using Store.Devices;
using Store.Finance;
using Store.Host.Web;
using Store.Inventory;
using Store.Kernel.Access;
using Store.Kernel.Events;
using Store.Kernel.Http;
using Store.Kernel.Identifiers;
using Store.Kernel.Modules;
using Store.Loyalty;
using Store.Marketing;
using Store.Members;

namespace Store.Host;

/// <summary>Puts the host together: which modules, in which order what a request passes through.</summary>
public static class StoreHost
{
    /// <summary>The modules of this host.</summary>
    public static IModule[] Modules { get; } =
        [new ChainModule(), new AccessModule(), new CatalogModule(), new MembersModule(), new LoyaltyModule(), new MarketingModule(), new InventoryModule(), new CheckoutModule(), new FinanceModule(),
        new DevicesModule()];

    /// <param name="args">Settings as on the command line: <c>--Database:Engine=SqlServer</c>.</param>
    /// <param name="change">Lets a test put in its own clock or watch the statements.</param>
    /// <param name="others">Modules besides; tests bring one that fails on purpose.</param>
    /// <exception cref="Kernel.Database.SettingMissing">A setting is missing or wrong.</exception>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? change = null, params IModule[] others)
    {
        // Dates and numbers in receipts, logs and files are the same on every machine; what people read is formatted by the web app in their language.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddModules(builder.Configuration, [.. Modules, .. others]);
        builder.Services.AddHostedService(provider => provider.GetRequiredService<NodeLease>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<OutboxDispatcher>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        AddHttp(builder.Services);
        builder.Services.AddTelemetry(builder.Configuration);
        // Only where one of them has started it.
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(options => options.ServiceName = "Store");
        change?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseKnownProxies(builder.Configuration);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseWebApp();
        app.UseRouting();
        app.UsePages();
        app.UseMiddleware<SignIn>();
        app.UseRateLimiter();
        app.MapModules();
        app.MapOpenApi();
        app.MapHealth();

        // Said here, so that the OpenAPI document can be made without starting the host.
        app.UseEndpoints(_ => { });
        return app;
    }

    private static void AddHttp(IServiceCollection services)
    {
        services.AddStoreOpenApi();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            foreach (var (name, perMinute) in new[] { (RateLimits.SignIn, 30), (RateLimits.Pin, 120), (RateLimits.PeopleLookUp, 120) })
            {
                options.AddPolicy(name, context => RateLimitPartition.GetFixedWindowLimiter(
                    Who(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }));
            }
        });
    }

    /// <summary>Whose requests are counted: those of a person who has signed in, else those of an address, which the tills of a shop may share.</summary>
    private static string Who(HttpContext context) => context.RequestServices.GetRequiredService<Caller>() is { IsSignedIn: true } caller
        ? string.Create(CultureInfo.InvariantCulture, $"user {caller.UserId}")
        : context.Connection.RemoteIpAddress?.ToString() ?? "";
}
