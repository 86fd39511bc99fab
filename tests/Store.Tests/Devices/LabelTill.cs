using System.Text.Json;
using Store.Contracts.Devices;
using Store.Devices.Profile;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>A till whose label printer is virtual and hangs on a real port.</summary>
internal sealed class LabelTill : IAsyncDisposable
{
    private LabelTill(DeviceTill till, VirtualLabelPrinter printer)
    {
        (Till, Printer) = (till, printer);
        Wire = new VirtualPrinterServer(printer, port: 0);
    }

    public DeviceTill Till { get; }

    public VirtualLabelPrinter Printer { get; }

    public VirtualPrinterServer Wire { get; }

    public static async Task<LabelTill> Open(string language, int perLabelMilliseconds = 0, bool saysMarks = true, bool start = true, string proof = "Auto")
    {
        var till = new LabelTill(
            await DeviceTill.Open(start: false), new VirtualLabelPrinter(Enum.Parse<LabelLanguage>(language), TimeProvider.System, TimeSpan.FromMilliseconds(perLabelMilliseconds), saysMarks));
        till.Till.Write("profile.json", new { labelPrinters = new[] { new { id = "labels", name = "标签机", address = $"tcp:127.0.0.1:{till.Wire.Port}", proof, patienceSeconds = 3, profile = new { language } } } });
        if (start)
            await till.Till.Start();
        return till;
    }

    /// <summary>A batch of labels that say one thing each, as a request.</summary>
    public static object Batch(Guid uuid, params IReadOnlyList<LabelDocument> labels) => new { jobUuid = uuid, title = "价签", labels };

    public static LabelDocument Label(string text, int copies = 1) => new(60, 40, [new LabelElement(LabelKind.QrCode, 5, 5, text)], copies);

    /// <summary>Sends labels that have to be taken on, and gives the batch's id.</summary>
    public async Task<Guid> Print(params IReadOnlyList<LabelDocument> labels) => (await Send(Till.Client, Guid.NewGuid(), labels)).Ok().GetProperty("jobId").GetGuid();

    public static Task<StoreApp.Reply> Send(StoreApp.Client client, Guid uuid, params IReadOnlyList<LabelDocument> labels) => client.Post("/api/devices/label-printers/labels/jobs", Batch(uuid, labels));

    public async Task<JsonElement> Until(Guid job, string state) => await Till.Until(job, state);

    public Task<JsonElement> Device() => Till.Device("labels");

    public Task Online() => DeviceTill.Eventually(async () => (await Device()).GetProperty("online").ValueKind == JsonValueKind.True, () => "The label printer is not online.");

    /// <summary>How many labels that say this came out.</summary>
    public int CameOut(string text) => Printer.Labels.Count(label => label.Codes.Any(code => code.Data == text));

    public async ValueTask DisposeAsync()
    {
        await Till.DisposeAsync();
        await Wire.DisposeAsync();
    }
}
