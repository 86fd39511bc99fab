using Microsoft.Extensions.Logging.Abstractions;
using Store.Devices.Events;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Devices.Scales;
using Store.Devices.Statistics;
using Store.Devices.Virtual;
using Store.Kernel.Http;

namespace Store.Tests.Devices;

/// <summary>Scales over a serial line and over the network: every weight that goods are sold by is one that lies there now.</summary>
public sealed class ScaleDeviceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData("Toledo8217", false)]
    [InlineData("Toledo8217", true)]
    [InlineData("Cas", false)]
    [InlineData("Cas", true)]
    [InlineData("CasContinuous", false)]
    [InlineData("Dibal", false)]
    [InlineData("Adam", false)]
    public async Task Goods_are_weighed(string model, bool network)
    {
        await using var rig = await Rig.Make(model, network);
        rig.Scale.Put(1250);

        Assert.Equal(1250, (await rig.Device.Weigh(forSale: true, Patience, default)).Grams);
    }

    [Fact]
    public async Task S1_a_plate_that_does_not_come_to_rest_gives_no_weight()
    {
        await using var rig = await Rig.Make("Toledo8217");
        rig.Scale.Put(1250, unstable: true);

        var refused = await Assert.ThrowsAsync<WeightRefused>(() => rig.Device.Weigh(forSale: true, TimeSpan.FromMilliseconds(600), default));
        Assert.Equal((504, "scale.moving"), (refused.Status, refused.Code));
        await Wait.Until(() => rig.Happened("WEIGHT_UNSTABLE"));

        var waiting = rig.Device.Weigh(forSale: true, Patience, default);
        rig.Scale.Put(1250);
        Assert.Equal(1250, (await waiting).Grams);
    }

    [Fact]
    public async Task S2_too_heavy_or_below_zero_is_refused_and_a_scale_a_little_off_can_be_set_to_zero()
    {
        await using var rig = await Rig.Make("Toledo8217");
        rig.Scale.Put(20_000);
        Assert.Equal("scale.over_capacity", await rig.Refusal());
        Assert.Equal("scale.outside_zero", (await Assert.ThrowsAsync<WeightRefused>(() => rig.Device.SetToZero(default))).Code);

        rig.Scale.Put(-15);
        Assert.Equal("scale.under_zero", await rig.Refusal());
        await rig.Device.SetToZero(default);
        Assert.Equal("scale.empty", await rig.Refusal());
        rig.Scale.Put(985);
        Assert.Equal(1000, (await rig.Device.Weigh(forSale: true, Patience, default)).Grams);
    }

    [Theory]
    [InlineData("Toledo8217")]
    [InlineData("Cas")]
    [InlineData("Dibal")]
    public async Task S3_an_answer_that_went_astray_is_asked_for_again(string model)
    {
        await using var rig = await Rig.Make(model);
        rig.Scale.Put(1250);

        // One after the other, so that on a busy machine one more answer may be late.
        foreach (var fault in model == "Toledo8217" ? new[] { ScaleFault.Partial, ScaleFault.Noise } : [ScaleFault.BadCheck, ScaleFault.Partial])
        {
            rig.Scale.Spoil(fault);
            Assert.Equal(1250, (await rig.Device.Weigh(forSale: false, Patience, default)).Grams);
        }
    }

    [Fact]
    public async Task S3_a_scale_that_says_nothing_is_offline_and_its_last_weight_counts_no_more()
    {
        await using var rig = await Rig.Make("Cas");
        rig.Scale.Put(1250);
        await rig.Device.Weigh(forSale: false, Patience, default);

        rig.Scale.Spoil([.. Enumerable.Repeat(ScaleFault.Silent, 1000)]);
        await Assert.ThrowsAsync<OutOfReach>(() => rig.Device.Weigh(forSale: true, Patience, default));
        await Wait.Until(() => rig.Device.Look() is { State: DeviceState.Error, Online: false });
    }

    [Fact]
    public async Task S3_a_cable_that_was_pulled_and_plugged_in_again_needs_no_help()
    {
        await using var rig = await Rig.Make("Toledo8217");
        rig.Scale.Put(1250);
        await rig.Device.Weigh(forSale: false, Patience, default);

        await rig.Cable.Pull();
        await Wait.Until(() => rig.Device.Look().Online == false);
        rig.Scale.Put(700);
        await rig.Cable.PlugIn(rig.Scale.Run);
        Assert.Equal(700, (await rig.Device.Weigh(forSale: true, TimeSpan.FromSeconds(8), default)).Grams);
    }

    [Fact]
    public async Task S4_what_was_just_sold_is_not_sold_again_until_it_was_taken_off()
    {
        await using var rig = await Rig.Make("Toledo8217");
        rig.Scale.Put(1250);
        await rig.Device.Weigh(forSale: true, Patience, default);

        Assert.Equal("scale.same_weight", await rig.Refusal());
        rig.Scale.Put(0);
        await Wait.Until(() => rig.Happened("WEIGHT_ZERO"));
        rig.Scale.Put(1250);
        Assert.Equal(1250, (await rig.Device.Weigh(forSale: true, Patience, default)).Grams);
    }

    [Theory]
    [InlineData("Toledo8217")]
    [InlineData("Cas")]
    [InlineData("CasContinuous")]
    public async Task S5_pounds_are_no_kilograms(string model)
    {
        await using var rig = await Rig.Make(model);
        rig.Scale.Pounds = true;
        rig.Scale.Put(1250);

        Assert.Equal("scale.wrong_unit", await rig.Refusal());
    }

    [Theory]
    [InlineData("Toledo8217")]
    [InlineData("Cas")]
    public async Task A_container_is_taken_off(string model)
    {
        await using var rig = await Rig.Make(model);
        rig.Scale.Put(200);
        await rig.Device.SetTare(null, default);
        rig.Scale.Put(700);
        var weighed = await rig.Device.Weigh(forSale: true, Patience, default);
        Assert.Equal((500, true), (weighed.Grams, weighed.Net));

        await rig.Device.ClearTare(default);
        await rig.Device.SetTare(100, default);
        Assert.Equal(600, (await rig.Device.Weigh(forSale: true, Patience, default)).Grams);
    }

    [Fact]
    public async Task Whoever_looks_on_is_told_the_weight_as_it_changes()
    {
        await using var rig = await Rig.Make("CasContinuous");
        await Wait.Until(() => rig.Happened("WEIGHT_ZERO"));
        rig.Scale.Put(480);

        await Wait.Until(() => rig.Events.Since(0, null, 100).Any(told => told.Name == "STABLE_WEIGHT" && told.Detail?["grams"] is 480));
    }

    private sealed class Rig : IAsyncDisposable
    {
        private static int number;

        public required VirtualScale Scale { get; init; }

        public required SerialCable Cable { get; init; }

        public required ScaleDevice Device { get; init; }

        public required EventLog Events { get; init; }

        public static async Task<Rig> Make(string model, bool network = false)
        {
            var kind = Enum.Parse<ScaleModel>(model);
            var scale = new VirtualScale(kind);
            var cable = await SerialCable.Plug(scale.Run, network);
            var events = new EventLog(TimeProvider.System);
            var device = new ScaleDevice(
                new ScaleSettings($"scale-{Interlocked.Increment(ref number)}", "", cable.Address, kind), new DeviceParts(new LinkOpener(TimeProvider.System), events, new StatisticsBook(TimeProvider.System), TimeProvider.System, NullLogger<DeviceParts>.Instance));
            device.Start();
            return new Rig { Scale = scale, Cable = cable, Device = device, Events = events };
        }

        public bool Happened(string name) => Events.Since(0, null, 1000).Any(told => told.Name == name);

        public async Task<string> Refusal() => (await Assert.ThrowsAsync<WeightRefused>(() => Device.Weigh(forSale: true, TimeSpan.FromMilliseconds(300), default)) as Refusal).Code;

        public async ValueTask DisposeAsync()
        {
            await Device.DisposeAsync();
            await Cable.DisposeAsync();
        }
    }
}
