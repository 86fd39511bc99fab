using System.Text.Json;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>The service dies in the middle, as in a power cut, and comes back.</summary>
public sealed class PowerCutTests
{
    [Fact]
    public async Task P10_What_was_printing_is_uncertain_afterwards_and_what_had_not_begun_is_printed()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, start: false, paperClock: time);
        var (begun, waiting) = (Guid.NewGuid(), Guid.NewGuid());
        using (var service = await DeviceProcess.Start(till.Folder))
        {
            (await Send(service, begun, "印到一半", lines: 60)).Ok();
            (await Send(service, waiting, "还没开始")).Ok();
            await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
            service.Kill();
        }

        time.Run();
        using var again = await DeviceProcess.Start(till.Folder);
        var late = await Until(again, waiting, "Printed");
        var uncertain = await Until(again, begun, "Uncertain");

        Assert.Equal("service.interrupted", uncertain.GetProperty("reason").GetString());
        Assert.Equal("Printed", late.GetProperty("state").GetString());

        // P11: the late one says when it was asked for.
        Assert.Contains("延迟打印 / DELAYED", Assert.Single(till.Papers, paper => paper.Contains("还没开始", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(1, till.Papers.Count(paper => paper.Contains("印到一半", StringComparison.Ordinal)));

        // The till sends again what it had no answer to: it is the same paper.
        Assert.Equal("Printed", (await Send(again, waiting, "还没开始")).Ok().GetProperty("state").GetString());
        Assert.Equal((422, "idempotency.key_reused"), await Send(again, waiting, "别的") is var other ? (other.Status, other.Code) : default);
    }

    [Fact]
    public async Task A_kick_is_not_done_after_a_power_cut_and_half_a_line_of_the_journal_spoils_nothing()
    {
        await using var till = await DeviceTill.Open(start: false);
        var (kick, paper) = (Guid.NewGuid(), Guid.NewGuid());
        till.Wire.PullCable();
        using (var service = await DeviceProcess.Start(till.Folder))
        {
            var kicking = service.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = kick, reason = "换零钱" });
            await DeviceTill.Eventually(async () => (await service.Client.Get($"/api/devices/jobs/{kick}")).Status == 200, () => "The kick was not taken on.");
            (await Send(service, paper, "没接线", openDrawer: "Before")).Ok();
            service.Kill();
            await Assert.ThrowsAsync<HttpRequestException>(() => kicking);
        }

        await File.AppendAllTextAsync(till.Journal, "{\"job\":\"" + Guid.NewGuid() + "\",\"state\":\"Pri");
        till.Wire.PlugCable();
        using var again = await DeviceProcess.Start(till.Folder);
        await Until(again, paper, "Printed");

        Assert.Equal(("Failed", "drawer.interrupted"), (await again.Client.Get($"/api/devices/jobs/{kick}")).Ok() is var job ? (job.GetProperty("state").GetString(), job.GetProperty("reason").GetString()) : default);
        Assert.Equal("drawer.interrupted", (await again.Client.Get($"/api/devices/jobs/{paper}")).Ok().GetProperty("drawer").GetProperty("reason").GetString());
        Assert.Equal(0, till.Paper.State.Pulses);
    }

    [Fact]
    public async Task A_journal_that_begins_with_half_a_line_loses_no_paper_after_it()
    {
        await using var till = await DeviceTill.Open(start: false);
        await File.WriteAllTextAsync(till.Journal, "{\"job\":\"" + Guid.NewGuid() + "\",\"state\":\"Pri");
        await till.Start();
        var id = await till.Print("第一张");
        await till.Until(id, "Printed");
        await till.Stop();
        await till.Start();

        Assert.Equal("Printed", await till.State(id));
        Assert.Single(till.Papers);
    }

    [Fact]
    public async Task A_service_that_is_stopped_lets_the_paper_in_the_printer_come_out()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);
        var id = await till.Print("停机", lines: 30);
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");

        var stopping = till.Stop();
        Assert.False(stopping.IsCompleted);
        time.Run();
        await stopping;
        Assert.Single(till.Papers);
        await till.Start();

        Assert.Equal("Printed", await till.State(id));
    }

    [Fact]
    public async Task The_journal_forgets_what_is_older_than_a_day()
    {
        await using var till = await DeviceTill.Open();
        var id = await till.Print("昨天的", lines: 50);
        await till.Until(id, "Printed");
        await till.Stop();
        await till.Start();
        Assert.DoesNotContain("可乐", await File.ReadAllTextAsync(till.Journal), StringComparison.Ordinal);
        Assert.Equal("Printed", await till.State(id));

        await till.Stop();
        till.Clock.Advance(TimeSpan.FromHours(25));
        await till.Start();

        Assert.Equal(404, (await till.Client.Get($"/api/devices/jobs/{id}")).Status);
    }

    internal static Task<StoreApp.Reply> Send(DeviceProcess service, Guid uuid, string text, int lines = 1, string onPaperOut = "Hold", string? openDrawer = null) =>
        service.Client.Post("/api/devices/printers/receipt/jobs", new
        {
            jobUuid = uuid, title = text, document = DeviceTill.Document(text, lines), onPaperOut, openDrawer = openDrawer is null ? null : new { drawer = "drawer", when = openDrawer },
        });

    internal static async Task<JsonElement> Until(DeviceProcess service, Guid job, params IReadOnlyList<string> states)
    {
        JsonElement seen = default;
        await DeviceTill.Eventually(
            async () => (seen = (await service.Client.Get($"/api/devices/jobs/{job}")).Ok()).GetProperty("state").GetString() is { } state && states.Contains(state), () => $"The job is {seen}.");
        return seen;
    }
}
