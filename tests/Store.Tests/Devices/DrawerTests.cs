using Store.Devices.Drawing;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>The drawer: opened once, now or not at all.</summary>
public sealed class DrawerTests
{
    [Fact]
    public async Task It_opens_once_and_its_state_is_seen()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        Assert.False((await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean());
        var uuid = Guid.NewGuid();

        Assert.Equal("Printed", (await Kick(till, uuid)).Ok().GetProperty("state").GetString());
        Assert.Equal("Printed", (await Kick(till, uuid)).Ok().GetProperty("state").GetString());

        Assert.Equal((true, 1), (till.Paper.State.DrawerOpen, till.Paper.State.Pulses));
        Assert.True((await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean());
        Assert.Contains("drawer.opened", await File.ReadAllTextAsync(Path.Combine(till.Folder, "audit.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task P14_An_open_drawer_is_not_kicked_and_nobody_kicks_it_twice_in_a_moment()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        (await Kick(till)).Ok();

        Assert.Equal((409, "drawer.already_open"), await Kick(till) is var open ? (open.Status, open.Code) : default);
        till.Paper.CloseDrawer();
        await DeviceTill.Eventually(async () => !(await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean(), () => "It is open.");
        var again = await Kick(till);

        Assert.Equal((422, "drawer.too_often"), (again.Status, again.Code));
        Assert.Equal(1, till.Paper.State.Pulses);
    }

    [Fact]
    public async Task An_opening_is_called_by_its_sale_or_where_there_is_none_by_its_reason()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        async Task<string?> Title(object kick)
        {
            till.Paper.CloseDrawer();
            await DeviceTill.Eventually(async () => !(await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean(), () => "It is open.");
            StoreApp.Reply opened = null!;
            await DeviceTill.Eventually(async () => (opened = await till.Client.Post("/api/devices/drawers/drawer/open", kick)).Code != "drawer.too_often", () => "It is still too often.");
            return opened.Ok().GetProperty("title").GetString();
        }

        Assert.Equal("S01-1-000007", await Title(new { jobUuid = Guid.NewGuid(), reason = "现金", saleNumber = "S01-1-000007" }));
        Assert.Equal("换零钱", await Title(new { jobUuid = Guid.NewGuid(), reason = "换零钱" }));
    }

    [Fact]
    public async Task P15_A_drawer_that_stays_shut_is_told()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { DrawerOpenHigh = false });
        await till.Online();

        // Its level says open while it is shut, and shut once it is open.
        till.Paper.OpenDrawer();
        await DeviceTill.Eventually(async () => !(await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean(), () => "It is open.");
        var job = (await Kick(till)).Ok();

        Assert.Equal(("Failed", "drawer.did_not_open"), (job.GetProperty("state").GetString(), job.GetProperty("reason").GetString()));
        Assert.Contains("DRAWEROPENFAILED", (await till.Client.Get("/api/devices/events?limit=500")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("cover")]
    public async Task It_opens_while_the_printer_cannot_print_and_the_papers_wait_on(string lacking)
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        Switch(till, lacking, isMissing: true);
        var paper = await till.Print("等着");
        await till.Until(paper, "Held");
        var uuid = Guid.NewGuid();

        var kick = (await Kick(till, uuid)).Ok();

        Assert.Equal(("Printed", "RealTime"), (kick.GetProperty("state").GetString(), kick.GetProperty("proof").GetString()));
        Assert.Equal((true, 1, "Held"), (till.Paper.State.DrawerOpen, till.Paper.State.Pulses, await till.State(paper)));

        // Sent again, and with the printer back at work, it is still one opening.
        (await Kick(till, uuid)).Ok();
        Switch(till, lacking, isMissing: false);
        await till.Until(paper, "Printed");
        Assert.Equal(1, till.Paper.State.Pulses);
    }

    [Fact]
    public async Task It_opens_for_the_next_customer_while_the_last_ones_receipt_waits_half_printed_for_paper()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { PaperMm = 60, NearEndMm = 10 });
        await till.Online();
        var paper = await till.Print("长小票", lines: 30);
        await DeviceTill.Eventually(() => till.Paper.State.PaperOut, "There is still paper.");

        Assert.Equal("Printed", (await Kick(till)).Ok().GetProperty("state").GetString());
        till.Paper.LoadPaper(80_000);
        await till.Until(paper, "Printed");

        Assert.Equal((1, 1), (till.Paper.State.Pulses, till.Papers.Count));
        Assert.Equal(30, till.Papers[0].Split('\n').Length);
    }

    [Fact]
    public async Task It_opens_at_once_while_the_last_customers_receipt_still_comes_out()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);
        await till.Online();
        var paper = await till.Print("长小票", lines: 30);
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");

        var kick = (await Kick(till)).Ok();
        Assert.Equal(("Printed", "RealTime", "Printing"), (kick.GetProperty("state").GetString(), kick.GetProperty("proof").GetString(), await till.State(paper)));
        time.Run();
        await till.Until(paper, "Printed");

        Assert.Equal((1, 30), (till.Paper.State.Pulses, Assert.Single(till.Papers).Split('\n').Length));
    }

    [Fact]
    public async Task P16_Nothing_that_is_printed_opens_it()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        byte[] opens = [0x10, 0x14, 0x01, 0x00, 0x05, 0x10, 0x04, 0x01, 0x10, 0x05, 0x02];
        var text = string.Concat(opens.Select(each => (char)each));
        var picture = Bitmap.FromRows(8 * opens.Length, 3, [.. opens, .. opens, .. opens]);
        object[] elements =
        [
            new { kind = "Text", text }, new { kind = "Columns", columns = new[] { new { text, width = 0 }, new { text = "3.50", width = 9 } } }, new { kind = "QrCode", data = text },
            new { kind = "Barcode", symbology = "Code128", data = text },
            new { kind = "Picture", png = Papers.GreyPng(picture.Width, picture.Height, (x, y) => picture[x, y] ? (byte)0 : byte.MaxValue) }, new { kind = "Cut" },
        ];

        var id = (await till.Client.Post("/api/devices/printers/receipt/jobs", new { jobUuid = Guid.NewGuid(), document = new { elements } })).Ok().GetProperty("jobId").GetGuid();

        await till.Until(id, "Printed");
        Assert.Equal((false, 0, 1), (till.Paper.State.DrawerOpen, till.Paper.State.Pulses, till.Papers.Count));
        Assert.DoesNotContain("DRAWER", (await till.Client.Get("/api/devices/events?limit=500")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kick_that_could_not_be_done_at_once_is_never_done_later()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();

        // A printer whose cutter is stuck does nothing, also not in real time.
        till.Paper.JamCutter();
        var stuck = await till.Print("卡刀");
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("fault").GetBoolean(), () => "The cutter is not stuck.");
        var uuid = Guid.NewGuid();
        var kicking = Kick(till, uuid);
        await DeviceTill.Eventually(async () => (await till.Client.Get($"/api/devices/jobs/{uuid}")).Status == 200, () => "The kick was not taken on.");
        till.Clock.Pass(TimeSpan.FromMinutes(1));
        till.Paper.FreeCutter();
        (await till.Client.Post("/api/devices/printers/receipt/recover", null)).Ok();

        Assert.Equal("Expired", (await kicking).Ok().GetProperty("state").GetString());
        await till.Until(stuck, "Printed");
        await till.Until(await till.Print("之后"), "Printed");
        Assert.Equal(0, till.Paper.State.Pulses);
    }

    [Theory]
    [InlineData(1, 0, "Printed", 1)]
    [InlineData(-1, 6, "Expired", 0)]
    public async Task N3_A_clock_that_is_set_neither_loses_a_kick_nor_does_it_late(int hours, int secondsLater, string state, int pulses)
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        till.Paper.JamCutter();
        await till.Print("卡刀");
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("fault").GetBoolean(), () => "The cutter is not stuck.");
        var uuid = Guid.NewGuid();
        var kicking = Kick(till, uuid);
        await DeviceTill.Eventually(async () => (await till.Client.Get($"/api/devices/jobs/{uuid}")).Status == 200, () => "The kick was not taken on.");

        till.Clock.Advance(TimeSpan.FromHours(hours));
        till.Clock.Pass(TimeSpan.FromSeconds(secondsLater));
        till.Paper.FreeCutter();
        (await till.Client.Post("/api/devices/printers/receipt/recover", null)).Ok();

        Assert.Equal(state, (await kicking).Ok().GetProperty("state").GetString());
        await till.Until(await till.Print("之后"), "Printed");
        Assert.Equal(pulses, till.Paper.State.Pulses);
    }

    [Theory]
    [InlineData(true, true, "Printed")]
    [InlineData(true, false, "Failed")]
    [InlineData(false, true, "Printed")]
    public async Task On_a_printer_that_proves_nothing_the_drawer_itself_says_whether_it_opened(bool speaks, bool openHigh, string state)
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { ProcessIds = false, TurnAnswers = false, AutoStatus = false, DrawerOpenHigh = openHigh }, start: false);
        till.Wire.HalfOpen = !speaks;
        if (!openHigh)
            till.Paper.OpenDrawer();
        await till.Start();
        if (speaks)
            await till.Online();

        Assert.Equal((state, speaks ? 1 : 0), ((await Kick(till)).Ok().GetProperty("state").GetString(), till.Paper.State.Pulses));
        Assert.Equal("printer.cannot_prove", (await till.Until(await till.Print("没人知道"), "Uncertain")).GetProperty("reason").GetString());
        Assert.Equal("None", (await till.Device()).GetProperty("printer").GetProperty("confirmation").GetString());
    }

    [Fact]
    public async Task One_kick_that_comes_twice_at_once_is_one_and_only_what_opened_is_noted_as_opened()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        var uuid = Guid.NewGuid();

        foreach (var twice in await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Kick(till, uuid))))
            Assert.Equal("Printed", twice.Ok().GetProperty("state").GetString());

        Assert.Equal(1, till.Paper.State.Pulses);
        Assert.Equal(["drawer.opened"], await Noted(till));
        till.Paper.CloseDrawer();
        await DeviceTill.Eventually(async () => !(await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean(), () => "It is open.");
        till.Wire.PullCable();
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("state").GetString() == "Error", () => "The printer is still there.");
        till.Clock.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal("Expired", (await Kick(till)).Ok().GetProperty("state").GetString());
        Assert.Equal(["drawer.opened", "drawer.not_opened"], await Noted(till));
    }

    [Fact]
    public async Task A_drawer_that_is_left_open_is_told_until_it_is_shut_and_selling_goes_on()
    {
        await using var till = await DeviceTill.Open();
        await till.Restart(till.Printer(alarmAfterSeconds: 1, buzzer: "Clone"));
        (await Kick(till)).Ok();
        Assert.False((await till.Device("drawer")).GetProperty("drawer").GetProperty("leftOpen").GetBoolean());

        await DeviceTill.Eventually(async () => (await till.Device("drawer")).GetProperty("drawer").GetProperty("leftOpen").GetBoolean(), () => "Nobody was told.");
        await till.Until(await till.Print("照卖"), "Printed");
        Assert.False((await Wait(till, milliseconds: 0)).Ok().GetProperty("isClosed").GetBoolean());
        var waiting = Wait(till, milliseconds: 30_000, beepAfter: 500);
        await DeviceTill.Eventually(() => till.Paper.Receipt.Commands.Contains("ESC B 1 5"), "It does not beep.");
        till.Paper.CloseDrawer();

        var shut = (await waiting).Ok();
        Assert.True(shut.GetProperty("isClosed").GetBoolean());
        Assert.True(shut.GetProperty("beeps").GetInt32() > 0);
        Assert.False((await till.Device("drawer")).GetProperty("drawer").GetProperty("leftOpen").GetBoolean());
        Assert.Equal(["DRAWEROPEN", "DRAWERLEFTOPEN", "DRAWERCLOSED"], (await till.Client.Get("/api/devices/events?limit=500")).Ok().GetProperty("items").EnumerateArray()
            .Where(happened => happened.GetProperty("deviceId").GetString() == "drawer").Select(happened => happened.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_drawer_that_is_shut_in_time_alarms_nobody_and_one_without_alarm_never_does()
    {
        await using var till = await DeviceTill.Open();
        await till.Restart(till.Printer(alarmAfterSeconds: 1));
        (await Kick(till)).Ok();
        till.Paper.CloseDrawer();
        Assert.True((await Wait(till, milliseconds: 30_000)).Ok().GetProperty("isClosed").GetBoolean());
        await till.Restart(till.Printer(alarmAfterSeconds: 0));
        till.Paper.OpenDrawer();

        await Task.Delay(TimeSpan.FromSeconds(1.5));

        Assert.DoesNotContain("DRAWERLEFTOPEN", (await till.Client.Get("/api/devices/events?limit=500")).Text, StringComparison.Ordinal);
        await till.Restart(till.Printer(openLevel: "Unknown"));
        Assert.Equal((422, "drawer.not_learned"), await Wait(till, milliseconds: 0) is var refused ? (refused.Status, refused.Code) : default);
    }

    [Theory]
    [InlineData(true, "High")]
    [InlineData(false, "Low")]
    public async Task Which_level_means_open_is_learned_and_kept(bool openHigh, string level)
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { DrawerOpenHigh = openHigh });
        await till.Restart(till.Printer(openLevel: "Unknown"));

        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await till.Device("drawer")).GetProperty("drawer").GetProperty("open").ValueKind);
        Assert.False((await Learn(till, isOpen: false)).Ok().GetProperty("isLearned").GetBoolean());
        Assert.Equal((422, "drawer.no_sensor"), await Learn(till, isOpen: true) is var same ? (same.Status, same.Code) : default);
        Assert.False((await Learn(till, isOpen: false)).Ok().GetProperty("isLearned").GetBoolean());
        (await Kick(till)).Ok();
        await DeviceTill.Eventually(async () => (await till.Device("drawer")).GetProperty("drawer").GetProperty("pinHigh").GetBoolean() == openHigh, () => "The level has not changed.");
        Assert.Equal(level, (await Learn(till, isOpen: true)).Ok().GetProperty("openLevel").GetString());
        Assert.True((await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean());
        Assert.Equal(level, (await till.Client.Get("/api/devices/profile")).Ok().GetProperty("printers")[0].GetProperty("drawer").GetProperty("openLevel").GetString());

        await till.Stop();
        await till.Start();
        await till.Online();
        Assert.True((await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean());
    }

    private static async Task<List<string?>> Noted(DeviceTill till) =>
    [
        .. (await File.ReadAllLinesAsync(Path.Combine(till.Folder, "audit.jsonl"))).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("what").GetString())
            .Where(what => what!.StartsWith("drawer.", StringComparison.Ordinal)),
    ];

    private static void Switch(DeviceTill till, string what, bool isMissing)
    {
        if (what == "paper")
            till.Paper.LoadPaper(isMissing ? 0 : 80_000);
        else if (isMissing)
            till.Paper.OpenCover();
        else
            till.Paper.CloseCover();
    }

    private static Task<StoreApp.Reply> Kick(DeviceTill till, Guid? uuid = null) =>
        till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = uuid ?? Guid.NewGuid(), reason = "换零钱", by = "王芳" });

    private static Task<StoreApp.Reply> Wait(DeviceTill till, int milliseconds, int? beepAfter = null) =>
        till.Client.Post("/api/devices/drawers/drawer/wait-for-close", new { timeoutMilliseconds = milliseconds, beepAfterMilliseconds = beepAfter });

    private static Task<StoreApp.Reply> Learn(DeviceTill till, bool isOpen) => till.Client.Post("/api/devices/drawers/drawer/learn", new { isOpen });
}
