using System.Text.Json;
using Store.Contracts.Devices;
using Store.Devices.EscPos;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>What a printer's answers do not say by themselves: a line that may be missing, and a proof that comes late.</summary>
public sealed class PrinterCaseTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task P4_A_cover_that_is_opened_in_the_middle_stands_with_the_paper_since_a_line_may_be_missing(bool isLost)
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);
        await till.Online();

        var id = await till.Print("开盖", lines: 19);
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
        till.Paper.OpenCover();
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("coverOpen").GetBoolean(), () => "The cover is closed.");
        till.Paper.CloseCover();
        if (isLost)
            till.Wire.PullCable();
        else
            time.Run();

        var job = await till.Until(id, isLost ? "Uncertain" : "Printed");
        Assert.Equal(["cover_opened"], Warnings(job));
        if (isLost)
        {
            // It is there too after a restart, for whoever decides.
            await till.Stop();
            await till.Start();
            Assert.Equal(["cover_opened"], Warnings((await till.Client.Get($"/api/devices/jobs/{id}")).Ok()));
            return;
        }

        Assert.Empty(Warnings(await till.Until(await till.Print("后一张"), "Printed")));
    }

    [Fact]
    public async Task P17_One_that_never_proves_anything_is_not_waited_for_and_one_that_was_busy_proves_later()
    {
        // Someone else's paper is in it: it answers in real time, and in turn only when it has come to that.
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);
        await till.Restart(till.Printer(patienceSeconds: 60));
        till.Paper.Feed(EscPosEncoder.Encode(new PrintDocument([.. Enumerable.Range(0, 20).Select(line => PrintElement.Line($"别人的 {line}")), PrintElement.Cut]), Papers.Wide).Bytes);

        var first = await till.Until(await till.Print("先"), "Uncertain");
        Assert.Equal(("printer.cannot_prove", "None"), (first.GetProperty("reason").GetString(), (await till.Device()).GetProperty("printer").GetProperty("confirmation").GetString()));
        time.Run();
        await DeviceTill.Eventually(() => till.Papers.Count == 2, "It has not come out.");

        Assert.Equal("ProcessId", (await till.Until(await till.Print("后"), "Printed")).GetProperty("proof").GetString());
    }

    private static IEnumerable<string?> Warnings(JsonElement job) => job.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString());
}
