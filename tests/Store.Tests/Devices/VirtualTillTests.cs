namespace Store.Tests.Devices;

/// <summary>A till without hardware, as <c>--virtual</c> starts it.</summary>
public sealed class VirtualTillTests
{
    [Fact]
    public async Task Everything_can_be_tried_without_hardware()
    {
        await using var till = await DeviceTill.Open(settings: "--Devices:Virtual=true");
        await till.Online();

        Assert.Equal(
            ["display", "drawer", "labels", "receipt", "scale", "scanner"],
            (await till.Client.Get("/api/devices/devices")).Ok().GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
        await till.Until(await till.Print("虚拟小票"), "Printed");
        var seen = (await till.Client.Get("/api/devices/virtual")).Ok();
        Assert.Equal(("虚拟小票", 1), (seen.GetProperty("lastText").GetString()!.Trim(), seen.GetProperty("receipts").GetInt32()));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await till.Client.Http.GetByteArrayAsync(new Uri("/api/devices/virtual/receipts/0", UriKind.Relative)))[..4]);

        (await till.Client.Post("/api/devices/virtual", new { paperMm = 0 })).Ok();
        var held = await till.Print("等纸");
        await till.Until(held, "Held");
        (await till.Client.Post("/api/devices/virtual", new { power = false })).Ok();
        (await till.Client.Post("/api/devices/virtual", new { power = true, paperMm = 1000 })).Ok();
        await till.Until(held, "Printed");
        Assert.Equal(404, (await till.Client.Get("/api/devices/virtual/receipts/2")).Status);

        var label = (await till.Client.Post("/api/devices/label-printers/labels/test-label", null)).Ok().GetProperty("jobId").GetGuid();
        await till.Until(label, "Printed");
        Assert.Equal(1, (await till.Client.Get("/api/devices/virtual")).Ok().GetProperty("labelPrinter").GetProperty("printed").GetInt32());
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await till.Client.Http.GetByteArrayAsync(new Uri("/api/devices/virtual/labels/0", UriKind.Relative)))[..4]);
        (await till.Client.Post("/api/devices/virtual", new { labelPrinter = new { paperOut = true } })).Ok();
        label = (await till.Client.Post("/api/devices/label-printers/labels/test-label", null)).Ok().GetProperty("jobId").GetGuid();
        await till.Until(label, "Held");
        (await till.Client.Post("/api/devices/virtual", new { labelPrinter = new { paperOut = false } })).Ok();
        await till.Until(label, "Printed");

        // Papers that the service makes itself are in the language of whoever asks.
        using var inEnglish = new HttpRequestMessage(HttpMethod.Post, "/api/devices/printers/receipt/test-page");
        inEnglish.Headers.AcceptLanguage.ParseAdd("fr, en-GB;q=0.8, zh;q=0.5");
        var page = (await till.Client.Send(inEnglish)).Ok();
        Assert.Equal("Test page", page.GetProperty("title").GetString());
        await till.Until(page.GetProperty("jobId").GetGuid(), "Printed");
        Assert.Contains("48 columns / 576 dots", (await till.Client.Get("/api/devices/virtual")).Ok().GetProperty("lastText").GetString(), StringComparison.Ordinal);

        // The real till's profile is still what it was.
        Assert.Contains("小票打印机", System.Text.RegularExpressions.Regex.Unescape(await File.ReadAllTextAsync(Path.Combine(till.Folder, "profile.json"))), StringComparison.Ordinal);
    }
}
