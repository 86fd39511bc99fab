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
