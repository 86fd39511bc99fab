using System.Text.Json;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>What a paper says besides what is on it: that it does not wait for paper, and that the drawer opens with it, once at most.</summary>
public sealed class PaperOptionsTests
{
    [Theory]
    [InlineData("printer.paper_out")]
    [InlineData("printer.cover_open")]
    public async Task A_paper_that_does_not_wait_is_over_at_once_wherever_it_stands_and_never_comes_out(string lacking)
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        if (lacking == "printer.paper_out")
            till.Paper.LoadPaper(0);
        else
            till.Paper.OpenCover();
        var waits = await till.Print("等着");
        await till.Until(waits, "Held");
        var uuid = Guid.NewGuid();
        (await Send(till, "不等", uuid, "Fail")).Ok();
        Assert.Equal(lacking, (await till.Until(uuid, "Failed")).GetProperty("reason").GetString());

        till.Paper.LoadPaper(80_000);
        till.Paper.CloseCover();
        await till.Until(waits, "Printed");

        Assert.Equal("Failed", (await Send(till, "不等", uuid, "Fail")).Ok().GetProperty("state").GetString());
        Assert.Equal((422, "idempotency.key_reused"), await Send(till, "不等", uuid, "Hold") is var other ? (other.Status, other.Code) : default);
        await till.Until((await Send(till, "有纸", Guid.NewGuid(), "Fail")).Ok().GetProperty("jobId").GetGuid(), "Printed");
        Assert.Equal(["等着", "有纸"], till.Papers.Select(paper => paper.Trim()));
        Assert.Equal(1, (await till.Device()).GetProperty("printer").GetProperty("counts").GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task A_paper_that_does_not_wait_behind_one_that_ended_in_the_middle_says_that_the_drawer_was_opened_all_the_same()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { PaperMm = 60, NearEndMm = 10 });
        await till.Online();
        var begun = await till.Print("长小票", lines: 30);
        await DeviceTill.Eventually(() => till.Paper.State.PaperOut, "There is still paper.");

        var uuid = Guid.NewGuid();
        (await Send(till, "不等", uuid, "Fail", "Before")).Ok();
        var failed = await till.Until(uuid, "Failed");
        Assert.Equal(("printer.paper_out", "Printed", "RealTime"), (failed.GetProperty("reason").GetString(), failed.GetProperty("drawer").GetProperty("state").GetString(), await Proof(till, failed)));

        till.Paper.LoadPaper(80_000);
        await till.Until(begun, "Printed");
        await till.Until(await till.Print("之后"), "Printed");
        Assert.Equal((1, false), (till.Paper.State.Pulses, till.Papers.Any(paper => paper.Contains("不等", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task The_drawer_opens_before_its_paper_once_and_a_kick_is_another_job_that_is_noted()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        var uuid = Guid.NewGuid();
        (await Send(till, "现金小票", uuid, when: "Before")).Ok();
        var printed = await till.Until(uuid, "Printed");
        var drawer = printed.GetProperty("drawer");
        Assert.Equal(("drawer", "Before", "Printed"), (drawer.GetProperty("drawerId").GetString(), drawer.GetProperty("when").GetString(), drawer.GetProperty("state").GetString()));
        Assert.True(till.Paper.State.DrawerOpen);

        Assert.Equal("Printed", (await Send(till, "现金小票", uuid, when: "Before")).Ok().GetProperty("state").GetString());
        Assert.Equal((422, "idempotency.key_reused"), await Send(till, "现金小票", uuid, when: "AfterComplete") is var other ? (other.Status, other.Code) : default);
        Assert.Equal((422, "idempotency.key_reused"), await Send(till, "现金小票", uuid) is var none ? (none.Status, none.Code) : default);

        // It stands open, as it often does: the receipt comes out all the same.
        var next = Guid.NewGuid();
        (await Send(till, "又一张", next, when: "AfterComplete")).Ok();
        await till.Until(next, "Printed");
        var kept = await till.Until((await Job(till, next)).GetProperty("drawer").GetProperty("kickId").GetGuid(), "Failed");
        Assert.Equal("drawer.already_open", kept.GetProperty("reason").GetString());

        // What is asked once more is answered as it was, whatever has become of the drawer.
        (await till.Client.Put("/api/devices/devices/drawer/enabled", new { enabled = false })).Ok();
        Assert.Equal("Printed", (await Send(till, "现金小票", uuid, when: "Before")).Ok().GetProperty("state").GetString());
        Assert.Equal(423, (await Send(till, "钱箱停用", Guid.NewGuid(), when: "Before")).Status);

        Assert.Equal((1, 2), (till.Paper.State.Pulses, till.Papers.Count));
        Assert.Equal(2, (await till.Client.Get("/api/devices/jobs?kind=Kick")).Ok().GetProperty("items").GetArrayLength());
        Assert.Equal(
            [("drawer.opened", "S01-1-000009", "王芳", uuid), ("drawer.not_opened", "S01-1-000009", "王芳", next)],
            (await File.ReadAllLinesAsync(Path.Combine(till.Folder, "audit.jsonl"))).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(note => note.GetProperty("what").GetString()!.StartsWith("drawer.", StringComparison.Ordinal)).Select(note => (
                note.GetProperty("what").GetString(), note.GetProperty("facts").GetProperty("saleNumber").GetString(), note.GetProperty("by").GetString(), note.GetProperty("facts").GetProperty("paper").GetGuid())));
    }

    [Fact]
    public async Task The_drawer_opens_after_its_paper_only_once_that_has_come_out()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);
        var uuid = Guid.NewGuid();
        (await Send(till, "长的", uuid, when: "AfterComplete", lines: 40)).Ok();
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
        Assert.Equal((0, "Queued"), (till.Paper.State.Pulses, (await Job(till, uuid)).GetProperty("drawer").GetProperty("state").GetString()));
        Assert.Equal(1, (await till.Device()).GetProperty("printer").GetProperty("waiting").GetInt32());

        time.Run();
        var kick = (await till.Until(uuid, "Printed")).GetProperty("drawer").GetProperty("kickId").GetGuid();
        await till.Until(kick, "Printed");
        Assert.Equal((1, 1), (till.Paper.State.Pulses, till.Papers.Count));

        // Whoever waited for the paper that long has opened it by hand.
        till.Paper.CloseDrawer();
        till.Paper.LoadPaper(0);
        var late = Guid.NewGuid();
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("paperOut").GetBoolean(), () => "There is paper.");
        (await Send(till, "等了很久", late, when: "AfterComplete")).Ok();
        await till.Until(late, "Held");
        till.Clock.Pass(TimeSpan.FromMinutes(2));
        till.Paper.LoadPaper(80_000);
        await till.Until((await till.Until(late, "Printed")).GetProperty("drawer").GetProperty("kickId").GetGuid(), "Expired");
        Assert.Equal(1, till.Paper.State.Pulses);
    }

    [Fact]
    public async Task Of_a_paper_that_nobody_is_sure_of_the_drawer_is_not_opened_nor_for_its_reprint_nor_after_a_restart()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);
        var (reprinted, seen) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var uuid in (Guid[])[reprinted, seen])
        {
            (await Send(till, "断线", uuid, "Fail", "AfterComplete", lines: 40)).Ok();
            await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
            till.Wire.PullCable();
            Assert.Equal("drawer.paper_not_printed", (await till.Until(uuid, "Uncertain")).GetProperty("drawer").GetProperty("reason").GetString());
            time.Run();
            till.Wire.PlugCable();
            await till.Until(await till.Print("之间"), "Printed");
            time.Stop();
        }

        time.Run();
        till.Paper.LoadPaper(0);
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("paperOut").GetBoolean(), () => "There is paper.");
        (await till.Resolve(seen, "Printed")).Ok();
        var again = (await till.Resolve(reprinted, "Reprint")).Ok();

        // Whoever has asked for it stands there and puts in paper.
        await till.Until(again.GetProperty("jobId").GetGuid(), "Held");
        await till.Stop();
        till.Paper.LoadPaper(80_000);
        await till.Start();
        await till.Until(again.GetProperty("jobId").GetGuid(), "Printed");
        await till.Until(await till.Print("之后"), "Printed");

        Assert.Equal((0, JsonValueKind.Null), (till.Paper.State.Pulses, again.GetProperty("drawer").ValueKind));
    }

    [Fact]
    public async Task Who_may_not_open_the_drawer_does_not_by_printing_and_a_paper_opens_no_other_printers_drawer()
    {
        await using var till = await DeviceTill.Open(start: false);
        var pairings = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(till.Folder, "pairings.json"))).RootElement[0];
        till.Write("pairings.json", new[]
        {
            new { pairingId = 1, name = "test", origin = "", tokenHash = pairings.GetProperty("tokenHash").GetString(), scopes = new[] { "devices.use", "devices.print" }, createdAt = "2026-11-01T00:00:00Z" },
        });
        till.Write("profile.json", new
        {
            printers = new[] { till.Printer(), new { id = "other", name = "", address = "tcp:127.0.0.1:1", drawer = new { id = "other-drawer", name = "" } } },
        });
        await till.Start();
        await till.Online();

        Assert.Equal((403, "permission.missing"), await Send(till, "小票", Guid.NewGuid(), when: "Before") is var forbidden ? (forbidden.Status, forbidden.Code) : default);
        till.Write("pairings.json", new[] { pairings });
        await till.Stop();
        await till.Start();
        await till.Online();
        Assert.Equal((422, "drawer.of_another_printer"), await Send(till, "小票", Guid.NewGuid(), when: "Before", drawer: "other-drawer") is var other ? (other.Status, other.Code) : default);
        Assert.Equal(404, (await Send(till, "小票", Guid.NewGuid(), when: "Before", drawer: "none")).Status);
        Assert.Equal((0, 0), (till.Paper.State.Pulses, till.Papers.Count));
    }

    private static Task<StoreApp.Reply> Send(DeviceTill till, string text, Guid uuid, string onPaperOut = "Hold", string? when = null, int lines = 1, string drawer = "drawer") =>
        till.Client.Post("/api/devices/printers/receipt/jobs", new
        {
            jobUuid = uuid, title = text, document = DeviceTill.Document(text, lines), onPaperOut, openDrawer = when is null ? null : new { drawer, when, saleNumber = "S01-1-000009", by = "王芳" },
        });

    private static async Task<JsonElement> Job(DeviceTill till, Guid id) => (await till.Client.Get($"/api/devices/jobs/{id}")).Ok();

    private static async Task<string?> Proof(DeviceTill till, JsonElement paper) =>
        (await Job(till, paper.GetProperty("drawer").GetProperty("kickId").GetGuid())).GetProperty("proof").GetString();
}
