using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Store.Tests.Processes;

namespace Store.Browser.Tests;

/// <summary>A shop whose till has a device service of its own, with virtual devices; it serves the web app too, and knows the host's page.</summary>
public sealed class Till : Shop
{
    private const string Token = "a program at the till";

    private HostProcess? service;

    /// <summary>The host by a name of the internet, from which its page may use the devices.</summary>
    internal Uri PublicAddress => new UriBuilder(Address) { Host = "pos.test" }.Uri;

    /// <summary>Where the device service listens.</summary>
    internal Uri ServiceAddress => service!.Http.BaseAddress!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Directory.CreateDirectory(DeviceFolder);
        await File.WriteAllTextAsync(Path.Combine(DeviceFolder, "pairings.json"), JsonSerializer.Serialize(new[]
        {
            new { pairingId = 1, name = "test", origin = "", tokenHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token))), scopes = new[] { "devices.use", "devices.manage" }, createdAt = "2026-11-01T00:00:00Z" },
        }));
        var host = Address.GetLeftPart(UriPartial.Authority);
        service = await HostProcess.ServeDevices(DeviceFolder, "--Devices:Virtual=true", $"--Origins={host};{PublicAddress.GetLeftPart(UriPartial.Authority)}", "--Serve:App=true", $"--Serve:Host={host}");
        service.Use(Token);
    }

    public override async Task DisposeAsync()
    {
        service?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>What came out of the printer last, and how many papers did.</summary>
    internal async Task<(int Papers, string LastText)> Paper()
    {
        var till = await service!.Get("/api/devices/virtual");
        return (till.GetProperty("receipts").GetInt32(), till.Text("lastText") ?? "");
    }

    /// <summary>Takes a page's pairing back, as someone does who manages the devices.</summary>
    internal async Task Revoke(string origin)
    {
        foreach (var pairing in (await service!.Get("/api/devices/pairings")).GetProperty("pairings").EnumerateArray().Where(pairing => pairing.Text("origin") == origin))
            (await service.Http.DeleteAsync(new Uri($"/api/devices/pairings/{pairing.GetProperty("pairingId").GetInt64()}", UriKind.Relative))).EnsureSuccessStatusCode().Dispose();
    }
}

/// <inheritdoc cref="Tickets"/>
[CollectionDefinition(nameof(Tills))]
public sealed class Tills : ICollectionFixture<Till>;
