using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Store.Devices;
using Store.Kernel.Http;
using Store.Kernel.Modules;

namespace Store.DeviceService;

/// <summary>The till's own service: the devices on loopback, and on request the web app beside them.</summary>
public static class DeviceHost
{
    private const int UsualPort = 17980;

    /// <param name="args">Settings as on the command line: <c>--Devices:Folder=/srv/till</c>.</param>
    /// <param name="change">Lets a test put in its own clock.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? change = null)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Devices:Pairing"] = "true";
        builder.Configuration["Devices:ChangeAddresses"] ??= "true";
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            var port = builder.Configuration.GetValue("Listen:Port", UsualPort);
            options.Listen(IPAddress.TryParse(builder.Configuration["Listen:Address"], out var named) ? named : IPAddress.Loopback, port);
            if (named is null && port != 0 && Socket.OSSupportsIPv6)
                options.Listen(IPAddress.IPv6Loopback, port);
        });
        builder.Services.AddSlices(builder.Configuration, new DevicesModule());
        builder.Services.AddSingleton<Gatekeeper>();
        builder.Services.AddSingleton<StoreProxy>();
        // Only where one of them has started it.
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(options => options.ServiceName = "StoreDevices");
        change?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use((http, next) => http.RequestServices.GetRequiredService<Gatekeeper>().Check(http, next));
        var proxy = app.Services.GetRequiredService<StoreProxy>();
        if (proxy.IsOn)
        {
            app.Use(proxy.Pass);
            app.UseWebApp();
        }

        app.UseRouting();
        if (proxy.IsOn)
            app.UsePages();
        app.UseMiddleware<PairedSignIn>();
        app.MapModules();
        app.MapGet("/health/live", () => Results.Text("Store.DeviceService"));
        app.UseEndpoints(_ => { });
        return app;
    }
}
