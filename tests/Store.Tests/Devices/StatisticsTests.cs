using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>What devices have done since they were set up.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public async Task What_a_printer_and_its_drawer_have_done_is_counted_over_restarts()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        await till.Until((await till.Client.Post("/api/devices/printers/receipt/jobs", new
        {
            jobUuid = Guid.NewGuid(), title = "小票", copies = 2,
            document = new { elements = new object[] { new { kind = "Text", text = "一" }, new { kind = "Text", text = "二" }, new { kind = "QrCode", data = "x" }, new { kind = "Cut" } } },
        })).Ok().GetProperty("jobId").GetGuid(), "Printed");
        till.Paper.OpenCover();
        await DeviceTill.Eventually(async () => await Of(till, "receipt", "ReceiptCoverOpenCount") == 1, () => "The cover was not opened.");
        till.Paper.CloseCover();
        (await till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = Guid.NewGuid(), reason = "换零钱" })).Ok();
        var lines = await Of(till, "receipt", "ReceiptLinePrintedCount");
        till.Clock.Pass(TimeSpan.FromHours(5));

        await till.Stop();
        await till.Start();
        await till.Online();
        await till.Until(await till.Print("三"), "Printed");

        Assert.Equal((3, 2, 1, 0), (await Of(till, "receipt", "PaperCutCount"), await Of(till, "receipt", "BarcodePrintedCount"), await Of(till, "receipt", "ReceiptCoverOpenCount"), await Of(till, "receipt", "FailedWriteCount")));
        Assert.InRange(lines, 4, 60);
        Assert.Equal(lines + 1, await Of(till, "receipt", "ReceiptLinePrintedCount"));
        Assert.Equal((1, 0), (await Of(till, "drawer", "DrawerGoodOpenCount"), await Of(till, "drawer", "DrawerFailedOpenCount")));
        Assert.Equal(5, await Of(till, "receipt", "HoursPoweredCount"));
        Assert.Equal(404, (await till.Client.Get("/api/devices/devices/none/statistics")).Status);
    }

    [Fact]
    public async Task What_did_not_come_out_and_a_wire_that_was_lost_are_counted()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);
        await till.Online();
        var id = await till.Print("拔线", lines: 19);
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
        till.Wire.PullCable();
        await till.Until(id, "Uncertain");

        Assert.Equal((1, 0), (await Of(till, "receipt", "FailedWriteCount"), await Of(till, "receipt", "ReceiptLinePrintedCount")));
        await DeviceTill.Eventually(async () => await Of(till, "receipt", "CommunicationErrorCount") == 1, () => "The wire was not lost.");
        Assert.Equal(0, await Of(till, "receipt", "OnlineTransitionCount"));
        till.Wire.PlugCable();
        await DeviceTill.Eventually(async () => await Of(till, "receipt", "OnlineTransitionCount") == 1, () => "The wire was not found again.");
    }

    [Fact]
    public async Task Numbers_that_cannot_be_read_are_counted_anew()
    {
        await using var till = await DeviceTill.Open(start: false);
        await File.WriteAllTextAsync(Path.Combine(till.Folder, "statistics.json"), "{ \"receipt\": ");
        await till.Start();
        await till.Until(await till.Print("一"), "Printed");

        Assert.Equal(1, await Of(till, "receipt", "PaperCutCount"));
    }

    private static async Task<long> Of(DeviceTill till, string device, string name) => (await till.Client.Get($"/api/devices/devices/{device}/statistics")).Ok()
        .GetProperty("figures").EnumerateArray().Single(figure => figure.GetProperty("name").GetString() == name).GetProperty("value").GetInt64();
}
