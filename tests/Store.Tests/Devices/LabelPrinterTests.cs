using System.Text;
using Store.Contracts.Devices;
using Store.Devices.Labels;
using Store.Devices.Links;
using Store.Devices.Virtual;
using static Store.Tests.Devices.LabelTill;

namespace Store.Tests.Devices;

/// <summary>What goes wrong at a label printer, and that each label comes out once or is somebody's to decide.</summary>
public sealed class LabelPrinterTests
{
    [Theory]
    [InlineData("Zpl", "Counters")]
    [InlineData("Tspl", "Mark")]
    public async Task Labels_come_out_and_the_printer_proves_it(string language, string proof)
    {
        await using var till = await Open(language, perLabelMilliseconds: 20);
        var uuid = Guid.NewGuid();

        (await Send(till.Till.Client, uuid, Label("first", copies: 2), Label("second"))).Ok();
        var job = await till.Until(uuid, "Printed");

        Assert.Equal(("Label", proof), (job.GetProperty("kind").GetString(), job.GetProperty("proof").GetString()));
        Assert.Equal((2, 1, 3), (till.CameOut("first"), till.CameOut("second"), till.Printer.Count));

        // Whoever had no answer sends it again: it is the same batch, and another one cannot have its name.
        Assert.Equal("Printed", (await Send(till.Till.Client, uuid, Label("first", copies: 2), Label("second"))).Ok().GetProperty("state").GetString());
        Assert.Equal((422, "idempotency.key_reused"), await Send(till.Till.Client, uuid, Label("third")) is var other ? (other.Status, other.Code) : default);
        Assert.Equal(3, till.Printer.Count);
        Assert.Equal(("LabelPrinter", "Idle", language), await till.Device() is var device
            ? (device.GetProperty("kind").GetString(), device.GetProperty("state").GetString(), device.GetProperty("labelPrinter").GetProperty("language").GetString()) : default);
    }

    [Theory]
    [InlineData("Zpl")]
    [InlineData("Tspl")]
    public async Task What_hinders_it_is_said_and_waited_for(string language)
    {
        await using var till = await Open(language);
        await till.Online();
        var count = 0;
        foreach (var (status, code) in new[]
        {
            (new LabelPrinterStatus(PaperOut: true), "label_printer.paper_out"), (new LabelPrinterStatus(HeadOpen: true), "label_printer.head_open"),
            (new LabelPrinterStatus(RibbonOut: true), "label_printer.ribbon_out"), (new LabelPrinterStatus(Paused: true), "label_printer.paused"),
        })
        {
            till.Printer.Hinder(status);
            var job = await till.Print(Label(code));

            Assert.Equal(code, (await till.Until(job, "Held")).GetProperty("reason").GetString());
            Assert.Equal((code, count), ((await till.Device()).GetProperty("problem").GetProperty("code").GetString(), till.Printer.Count));
            till.Printer.Hinder(new LabelPrinterStatus());
            await till.Until(job, "Printed");
            Assert.Equal(++count, till.Printer.Count);
        }
    }

    [Theory]
    [InlineData("Zpl")]
    [InlineData("Tspl")]
    public async Task Labels_that_end_in_the_middle_are_waited_for_and_the_rest_comes_out_once(string language)
    {
        await using var till = await Open(language, perLabelMilliseconds: 50);
        await till.Online();
        var job = await till.Print(Label("x", copies: 20));
        await DeviceTill.Eventually(() => till.Printer.Count > 2, "It does not print.");
        till.Printer.Hinder(new LabelPrinterStatus(PaperOut: true));
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("labelPrinter").GetProperty("paperOut").GetBoolean(), () => "Nobody has noticed.");

        // Longer than a printer that does nothing is waited for.
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.Equal("Printing", await till.Till.State(job));
        till.Printer.Hinder(new LabelPrinterStatus());

        await till.Until(job, "Printed");
        Assert.Equal(20, till.Printer.Count);
    }

    [Theory]
    [InlineData("Zpl", true)]
    [InlineData("Zpl", false)]
    [InlineData("Tspl", true)]
    [InlineData("Tspl", false)]
    public async Task Cable_or_power_that_goes_in_the_middle_leaves_it_uncertain_and_nothing_is_sent_again(string language, bool power)
    {
        await using var till = await Open(language, perLabelMilliseconds: 100);
        var job = await till.Print(Label("cut", copies: 30));
        await DeviceTill.Eventually(() => till.Printer.Count > 1, "It does not print.");
        if (power)
            till.Printer.CutPower();
        till.Wire.PullCable();

        Assert.Equal("label_printer.lost_meanwhile", (await till.Until(job, "Uncertain")).GetProperty("reason").GetString());
        var (before, next) = (till.CameOut("cut"), await till.Print(Label("next")));
        await till.Until(next, "Held");
        till.Printer.RestorePower();
        till.Wire.PlugCable();
        await till.Until(next, "Printed");

        // What the printer still had comes out of it; after a power cut it has nothing.
        Assert.Equal(("Uncertain", power ? before : 30, 1), (await till.Till.State(job), till.CameOut("cut"), till.CameOut("next")));

        // A person has looked, and wants them again.
        var again = (await till.Till.Resolve(job, "Reprint")).Ok();
        Assert.Equal((1, "Cancelled"), (again.GetProperty("reprintNumber").GetInt32(), await till.Till.State(job)));
        await till.Until(again.GetProperty("jobId").GetGuid(), "Printed");
        Assert.Equal((power ? before : 30) + 30, till.CameOut("cut"));
    }

    [Theory]
    [InlineData("Zpl")]
    [InlineData("Tspl")]
    public async Task A_service_that_dies_in_the_middle_leaves_it_uncertain_and_prints_what_had_not_begun(string language)
    {
        await using var till = await Open(language, perLabelMilliseconds: 100, start: false);
        var (begun, waiting) = (Guid.NewGuid(), Guid.NewGuid());
        using (var service = await DeviceProcess.Start(till.Till.Folder))
        {
            (await Send(service.Client, begun, Label("half", copies: 20))).Ok();
            (await Send(service.Client, waiting, Label("waits"))).Ok();
            await DeviceTill.Eventually(() => till.Printer.Count > 1, "It does not print.");
            service.Kill();
        }

        using var again = await DeviceProcess.Start(till.Till.Folder);
        await PowerCutTests.Until(again, waiting, "Printed");

        Assert.Equal("service.interrupted", (await PowerCutTests.Until(again, begun, "Uncertain")).GetProperty("reason").GetString());
        Assert.Equal((20, 1), (till.CameOut("half"), till.CameOut("waits")));
        Assert.Equal("Printed", (await Send(again.Client, waiting, Label("waits"))).Ok().GetProperty("state").GetString());
        Assert.Equal(1, till.CameOut("waits"));
    }

    [Theory]
    [InlineData("Zpl")]
    [InlineData("Tspl")]
    public async Task A_printer_that_fell_silent_and_comes_back_empty_proves_nothing(string language)
    {
        await using var till = await Open(language, perLabelMilliseconds: 100);
        var job = await till.Print(Label("x", copies: 30));
        await DeviceTill.Eventually(() => till.Printer.Count > 1, "It does not print.");

        // As on a serial line: nothing says that it was switched off and on.
        till.Wire.HalfOpen = true;
        till.Printer.CutPower();
        till.Printer.RestorePower();
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        till.Wire.HalfOpen = false;

        Assert.Equal("label_printer.no_proof", (await till.Until(job, "Uncertain")).GetProperty("reason").GetString());
        Assert.True(till.Printer.Count < 30);
    }

    [Theory]
    [InlineData(100, "Printed", "SeenPrinting", null)]
    [InlineData(0, "Uncertain", null, "label_printer.no_proof")]
    public async Task A_printer_that_says_no_marks_has_to_be_seen_printing(int perLabel, string state, string? proof, string? reason)
    {
        await using var till = await Open("Tspl", perLabel, saysMarks: false);

        var job = await till.Until(await till.Print(Label("x", copies: 10)), state);

        Assert.Equal((proof, reason, 10), (job.GetProperty("proof").GetString(), job.GetProperty("reason").GetString(), till.Printer.Count));
    }

    [Theory]
    [InlineData("Auto", "Uncertain", "label_printer.cannot_prove")]
    [InlineData("Sent", "Printed", null)]
    public async Task Of_a_printer_that_says_nothing_only_what_its_profile_says_is_known(string proof, string state, string? reason)
    {
        await using var till = await Open("Zpl", proof: proof, start: false);
        till.Wire.HalfOpen = true;
        await till.Till.Start();

        Assert.Equal(reason, (await till.Until(await till.Print(Label("x")), state)).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task One_whose_first_answer_is_slow_is_none_that_says_nothing()
    {
        await using var till = await Open("Zpl", start: false);
        till.Wire.Stalled = true;
        await till.Till.Start();
        var job = await till.Print(Label("x"));

        // Longer than an answer is waited for later on.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        till.Wire.Stalled = false;

        Assert.Equal("Counters", (await till.Until(job, "Printed")).GetProperty("proof").GetString());
    }

    [Theory]
    [InlineData("Zpl", false)]
    [InlineData("Tspl", false)]
    [InlineData("Zpl", true)]
    [InlineData("Tspl", true)]
    public async Task Over_a_serial_line_or_a_device_file_labels_come_out_once_and_a_pulled_cable_leaves_them_uncertain(string language, bool file)
    {
        await using var till = await Open(language, perLabelMilliseconds: 100, start: false);
        await using var cable = await SerialCable.Plug((link, ending) => Run(till.Printer, link, ending));
        var address = file ? cable.Address.Replace("serial:", "file:", StringComparison.Ordinal).Split('?')[0] : cable.Address;
        till.Till.Write("profile.json", new { labelPrinters = new[] { new { id = "labels", name = "标签机", address, patienceSeconds = 3, profile = new { language } } } });
        await till.Till.Start();
        await till.Until(await till.Print(Label("first", copies: 2)), "Printed");
        Assert.Equal(2, till.CameOut("first"));

        var job = await till.Print(Label("cut", copies: 30));
        await DeviceTill.Eventually(() => till.CameOut("cut") > 1, "It does not print.");
        await cable.Pull();
        Assert.Equal("label_printer.lost_meanwhile", (await till.Until(job, "Uncertain")).GetProperty("reason").GetString());
        await cable.PlugIn((link, ending) => Run(till.Printer, link, ending));
        await till.Until(await till.Print(Label("next")), "Printed");

        Assert.Equal(("Uncertain", 30, 1), (await till.Till.State(job), till.CameOut("cut"), till.CameOut("next")));
    }

    [Fact]
    public async Task Another_tills_labels_come_out_before_this_ones()
    {
        await using var till = await Open("Zpl", perLabelMilliseconds: 100);
        await till.Online();
        till.Printer.Feed(LabelEncoder.Encode(Label("别人的", copies: 5), new()).Bytes);

        await till.Until(await till.Print(Label("自己的")), "Printed");

        Assert.Equal(["别人的", "别人的", "别人的", "别人的", "别人的", "自己的"], till.Printer.Labels.Select(label => Assert.Single(label.Codes).Data));
    }

    [Theory]
    [InlineData("Zpl")]
    [InlineData("Tspl")]
    public async Task Codes_on_a_label_are_read_as_what_they_say(string language)
    {
        (LabelElement Element, string Identifier)[] codes =
        [
            (new LabelElement(LabelKind.Barcode, 3, 3, "6901234567892") { Symbology = "Ean13", Readable = true }, "]E0"),
            (new LabelElement(LabelKind.Barcode, 3, 3, "P0001234") { Symbology = "Code128" }, "]C0"),
            (new LabelElement(LabelKind.QrCode, 3, 3, "https://store.example/商品/1"), "]Q1"),
        ];
        await using var till = await Open(language);

        await till.Until(await till.Print([.. codes.Select(code => new LabelDocument(60, 40, [code.Element]))]), "Printed");

        var read = await Peers.Read(till.Printer.Labels.Select(label => PeerTests.Framed(label.Dots)));
        Assert.Equal(codes.Select(code => (code.Identifier, code.Element.Content)), read.Select(found => Assert.Single(found)).Select(code => (code.Identifier, Encoding.UTF8.GetString(code.Data))));
    }

    [Fact]
    public async Task What_is_no_label_is_refused_and_nobody_claims_the_printer()
    {
        await using var till = await Open("Zpl");
        var path = "/api/devices/label-printers/labels/jobs";

        Assert.Equal(400, (await till.Till.Client.Post(path, Batch(Guid.NewGuid()))).Status);
        Assert.Equal(400, (await till.Till.Client.Post(path, Batch(Guid.NewGuid(), Label("x", copies: 0)))).Status);
        Assert.Equal(400, (await till.Till.Client.Post(path, Batch(Guid.Empty, Label("x")))).Status);
        Assert.Equal(400, (await till.Till.Client.Post(path, Batch(Guid.NewGuid(), Label("x") with { WidthMm = 900 }))).Status);
        Assert.Equal(404, (await till.Till.Client.Post("/api/devices/label-printers/other/jobs", Batch(Guid.NewGuid(), Label("x")))).Status);
        Assert.Equal("device.not_claimable", (await till.Till.Client.Post("/api/devices/devices/labels/claim", new { client = "0123456789abcdef", leaseMilliseconds = 5000 })).Code);
        var large = (await Send(till.Till.Client, Guid.NewGuid(), Label("x") with { WidthMm = 100 })).Ok();
        Assert.Equal("label_too_large", Assert.Single(large.GetProperty("warnings").EnumerateArray()).GetString());
        foreach (var profile in new object[] { new { dotsPerMm = 7 }, new { widthMm = 5 }, new { language = "Tspl", darkness = 20 }, new { speed = 20 } })
        {
            var refused = await till.Till.Client.Put("/api/devices/profile", new { labelPrinters = new[] { new { id = "labels", name = "", address = "tcp:127.0.0.1:9100", profile } } });
            Assert.Equal(400, refused.Status);
        }
    }

    /// <summary>A label printer at the end of a cable.</summary>
    private static async Task Run(VirtualLabelPrinter printer, ILink link, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        while (await link.Receive(buffer, cancellationToken) is > 0 and var count)
            await link.Send(printer.Feed(buffer.AsSpan(0, count)), cancellationToken);
    }
}
