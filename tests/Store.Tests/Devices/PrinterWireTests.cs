using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>Printers that are slow, off, or less than they claim, and wires that are lost while something is on its way.</summary>
public sealed class PrinterWireTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_proof_of_a_lost_paper_proves_no_other(bool restart)
    {
        // It comes to what it was asked in turn one after the other: to the lost paper's proof, and a moment later to what the new wire asked.
        await using var till = await DeviceTill.Open(VirtualPrinterOptions.Cheap with { MmPerSecond = 80, TurnMilliseconds = 150 });
        await till.Restart(till.Printer(autoStatus: false));
        var lost = await till.Print("丢了的", lines: 30);
        await DeviceTill.Eventually(() => till.Paper.State.Printing && till.Paper.State.BufferedBytes > 100, "It does not print.");
        await Task.Delay(100);
        till.Wire.PullCable();
        await till.Until(lost, "Uncertain");
        if (restart)
            await till.Stop();
        till.Wire.PlugCable();
        if (restart)
            await till.Start();
        var next = await till.Print("下一张", lines: 60);

        await DeviceTill.Eventually(() => till.Paper.Receipt.Text.Contains("下一张", StringComparison.Ordinal), "It does not print.");
        await Task.Delay(500);
        Assert.Equal("Printing", await till.State(next));
        till.Paper.CutPower();
        till.Wire.PullCable();

        await till.Until(next, "Uncertain");
        Assert.Equal("丢了的", Assert.Single(till.Papers).Split('\n')[0]);
    }

    [Fact]
    public async Task A_picture_that_was_cut_off_with_its_wire_swallows_only_itself()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { Chinese = ChineseFont.None, ProcessIds = false });
        await till.Restart(Drawing(till, patienceSeconds: 5));
        till.Wire.BytesPerSecond = 3_000;
        var lost = await till.Print("图图图图", lines: 6);
        await DeviceTill.Eventually(() => till.Paper.State.BufferedBytes > 500, "No picture is on its way.");
        till.Wire.PullCable();
        await till.Until(lost, "Uncertain");
        till.Wire.BytesPerSecond = 0;
        till.Wire.PlugCable();

        await till.Until(await till.Print("NEXT"), "Printed");

        Assert.EndsWith("NEXT", till.Papers[^1].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drawn_paper_takes_as_long_as_its_bytes_do_over_a_slow_line()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { Chinese = ChineseFont.None });
        await till.Restart(Drawing(till, patienceSeconds: 1));
        till.Wire.BytesPerSecond = 3_000;

        await till.Until(await till.Print("可可可可", lines: 8), "Printed", "Uncertain");

        Assert.Equal("Printed", (await till.Client.Get("/api/devices/jobs")).Ok().GetProperty("items")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task P17_A_printer_that_only_claims_to_tell_changes_is_asked_and_its_status_says_so()
    {
        await using var till = await DeviceTill.Open(VirtualPrinterOptions.Cheap with { PaperMm = 60, NearEndMm = 10 });
        await till.Online();
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("reports").ValueKind == JsonValueKind.False, () => "Its status does not say so.");

        var id = await till.Print("长小票", lines: 19);
        await DeviceTill.Eventually(() => till.Paper.State.PaperOut, "There is still paper.");
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("paperOut").GetBoolean(), () => "Nobody has asked.");

        // Longer than a silent printer is waited for.
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        Assert.Equal("Printing", await till.State(id));
        till.Paper.LoadPaper(80_000);
        await till.Until(id, "Printed");
        till.Paper.OpenCover();
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("coverOpen").GetBoolean(), () => "Nobody asks while it has nothing to do.");
    }

    [Fact]
    public async Task A_printer_that_was_off_when_the_till_began_proves_papers_once_it_is_on()
    {
        await using var till = await DeviceTill.Open(start: false);

        // As on a serial line, which is there whether or not its printer is.
        till.Wire.HalfOpen = true;
        await till.Start();
        await till.Until(await till.Print("没开机"), "Uncertain");
        till.Wire.HalfOpen = false;
        await till.Online();

        Assert.Equal("ProcessId", (await till.Until(await till.Print("开机了"), "Printed")).GetProperty("proof").GetString());
        Assert.True((await till.Device()).GetProperty("printer").GetProperty("reports").GetBoolean());
    }

    [Fact]
    public async Task A_paper_that_cannot_be_made_holds_up_no_other()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        till.Paper.OpenCover();
        var broken = await till.Print("坏的");
        await till.Until(broken, "Held");
        await till.Stop();
        await File.WriteAllTextAsync(till.Journal, (await File.ReadAllTextAsync(till.Journal)).Replace("\"elements\":[", "\"elements\":[null,", StringComparison.Ordinal));
        till.Paper.CloseCover();
        await till.Start();

        await till.Until(await till.Print("好的"), "Printed");
        Assert.Equal("document.cannot_be_printed", (await till.Until(broken, "Failed")).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_device_that_the_service_stumbles_over_is_reached_again()
    {
        await using var till = await DeviceTill.Open();
        var stumbles = 1;
        till.Services.GetRequiredService<LinkOpener>().Offer(LinkKind.Virtual, "odd", () =>
            Interlocked.Decrement(ref stumbles) >= 0 ? throw new InvalidOperationException("Nobody has foreseen this.") : TcpLink.Open("127.0.0.1", till.Wire.Port, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult());

        (await till.Client.Put("/api/devices/profile", new { printers = new[] { till.Printer(address: "virtual:odd") } })).Ok();

        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem && problem.GetProperty("code").GetString() == "device.failure", () => "It has not stumbled.");
        await till.Until(await till.Print("又好了"), "Printed");
    }

    [Fact]
    public async Task While_devices_are_set_up_anew_every_paper_that_is_taken_on_comes_out_once_and_the_others_may_be_sent_again()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        var papers = Enumerable.Range(0, 40).ToDictionary(_ => Guid.NewGuid(), number => $"<{number:00}>");
        var changing = Task.Run(async () =>
        {
            for (var i = 0; i < 8; i++)
                (await till.Client.Put("/api/devices/profile", new { printers = new[] { till.Printer(alarmAfterSeconds: 10 + i) } })).Ok();
        });

        await Parallel.ForEachAsync(papers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (paper, _) => await DeviceTill.Eventually(
            async () =>
            {
                using var reply = await till.Client.Http.PostAsync("/api/devices/printers/receipt/jobs", JsonContent.Create(new { jobUuid = paper.Key, title = paper.Value, document = DeviceTill.Document(paper.Value) }));
                Assert.True((int)reply.StatusCode is 200 or 503, await reply.Content.ReadAsStringAsync());
                return reply.IsSuccessStatusCode;
            },
            () => "Never taken on."));
        await changing;
        foreach (var id in papers.Keys)
            await till.Until(id, "Printed");

        Assert.All(papers.Values, text => Assert.Equal(1, till.Papers.Count(paper => paper.Contains(text, StringComparison.Ordinal))));
    }

    /// <summary>A printer without Chinese characters, which are drawn: the best part of two kilobytes a line.</summary>
    private static object Drawing(DeviceTill till, int patienceSeconds) => new
    {
        id = "receipt", name = "", address = $"tcp:127.0.0.1:{till.Wire.Port}", patienceSeconds, profile = new { chinese = "None", fontFile = Papers.FontFile("图可乐") },
    };
}
