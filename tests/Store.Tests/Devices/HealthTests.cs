using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>Asking a device how it is, and what it has done since the start.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_device_says_how_it_is_when_it_is_asked()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        Assert.Equal((true, null), await Check(till, "receipt"));
        Assert.Equal((true, null), await Check(till, "drawer"));

        // Without paper the drawer opens all the same.
        till.Paper.LoadPaper(0);
        Assert.Equal((false, "printer.paper_out"), await Check(till, "receipt"));
        Assert.Equal((true, null), await Check(till, "drawer"));

        till.Wire.PullCable();
        await DeviceTill.Eventually(async () => await Check(till, "receipt") is (false, "link.lost" or "link.refused") && await Check(till, "drawer") is (false, "link.lost" or "link.refused"), () => "It is still there.");
        Assert.Equal(404, (await till.Client.Post("/api/devices/devices/none/check-health", null)).Status);
    }

    [Fact]
    public async Task One_that_has_gone_silent_is_found_out_and_one_that_prints_is_not_disturbed()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time);
        var id = await till.Print("打着", lines: 3);
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");
        Assert.Equal((true, null), await Check(till, "receipt"));
        time.Run();
        await till.Until(id, "Printed");

        till.Wire.HalfOpen = true;
        Assert.Equal((false, "printer.no_answer"), await Check(till, "receipt"));
    }

    [Fact]
    public async Task How_far_a_check_goes_is_said_with_it()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        Assert.Equal((true, null), await Check(till, "receipt", "Interactive"));
        await DeviceTill.Eventually(() => till.Papers.Count == 1, "No test page came out.");
        Assert.Equal((true, null), await Check(till, "drawer", "Interactive"));
        Assert.Equal(0, till.Paper.State.Pulses);

        // Nobody has asked since the line went dead.
        till.Wire.HalfOpen = true;
        Assert.Equal((true, null), await Check(till, "receipt", "Internal"));
        Assert.Equal((false, "printer.no_answer"), await Check(till, "receipt", "External"));
        Assert.Equal(400, (await till.Client.Post("/api/devices/devices/receipt/check-health?level=Deep", null)).Status);
    }

    [Fact]
    public async Task What_a_device_can_do_stands_with_it()
    {
        await using var till = await DeviceTill.Open();

        Assert.Contains("CapRecPapercut", (await till.Device()).GetProperty("capabilities").EnumerateArray().Select(one => one.GetString()));
        Assert.Contains("CapStatus", (await till.Device("drawer")).GetProperty("capabilities").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public async Task What_became_of_papers_and_kicks_is_counted()
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { DrawerOpenHigh = false });
        await till.Online();
        await till.Until(await till.Print("一"), "Printed");
        await till.Until(await till.Print("二"), "Printed");
        till.Wire.HalfOpen = true;
        till.Paper.OpenDrawer();
        till.Wire.HalfOpen = false;
        await DeviceTill.Eventually(async () => !(await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean(), () => "It is open.");
        await till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = Guid.NewGuid(), reason = "换零钱" });

        var (counts, drawer) = ((await till.Device()).GetProperty("printer").GetProperty("counts"), (await till.Device("drawer")).GetProperty("drawer"));

        Assert.Equal((2, 0, 0), (counts.GetProperty("printed").GetInt32(), counts.GetProperty("uncertain").GetInt32(), counts.GetProperty("failed").GetInt32()));
        Assert.Equal((0, 1), (drawer.GetProperty("kicks").GetInt32(), drawer.GetProperty("kicksFailed").GetInt32()));
    }

    private static async Task<(bool IsHealthy, string? Code)> Check(DeviceTill till, string id, string level = "External")
    {
        var health = (await till.Client.Post($"/api/devices/devices/{id}/check-health?level={level}", null)).Ok();
        var problem = health.GetProperty("problem");
        return (health.GetProperty("isHealthy").GetBoolean(), problem.ValueKind == System.Text.Json.JsonValueKind.Null ? null : problem.GetProperty("code").GetString());
    }
}
