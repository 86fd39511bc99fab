using System.Text.Json;

namespace Store.Tests.Devices;

/// <summary>What windows hear of the devices, and who has a device to themselves.</summary>
public sealed class DeviceEventTests
{
    [Fact]
    public async Task A_window_follows_what_happens_and_goes_on_where_it_was()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        using var first = await Follow(till, after: null);

        await till.Until(await till.Print("一"), "Printed");
        var seen = await Read(first, "PRINTED");
        first.Dispose();
        await till.Until(await till.Print("二"), "Printed");

        // Away meanwhile: it hears what it missed, and nothing twice.
        using var second = await Follow(till, after: seen.Seq);
        var missed = await Read(second, "PRINTED");
        Assert.True(missed.Seq > seen.Seq);
        Assert.Contains("二", missed.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_numbers_go_on_so_that_nothing_new_is_missed()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        await till.Until(await till.Print("一"), "Printed");
        var last = (await till.Client.Get("/api/devices/events?limit=500")).Ok().GetProperty("items").EnumerateArray().Last().GetProperty("seq").GetInt64();
        await till.Stop();
        await till.Start();
        await till.Until(await till.Print("二"), "Printed");

        Assert.Contains("二", (await till.Client.Get($"/api/devices/events?limit=500&after={last}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task N3_A_claim_is_anothers_until_its_time_is_up_whatever_the_clock_on_the_wall_says()
    {
        var clock = new TestClock();
        var book = new Store.Devices.Claims.ClaimBook(new Store.Devices.Events.EventLog(clock), clock);

        var mine = book.Take("scanner", "window one, secret", TimeSpan.FromMilliseconds(400));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Throws<Store.Kernel.Http.Conflict>(() => book.Take("scanner", "window two, secret", TimeSpan.FromSeconds(30)));
        Assert.Equal(mine.ClaimId, book.Take("scanner", "window one, secret", TimeSpan.FromMilliseconds(400)).ClaimId);
        await DeviceTill.Eventually(() => book.Holder("scanner") is null, "The claim holds on.");
        var other = book.Take("scanner", "window two, secret", TimeSpan.FromSeconds(30));
        book.Release("scanner", mine.ClaimId);

        Assert.Equal(other, book.Holder("scanner"));
    }

    [Fact]
    public void What_is_for_one_window_is_heard_by_that_window_alone()
    {
        var log = new Store.Devices.Events.EventLog(TimeProvider.System);

        log.Publish("scanner", "data", "SCAN", onlyFor: "window one");
        log.Publish("scanner", "statusUpdate", "POWER_ONLINE");

        Assert.Equal(["SCAN", "POWER_ONLINE"], log.Since(0, "window one", 10).Select(happened => happened.Name));
        Assert.Equal(["POWER_ONLINE"], log.Since(0, "window two", 10).Select(happened => happened.Name));
        Assert.Equal(["POWER_ONLINE"], log.Since(0, null, 10).Select(happened => happened.Name));
    }

    [Fact]
    public async Task A_printer_is_not_claimed()
    {
        await using var till = await DeviceTill.Open();

        var refused = await till.Client.Post("/api/devices/devices/receipt/claim", new { client = "0123456789abcdef", leaseMilliseconds = 5000 });

        Assert.Equal((422, "device.not_claimable"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task What_one_window_has_no_other_weighs_with_or_shows_on()
    {
        await using var till = await DeviceTill.Open(settings: "--Devices:Virtual=true");
        const string Mine = "window one, secret", Other = "window two, secret";
        foreach (var device in new[] { "scale", "display" })
            (await till.Client.Post($"/api/devices/devices/{device}/claim", new { client = Mine, name = "王芳", leaseMilliseconds = 300_000 })).Ok();
        (await till.Client.Post("/api/devices/virtual", new { grams = 500 })).Ok();
        var show = new { kind = "Total", name = "", amount = 12.5, detail = "" };

        var refused = await till.Client.Post("/api/devices/scales/scale/read-weight", new { client = Other });
        Assert.Equal((409, "device.claimed", "王芳", 102), (refused.Status, refused.Code, refused.Json.GetProperty("holder").GetString(), refused.Json.GetProperty("resultCode").GetInt32()));
        foreach (var reply in new[]
        {
            await till.Client.Post("/api/devices/scales/scale/read-weight", new { }),
            await till.Client.Post($"/api/devices/scales/scale/zero?client={Other}", null),
            await till.Client.Put("/api/devices/scales/scale/tare", new { grams = 100, client = Other }),
            await till.Client.Delete("/api/devices/scales/scale/tare"),
            await till.Client.Put($"/api/devices/displays/display/content?client={Other}", show),
            await till.Client.Put("/api/devices/displays/display/brightness", new { level = 2 }),
            await till.Client.Delete($"/api/devices/displays/display/content?client={Other}"),
        })
        {
            Assert.Equal((409, "device.claimed"), (reply.Status, reply.Code));
        }

        Assert.Equal(500, (await till.Client.Post("/api/devices/scales/scale/read-weight", new { client = Mine })).Ok().GetProperty("grams").GetInt32());
        (await till.Client.Put($"/api/devices/displays/display/content?client={Mine}", show)).Ok();
        Assert.Equal("王芳", (await till.Device("scale")).GetProperty("claimedBy").GetString());
    }

    [Fact]
    public async Task A_window_that_uses_a_device_nobody_has_gets_it_without_asking_first()
    {
        await using var till = await DeviceTill.Open(settings: "--Devices:Virtual=true");
        (await till.Client.Post("/api/devices/virtual", new { grams = 500 })).Ok();
        Assert.Equal(500, (await till.Client.Post("/api/devices/scales/scale/read-weight", new { forSale = false })).Ok().GetProperty("grams").GetInt32());
        Assert.False((await till.Device("scale")).GetProperty("claimed").GetBoolean());

        (await till.Client.Post("/api/devices/scales/scale/read-weight", new { client = "window one, secret", forSale = false })).Ok();

        Assert.True((await till.Device("scale")).GetProperty("claimed").GetBoolean());
        Assert.Equal(409, (await till.Client.Post("/api/devices/scales/scale/read-weight", new { client = "window two, secret" })).Status);
    }

    private static async Task<StreamReader> Follow(DeviceTill till, long? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/devices/events");
        request.Headers.Add("Accept", "text/event-stream");
        if (after is not null)
            request.Headers.Add("Last-Event-ID", $"{after}");
        var answer = await till.Client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(": here", await reader.ReadLineAsync());
        return reader;
    }

    private static async Task<(long Seq, string Data)> Read(StreamReader stream, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await stream.ReadLineAsync(patience.Token) is not { } line || !line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            var happened = JsonDocument.Parse(line[6..]).RootElement;
            if (happened.GetProperty("name").GetString() == name)
                return (happened.GetProperty("seq").GetInt64(), JsonSerializer.Serialize(happened, ValueJson.Stored) is var text ? System.Text.RegularExpressions.Regex.Unescape(text) : "");
        }
    }
}
