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

    [Fact]
    public async Task A_kick_that_could_not_be_done_at_once_is_never_done_later()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        till.Paper.OpenCover();
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("printer").GetProperty("coverOpen").GetBoolean(), () => "It is closed.");

        var id = (await Kick(till)).Ok().GetProperty("jobId").GetGuid();
        till.Clock.Advance(TimeSpan.FromMinutes(1));
        till.Paper.CloseCover();

        await till.Until(id, "Expired");
        await till.Until(await till.Print("之后"), "Printed");
        Assert.Equal(0, till.Paper.State.Pulses);
    }

    [Theory]
    [InlineData(true, "High")]
    [InlineData(false, "Low")]
    public async Task Which_level_means_open_is_learned_and_kept(bool openHigh, string level)
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { DrawerOpenHigh = openHigh });
        till.Write("profile.json", new { printers = new[] { till.Printer(openLevel: "Unknown") } });
        await till.Stop();
        await till.Start();
        await till.Online();

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

    private static Task<StoreApp.Reply> Kick(DeviceTill till, Guid? uuid = null) =>
        till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = uuid ?? Guid.NewGuid(), reason = "换零钱", by = "王芳" });

    private static Task<StoreApp.Reply> Learn(DeviceTill till, bool isOpen) => till.Client.Post("/api/devices/drawers/drawer/learn", new { isOpen });
}
