using System.Net.Http.Json;
using System.Text.Json;
using Store.Devices.Profile;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>What goes wrong at a printer, and that each paper comes out once or is somebody's to decide.</summary>
public sealed class PrintOnceTests
{
    [Fact]
    public async Task A_paper_comes_out_and_the_printer_proves_it()
    {
        await using var till = await DeviceTill.Open();

        var job = await till.Until(await till.Print("超市小票 1"), "Printed");

        Assert.Equal("ProcessId", job.GetProperty("proof").GetString());
        Assert.Contains("超市小票 1", Assert.Single(till.Papers), StringComparison.Ordinal);
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("identity").ToString() == """{"maker":"Store","model":"Virtual","firmware":"1.00"}""", () => "Nobody has asked who it is.");
        Assert.Equal(("Idle", 0), ((await till.Device()).GetProperty("state").GetString(), (await till.Device()).GetProperty("printer").GetProperty("waiting").GetInt32()));
    }

    [Fact]
    public async Task P1_Without_paper_it_waits_and_then_prints_by_itself_once()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        till.Paper.LoadPaper(0);

        var id = await till.Print("等纸");
        Assert.Equal("printer.paper_out", (await till.Until(id, "Held")).GetProperty("reason").GetString());
        Assert.Empty(till.Papers);
        till.Paper.LoadPaper(80_000);

        await till.Until(id, "Printed");
        Assert.Single(till.Papers);
        Assert.Contains("REC_EMPTY", await Names(till));
    }

    [Fact]
    public async Task P2_Paper_that_ends_in_the_middle_is_waited_for_as_long_as_it_takes()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { PaperMm = 60, NearEndMm = 10 });

        var id = await till.Print("长小票", lines: 19);
        await DeviceTill.Eventually(() => till.Paper.State.PaperOut, "There is still paper.");

        // Longer than a silent printer is waited for.
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        Assert.Equal("Printing", await till.State(id));
        till.Paper.LoadPaper(80_000);
        await till.Until(id, "Printed");
        Assert.Single(till.Papers);
    }

    [Fact]
    public async Task P2_P8_Power_that_goes_in_the_middle_leaves_it_uncertain_and_nothing_is_sent_again()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);

        var id = await till.Print("断电", lines: 60);
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
        till.Paper.CutPower();
        till.Wire.PullCable();
        Assert.Equal("printer.lost_meanwhile", (await till.Until(id, "Uncertain")).GetProperty("reason").GetString());
        time.Run();
        till.Paper.RestorePower();
        till.Wire.PlugCable();

        // The next one prints after the printer was set up anew, and the uncertain one stays where it is.
        await till.Until(await till.Print("下一张"), "Printed");
        Assert.Equal("Uncertain", await till.State(id));
        Assert.Equal(1, till.Papers.Count(paper => paper.Contains("下一张", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task P3_A_roll_near_its_end_is_told_and_printed_on()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { PaperMm = 2_000 });

        await till.Until(await till.Print("快没纸了"), "Printed");

        Assert.True((await till.Device()).GetProperty("printer").GetProperty("paperLow").GetBoolean());
        Assert.Contains("REC_NEAREMPTY", await Names(till));
    }

    [Fact]
    public async Task P4_P5_Cover_and_cutter_hold_papers_until_someone_has_seen_to_them()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        till.Paper.OpenCover();
        var held = await till.Print("盖子");
        Assert.Equal("printer.cover_open", (await till.Until(held, "Held")).GetProperty("reason").GetString());
        till.Paper.CloseCover();
        await till.Until(held, "Printed");

        till.Paper.JamCutter();
        await till.Print("卡刀");
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("fault").GetBoolean(), () => "The cutter is not stuck.");
        var next = await till.Print("卡刀后");
        till.Paper.FreeCutter();
        (await till.Client.Post("/api/devices/printers/receipt/recover", null)).Ok();
        await till.Until(next, "Printed");

        // The knife did not cut behind the one at which it stuck, so that one hangs on the next.
        Assert.Equal(2, till.Papers.Count);
        Assert.Equal(2, till.Papers[1].Split("卡刀").Length - 1);
    }

    [Fact]
    public async Task P6_A_cable_that_is_pulled_in_the_middle_leaves_it_uncertain()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);

        var id = await till.Print("拔线", lines: 60);
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
        till.Wire.PullCable();
        Assert.Equal("printer.lost_meanwhile", (await till.Until(id, "Uncertain")).GetProperty("reason").GetString());
        time.Run();
        till.Wire.PlugCable();

        await till.Until(await till.Print("后一张"), "Printed");
        Assert.Equal(("Uncertain", 1), (await till.State(id), till.Papers.Count(paper => paper.Contains("拔线", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task P6_A_line_that_dies_without_a_word_leaves_it_uncertain_and_what_comes_later_waits()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);

        var id = await till.Print("半开", lines: 19);
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
        till.Wire.HalfOpen = true;
        time.Run();
        Assert.Equal("printer.no_proof", (await till.Until(id, "Uncertain")).GetProperty("reason").GetString());

        // The printer is asked before every paper whether it is there: what it does not answer to never leaves.
        var next = await till.Print("后一张");
        Assert.Equal("printer.no_answer", (await till.Until(next, "Held")).GetProperty("reason").GetString());
        till.Wire.HalfOpen = false;
        await till.Until(next, "Printed");
        Assert.Equal(1, till.Papers.Count(paper => paper.Contains("后一张", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_printer_whose_buffer_is_full_makes_the_paper_wait_and_loses_nothing()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { BufferBytes = 256, MmPerSecond = 1_000 });

        var id = await till.Print("小缓冲", lines: 200);
        await till.Until(id, "Printed");

        Assert.Equal(200, Assert.Single(till.Papers).Split('\n').Length);
    }

    [Fact]
    public async Task P9_What_never_left_is_printed_when_the_printer_is_back()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        till.Wire.PullCable();
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("state").GetString() == "Error", () => "The printer is still there.");

        var id = await till.Print("等打印机");
        Assert.StartsWith("link.", (await till.Until(id, "Held")).GetProperty("reason").GetString(), StringComparison.Ordinal);
        till.Wire.PlugCable();

        await till.Until(id, "Printed");
        Assert.Single(till.Papers);
    }

    [Fact]
    public async Task P12_Papers_of_two_windows_come_out_whole_and_in_order()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 });

        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => till.Print($"窗口 {number % 2} 第 {number} 张", lines: 30)));
        foreach (var id in ids)
            await till.Until(id, "Printed");

        Assert.Equal(12, till.Papers.Count);
        Assert.All(till.Papers, paper => Assert.Equal(30, paper.Split('\n').Length));
        Assert.Equal(12, till.Papers.Select(paper => paper.Split('\n')[0]).Distinct().Count());
    }

    [Fact]
    public async Task P13_The_same_request_twice_is_one_paper_and_another_one_is_refused()
    {
        await using var till = await DeviceTill.Open();
        var uuid = Guid.NewGuid();

        var twice = await Task.WhenAll(till.Print("一次", uuid), till.Print("一次", uuid));
        await till.Until(twice[0], "Printed");
        await till.Print("一次", uuid);
        var other = await till.Send("两次", uuid);

        Assert.Equal((422, "idempotency.key_reused"), (other.Status, other.Code));
        await till.Until(await till.Print("最后"), "Printed");
        Assert.Equal(2, till.Papers.Count);
    }

    [Theory]
    [InlineData("InOrder")]
    [InlineData("None")]
    public async Task P17_A_cheap_printer_proves_by_its_order_or_leaves_it_to_a_person(string confirmation)
    {
        await using var till = await DeviceTill.Open(confirmation == "None" ? new VirtualPrinterOptions { ProcessIds = false, AutoStatus = false } : VirtualPrinterOptions.Cheap);
        till.Write("profile.json", new { printers = new[] { till.Printer(autoStatus: false, proof: "Auto") } });
        await till.Stop();
        if (confirmation == "None")
        {
            // One that answers nothing at all.
            till.Wire.HalfOpen = true;
            await till.Start();
            Assert.Equal("printer.cannot_prove", (await till.Until(await till.Print("没人知道"), "Uncertain")).GetProperty("reason").GetString());
            Assert.Equal("None", (await till.Device()).GetProperty("printer").GetProperty("confirmation").GetString());
            return;
        }

        await till.Start();
        Assert.Equal(confirmation, (await till.Until(await till.Print("便宜的"), "Printed")).GetProperty("proof").GetString());
        till.Paper.LoadPaper(0);
        var held = await till.Print("没纸了");
        await till.Until(held, "Held");
        till.Paper.LoadPaper(1000);
        await till.Until(held, "Printed");
        Assert.Equal(2, till.Papers.Count);
    }

    [Fact]
    public async Task A_person_decides_about_an_uncertain_paper_and_a_repeated_one_says_so()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);
        var uncertain = new List<Guid>();
        foreach (var text in new[] { "重打的", "打出的", "不要的" })
        {
            await till.Online();
            var id = await till.Print(text, lines: 2);
            await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
            till.Paper.CutPower();
            till.Wire.PullCable();
            await till.Until(id, "Uncertain");
            till.Paper.RestorePower();
            till.Wire.PlugCable();
            uncertain.Add(id);
        }

        time.Run();
        Assert.Equal(3, (await till.Client.Get("/api/devices/jobs?state=Uncertain")).Ok().GetProperty("items").GetArrayLength());
        var again = (await till.Resolve(uncertain[0], "Reprint")).Ok();
        Assert.Equal("Printed", (await till.Resolve(uncertain[1], "Printed")).Ok().GetProperty("state").GetString());
        Assert.Equal("Cancelled", (await till.Resolve(uncertain[2], "Discard")).Ok().GetProperty("state").GetString());
        Assert.Equal((409, "job.not_uncertain"), ((await till.Resolve(uncertain[0], "Reprint")) is var second ? (second.Status, second.Code) : default));

        Assert.Equal(uncertain[0], again.GetProperty("reprintOf").GetGuid());
        await till.Until(again.GetProperty("jobId").GetGuid(), "Printed");
        Assert.Contains("重打 / REPRINT 1", Assert.Single(till.Papers, paper => paper.Contains("重打的", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("job.resolved", await File.ReadAllTextAsync(Path.Combine(till.Folder, "audit.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_begun_can_be_taken_back_and_what_is_too_late_is_not_printed()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        till.Paper.OpenCover();

        var back = await till.Print("收回");
        var late = (await till.Send("太晚", expiresAt: till.Clock.GetUtcNow().UtcDateTime.AddMinutes(1))).Ok().GetProperty("jobId").GetGuid();
        Assert.Equal("Cancelled", (await till.Client.Post($"/api/devices/jobs/{back}/cancel", null)).Ok().GetProperty("state").GetString());
        // It is the time that goes by which counts, however the clock is set.
        till.Clock.Advance(TimeSpan.FromHours(1));
        var asked = till.Paper.Asked;
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        Assert.Equal("Held", await till.State(late));

        // It is asked once a second, not as fast as it answers.
        Assert.InRange(till.Paper.Asked - asked, 0, 100);
        till.Clock.Advance(TimeSpan.FromHours(-2));
        till.Clock.Pass(TimeSpan.FromMinutes(2));
        till.Paper.CloseCover();

        await till.Until(late, "Expired");
        await till.Until(await till.Print("正常"), "Printed");
        Assert.Contains("正常", Assert.Single(till.Papers), StringComparison.Ordinal);
        Assert.Equal(409, (await till.Client.Post($"/api/devices/jobs/{late}/cancel", null)).Status);
    }

    [Fact]
    public async Task N4_On_a_full_disk_nothing_is_taken_on_and_nothing_is_printed()
    {
        await using var till = await DeviceTill.Open(start: false);
        File.CreateSymbolicLink(till.Journal, "/dev/full");
        await till.Start();
        await till.Online();

        using var refused = await till.Client.Http.PostAsync("/api/devices/printers/receipt/jobs", JsonContent.Create(new { jobUuid = Guid.NewGuid(), title = "", document = DeviceTill.Document("满了") }));
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal((503, "journal.not_writable", true), ((int)refused.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("safeToRetry").GetBoolean()));
        Assert.Empty(till.Papers);

        // With room again, it goes on without a restart.
        File.Delete(till.Journal);
        await till.Until(await till.Print("有空间了"), "Printed");
        Assert.Single(till.Papers);
    }

    [Fact]
    public async Task P19_The_test_page_shows_whether_the_columns_are_set_as_the_paper_is_wide()
    {
        // 58 mm of paper, and a profile that says 80.
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { DotsPerLine = 384 });
        var wrong = await TestPage(till);

        Assert.Contains(".........1.........2.........3..\n.......4........", wrong, StringComparison.Ordinal);
        Assert.Contains(till.Paper.Receipts[^1].Lines, line => line.Overflowed);

        await till.Restart(till.Printer(columns: 32));
        var right = await TestPage(till);
        Assert.Contains("32 列 / 384 点\n.........1.........2.........3..\n---", right, StringComparison.Ordinal);
        Assert.DoesNotContain(till.Paper.Receipts[^1].Lines, line => line.Overflowed);

        // And the other way round the ruler ends before the paper does.
        await using var wide = await DeviceTill.Open();
        await wide.Restart(wide.Printer(columns: 42));
        Assert.Contains(".........1.........2.........3.........4..\n", await TestPage(wide), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_found_among_all_that_was_printed_and_can_be_taken_back_at_once()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        await till.Until(await till.Print("打好了"), "Printed");
        till.Paper.LoadPaper(0);
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("paperOut").GetBoolean(), () => "There is paper.");
        var held = await till.Print("一");
        await till.Until(held, "Held");
        var queued = await till.Print("二");

        var waiting = (await till.Client.Get("/api/devices/jobs?state=Queued&state=Held&state=Uncertain&kind=Paper")).Ok().GetProperty("items").EnumerateArray().Select(job => job.GetProperty("jobId").GetGuid());
        Assert.Equal([queued, held], waiting);
        Assert.Empty((await till.Client.Get("/api/devices/jobs?state=Queued&kind=Kick")).Ok().GetProperty("items").EnumerateArray());

        Assert.Equal(2, (await till.Client.Post("/api/devices/printers/receipt/clear-output", null)).Ok().GetProperty("cancelled").GetInt32());
        till.Paper.LoadPaper(80_000);
        await till.Until(await till.Print("三"), "Printed");
        Assert.Equal(["打好了", "三"], till.Papers.Select(paper => paper.Trim()));
        Assert.Equal(404, (await till.Client.Post("/api/devices/printers/none/clear-output", null)).Status);
    }

    [Fact]
    public async Task Copies_come_out_one_after_the_other()
    {
        await using var till = await DeviceTill.Open();
        var job = (await till.Client.Post("/api/devices/printers/receipt/jobs", new { jobUuid = Guid.NewGuid(), document = DeviceTill.Document("副联"), copies = 2 })).Ok();
        await till.Until(job.GetProperty("jobId").GetGuid(), "Printed");

        Assert.Equal(["副联", "副联"], till.Papers.Select(paper => paper.Trim()));
        Assert.Equal(400, (await till.Client.Post("/api/devices/printers/receipt/jobs", new { jobUuid = Guid.NewGuid(), document = DeviceTill.Document("x"), copies = 11 })).Status);
    }

    [Fact]
    public async Task P20_What_is_in_no_font_is_drawn_or_a_question_mark_and_the_job_says_so()
    {
        var font = Papers.FontFile("龘é");
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { Chinese = ChineseFont.None });
        await till.Restart(new
        {
            id = "receipt", name = "", address = $"tcp:127.0.0.1:{till.Wire.Port}", patienceSeconds = 3, profile = new { chinese = "None", fontFile = font },
        });

        var sent = (await till.Send("é龘 and 😀")).Ok();
        await till.Until(sent.GetProperty("jobId").GetGuid(), "Printed");

        Assert.Equal(["not_in_font U+1F600"], sent.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));
        var receipt = till.Paper.Receipts[^1];
        Assert.Contains(receipt.Commands, command => command.StartsWith("GS v", StringComparison.Ordinal));
        Assert.True(Papers.BlackDots(receipt.Dots) > 0);
        Assert.Equal(sent.GetProperty("warnings").ToString(), (await till.Client.Get($"/api/devices/jobs/{sent.GetProperty("jobId").GetGuid()}")).Ok().GetProperty("warnings").ToString());
    }

    private static async Task<string> TestPage(DeviceTill till)
    {
        await till.Until((await till.Client.Post("/api/devices/printers/receipt/test-page", null)).Ok().GetProperty("jobId").GetGuid(), "Printed");
        return till.Papers[^1];
    }

    private static async Task<List<string?>> Names(DeviceTill till) =>
        [.. (await till.Client.Get("/api/devices/events?limit=500")).Ok().GetProperty("items").EnumerateArray().Select(happened => happened.GetProperty("name").GetString())];
}
