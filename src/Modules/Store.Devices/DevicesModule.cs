using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Devices.Audit;
using Store.Devices.Claims;
using Store.Devices.Drawers;
using Store.Devices.Events;
using Store.Devices.Links;
using Store.Devices.Pairing;
using Store.Devices.Printing;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Devices.Statistics;
using Store.Devices.Virtual;
using Store.Kernel.Modules;

namespace Store.Devices;

/// <summary>The hardware of a till: receipt and label printer, drawer, scanner, scale and customer display. Names are those of UnifiedPOS.</summary>
public sealed class DevicesModule : IModule
{
    public string Name => "devices";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new DirectCommands(configuration));
        services.AddSingleton<DeviceFolder>();
        services.AddSingleton<ProfileFile>();
        services.AddSingleton<UsbPrinters>();
        if (OperatingSystem.IsWindows())
            services.AddSingleton<IWinspool, Winspool>();
        services.AddSingleton<LinkOpener>();
        services.AddSingleton<EventLog>();
        services.AddSingleton<ClaimBook>();
        services.AddSingleton<DeviceParts>();
        services.AddSingleton<DeviceRegistry>();
        services.AddSingleton<DeviceAudit>();
        services.AddSingleton<RefusalNotes>();
        services.AddSingleton<VirtualTill>();
        services.AddSingleton<DrawerPace>();
        services.AddSingleton<PairingBook>();
        services.AddSingleton<TicketBook>();
        services.Configure<ProblemDetailsOptions>(options => options.CustomizeProblemDetails += ProblemFacts.Complete);
        services.AddSingleton<StatisticsBook>();
        services.AddHostedService<StatisticsKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<DeviceRegistry>());
        services.Scan(scan => scan.FromAssemblyOf<DevicesModule>()
            .AddClasses(types => types.AssignableTo<IDeviceMaker>(), publicOnly: false).AsImplementedInterfaces().WithSingletonLifetime());
    }
}
