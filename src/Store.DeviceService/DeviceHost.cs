using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Store.Devices;
using Store.Kernel.Database;
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
        var usual = builder.Configuration.GetValue("Listen:Port", UsualPort);
        IReadOnlyList<IPAddress> addresses = IPAddress.TryParse(builder.Configuration["Listen:Address"], out var named) ? [named]
            : usual != 0 && Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        var port = FreePort(addresses, [usual, .. FallbackPorts(builder.Configuration["Listen:FallbackPorts"])]);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            foreach (var address in addresses)
                options.Listen(address, port);
        });
        builder.Services.AddSlices(builder.Configuration, new DevicesModule());
        builder.Services.AddSingleton<Gatekeeper>();
        builder.Services.AddSingleton<StoreProxy>();
        // Only where one of them has started it.
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(options => options.ServiceName = "StoreDevices");
        change?.Invoke(builder.Services);

        var app = builder.Build();
        if (port != usual)
            app.Logger.LogWarning("Port {Port} is taken: the devices of this till are at port {Other}.", usual, port);
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

    /// <summary>Where it listens while another program has its port. The web app looks for it there too.</summary>
    private static IEnumerable<int> FallbackPorts(string? named) =>
        (named ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(written =>
            int.TryParse(written, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort
                ? port
                : throw new SettingMissing($"Listen:FallbackPorts has '{written}', which is no port; write such as 17981, 17982."));

    /// <summary>The first that nobody has; where there is none the first of all, which is then said to be taken.</summary>
    private static int FreePort(IReadOnlyList<IPAddress> addresses, IReadOnlyList<int> ports) =>
        ports.Cast<int?>().FirstOrDefault(port => addresses.All(address => IsFree(new IPEndPoint(address, port!.Value)))) ?? ports[0];

    private static bool IsFree(IPEndPoint place)
    {
        using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(place);
            return true;
        }
        catch (SocketException failed)
        {
            // Windows keeps some ports for others, and calls that a lack of access.
            return failed.SocketErrorCode is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied);
        }
    }
}
