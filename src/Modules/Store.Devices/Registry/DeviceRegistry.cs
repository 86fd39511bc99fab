using Microsoft.Extensions.Hosting;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Virtual;

namespace Store.Devices.Registry;

/// <summary>The devices of this till, made of its profile. A host without a profile has none and touches no disk.</summary>
internal sealed class DeviceRegistry(ProfileFile file, DeviceFolder folder, VirtualTill virtualTill, UsbPrinters usb, IEnumerable<IDeviceMaker> makers) : IHostedService, IAsyncDisposable
{
    private readonly SemaphoreSlim changing = new(1, 1);
    private volatile bool isChanging;
    private volatile IReadOnlyDictionary<string, IDevice> devices = new Dictionary<string, IDevice>();

    /// <summary>The profile that runs.</summary>
    public HardwareProfile Profile { get; private set; } = new();

    public IEnumerable<IDevice> All => devices.Values;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var profile = virtualTill.IsOn ? virtualTill.PlugIn() : file.Read();
        return profile.Devices().Any() ? Use(profile) : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Close(butNot: []);

    /// <summary>Puts another profile to work, and keeps it.</summary>
    public async Task Change(HardwareProfile profile)
    {
        folder.Hold();
        var next = profile.After(Profile);
        Write(next);
        await Use(next);
    }

    /// <summary>Keeps a profile whose devices go on as they are: something about one was learned.</summary>
    public void Keep(HardwareProfile profile)
    {
        Write(profile);
        Profile = profile;
    }

    /// <summary>A device to use.</summary>
    /// <exception cref="NotFound">There is no such device, or it is of another kind.</exception>
    /// <exception cref="NotInUse">It is switched off, or was removed from the profile.</exception>
    /// <exception cref="OutOfReach">The devices are being set up anew.</exception>
    public T Find<T>(string id)
        where T : class, IDevice => See<T>(id) is { IsEnabled: true } device ? device : throw NotInUse.Disabled(id);

    /// <summary>A device to look at, also one that is switched off.</summary>
    /// <exception cref="NotFound">There is no such device, or it is of another kind.</exception>
    /// <exception cref="NotInUse">It was removed from the profile.</exception>
    /// <exception cref="OutOfReach">The devices are being set up anew.</exception>
    public T See<T>(string id)
        where T : class, IDevice => devices.GetValueOrDefault(id) as T ?? throw (isChanging ? OutOfReach.Changing
            : Profile.Removed?.Contains(id, StringComparer.Ordinal) == true ? NotInUse.Removed(id)
            : new NotFound("device", id));

    public async ValueTask DisposeAsync()
    {
        await Close(butNot: []);
        changing.Dispose();
    }

    /// <summary>What is set up as before goes on as it is: nothing is taken out of a printer's hands, or off a scale's tare, because a display is switched off.</summary>
    private async Task Use(HardwareProfile profile)
    {
        await changing.WaitAsync();
        try
        {
            folder.Hold();
            isChanging = true;
            var same = profile.SameAs(Profile).Where(devices.ContainsKey).ToHashSet(StringComparer.Ordinal);
            await Close(same);
            usb.ForgetOthers(profile.Devices().Select(device => device.Address));
            var made = makers.SelectMany(maker => maker.Make(profile, settings => !same.Contains(settings.Id))).ToList();
            (Profile, devices) = (profile, devices.Values.Concat(made).ToDictionary(device => device.Id, StringComparer.Ordinal));
            foreach (var device in made)
                device.Start();
        }
        finally
        {
            isChanging = false;
            changing.Release();
        }
    }

    private void Write(HardwareProfile profile)
    {
        if (!virtualTill.IsOn)
            file.Write(profile);
    }

    private async Task Close(IReadOnlyCollection<string> butNot)
    {
        var open = devices;
        devices = open.Where(device => butNot.Contains(device.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var device in open.Values.Where(device => !butNot.Contains(device.Id)))
            await device.DisposeAsync();
    }
}
