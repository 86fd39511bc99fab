using System.Text.Json;

namespace Store.Tests.Devices;

/// <summary>Devices that are switched off, and such as were removed.</summary>
public sealed class DisabledDeviceTests
{
    [Fact]
    public async Task A_printer_that_is_switched_off_refuses_papers_keeps_what_waits_and_its_drawer_still_opens()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        till.Paper.LoadPaper(0);
        var waiting = await till.Print("等纸");
        await till.Until(waiting, "Held");

        await Switch(till, "receipt", on: false);
        till.Paper.LoadPaper(1_000);
        await till.Online();
        var refused = await till.Send("不收");

        Assert.Equal((423, "device.disabled"), (refused.Status, refused.Code));
        Assert.Equal((105, false, true, "receipt"), (
            refused.Json.GetProperty("resultCode").GetInt32(), refused.Json.GetProperty("retryable").GetBoolean(), refused.Json.GetProperty("safeToRetry").GetBoolean(), refused.Json.GetProperty("deviceId").GetString()));
        Assert.Equal(423, (await till.Client.Post("/api/devices/devices/receipt/check-health", null)).Status);
        Assert.Equal("Printed", (await till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = Guid.NewGuid(), reason = "换零钱" })).Ok().GetProperty("state").GetString());
        Assert.Equal((false, true), ((await till.Device()).GetProperty("deviceEnabled").GetBoolean(), (await till.Device("drawer")).GetProperty("deviceEnabled").GetBoolean()));
        Assert.Empty(till.Papers);

        // What is kept is kept over a restart, and nobody is told a pairing code on a printer that is off.
        await till.Stop();
        await till.Start();
        (await till.WithToken(null).Post("/api/devices/pairings", new { name = "收银台 1" })).Ok();
        Assert.Equal("device.disabled", (await till.Until(waiting, "Held")).GetProperty("reason").GetString());
        Assert.Contains("device.disabled", await File.ReadAllTextAsync(Path.Combine(till.Folder, "audit.jsonl")), StringComparison.Ordinal);

        await Switch(till, "receipt", on: true);
        await till.Until(waiting, "Printed");
        Assert.Contains("等纸", Assert.Single(till.Papers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_switched_off_leaves_its_wire_to_others_and_what_was_removed_says_so()
    {
        await using var till = await DeviceTill.Open(settings: "--Devices:Virtual=true");
        await till.Online();
        (await till.Client.Put("/api/devices/scales/scale/tare", new { grams = 120 })).Ok();
        await Switch(till, "display", on: false);
        Assert.Equal(120, (await till.Device("scale")).GetProperty("scale").GetProperty("tareGrams").GetInt32());
        Assert.Equal((true, false), ((await till.Device()).GetProperty("online").GetBoolean(), (await till.Device("display")).GetProperty("deviceEnabled").GetBoolean()));
        foreach (var id in new[] { "receipt", "drawer", "scale", "scanner", "labels" })
            await Switch(till, id, on: false);

        foreach (var device in (await till.Client.Get("/api/devices/devices")).Ok().GetProperty("devices").EnumerateArray())
            Assert.Equal((false, JsonValueKind.Null, JsonValueKind.Null), (device.GetProperty("deviceEnabled").GetBoolean(), device.GetProperty("online").ValueKind, device.GetProperty("problem").ValueKind));
        var refusals = new[]
        {
            await till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = Guid.NewGuid(), reason = "换零钱" }), await till.Client.Post("/api/devices/scales/scale/read-weight", new { }),
            await till.Client.Put("/api/devices/displays/display/content", new { kind = "Total", amount = 1 }), await till.Client.Post("/api/devices/label-printers/labels/test-label", null),
            await till.Client.Post("/api/devices/devices/scanner/claim", new { client = "the-tab-at-the-till" }),
        };
        Assert.All(refusals, refused => Assert.Equal((423, "device.disabled"), (refused.Status, refused.Code)));
        Assert.Equal(404, (await till.Client.Put("/api/devices/devices/none/enabled", new { enabled = true })).Status);

        var profile = (await till.Client.Get("/api/devices/profile")).Ok();
        (await till.Client.Put("/api/devices/profile", new { printers = profile.GetProperty("printers"), scales = Array.Empty<object>(), displays = profile.GetProperty("displays") })).Ok();
        var gone = await till.Client.Post("/api/devices/scales/scale/read-weight", new { });
        Assert.Equal((410, "device.removed", 101), (gone.Status, gone.Code, gone.Json.GetProperty("resultCode").GetInt32()));
        Assert.Equal(404, (await till.Client.Get("/api/devices/devices/none")).Status);
        (await till.Client.Put("/api/devices/profile", profile)).Ok();
        Assert.Equal(423, (await till.Client.Post("/api/devices/scales/scale/read-weight", new { })).Status);
    }

    private static async Task Switch(DeviceTill till, string id, bool on) => (await till.Client.Put($"/api/devices/devices/{id}/enabled", new { enabled = on })).Ok();
}
