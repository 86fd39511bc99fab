using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Store.Devices.Virtual;
using Store.DeviceService;
using Store.Tests.Processes;

namespace Store.Tests.Devices;

/// <summary>A till: a virtual printer with a drawer on a real port, the device service in front of it, and a program that may use it.</summary>
internal sealed class DeviceTill : IAsyncDisposable
{
    public const string Token = "the till's own token";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly string[] settings;
    private readonly Action<IServiceCollection>? machine;
    private WebApplication? app;

    private DeviceTill(VirtualPrinterOptions options, TimeProvider paperClock, Action<IServiceCollection>? machine, string[] settings)
    {
        (this.settings, this.machine) = (settings, machine);
        Paper = new VirtualPrinter(options, paperClock);
        Wire = new VirtualPrinterServer(Paper, port: 0);
    }

    public VirtualPrinter Paper { get; }

    public VirtualPrinterServer Wire { get; }

    public TestClock Clock { get; } = new();

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>A program that may do everything.</summary>
    public StoreApp.Client Client { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    /// <summary>Where the devices keep everything.</summary>
    public string Folder => folder["devices"];

    public string Journal => Path.Combine(Folder, "journal-receipt.jsonl");

    /// <summary>What came out of the printer and was cut off.</summary>
    public IReadOnlyList<string> Papers => [.. Paper.Receipts.Select(receipt => receipt.Text)];

    /// <param name="options">Which printer it has.</param>
    /// <param name="printer">How its profile says it; as the printer is, if null.</param>
    /// <param name="start">Whether the service runs at once.</param>
    /// <param name="paperClock">The time of the printer: one that stands stops it behind the first line.</param>
    /// <param name="machine">What the machine has besides: ports, a spooler.</param>
    /// <param name="settings">Of the service, besides.</param>
    public static async Task<DeviceTill> Open(
        VirtualPrinterOptions? options = null, object? printer = null, bool start = true, TimeProvider? paperClock = null, Action<IServiceCollection>? machine = null, params string[] settings)
    {
        var till = new DeviceTill(options ?? new VirtualPrinterOptions(), paperClock ?? TimeProvider.System, machine, settings);
        Directory.CreateDirectory(till.Folder);
        till.Write("profile.json", new { printers = new[] { printer ?? till.Printer() } });
        till.Write("pairings.json", new[]
        {
            new
            {
                pairingId = 1, name = "test", origin = "", tokenHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token))),
                scopes = new[] { "devices.use", "devices.print", "devices.open-drawer", "devices.manage" }, createdAt = "2026-11-01T00:00:00Z",
            },
        });
        if (start)
            await till.Start();
        return till;
    }

    /// <summary>The printer as its profile says it.</summary>
    public object Printer(string openLevel = "High", string proof = "Auto", bool autoStatus = true, string? address = null, int patienceSeconds = 3, int alarmAfterSeconds = 60, int columns = 48, string buzzer = "None") => new
    {
        id = "receipt", name = "小票打印机", address = address ?? $"tcp:127.0.0.1:{Wire.Port}", proof, patienceSeconds, profile = new { autoStatus, columns, dotsPerLine = columns * 12, buzzer },
        drawer = new { id = "drawer", name = "钱箱", openLevel, alarmAfterSeconds },
    };

    public void Write(string name, object content) => File.WriteAllText(Path.Combine(Folder, name), JsonSerializer.Serialize(content));

    public async Task Start()
    {
        app = DeviceHost.Build(
            [$"--Devices:Folder={Folder}", "--Listen:Port=0", "--environment=Production", "--Logging:LogLevel:Default=Error", .. settings],
            services =>
            {
                services.AddSingleton<TimeProvider>(Clock);
                services.AddLogging(logging => logging.ClearProviders());
                machine?.Invoke(services);
            });
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = WithToken(Token);
    }

    public async Task Stop()
    {
        if (app is not null)
            await app.DisposeAsync();
        app = null;
    }

    /// <summary>Sets the printer up otherwise, with what hangs on it, and waits until it is there.</summary>
    public async Task Restart(object printer, params IEnumerable<object> displays)
    {
        await Stop();
        Write("profile.json", new { printers = new[] { printer }, displays });
        await Start();
        await Online();
    }

    public StoreApp.Client WithToken(string? token, string? origin = null)
    {
        var http = new HttpClient { BaseAddress = Address };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (origin is not null)
            http.DefaultRequestHeaders.Add("Origin", origin);
        return new StoreApp.Client(http);
    }

    /// <summary>A paper that says one thing, as a request.</summary>
    public static object Document(string text, int lines = 1) => new
    {
        elements = Enumerable.Range(1, lines).Select(line => (object)new { kind = "Text", text = line == 1 ? text : $"{line} 可乐 330ml        3.50" }).Append(new { kind = "Cut" }),
    };

    public Task<StoreApp.Reply> Send(string text, Guid? uuid = null, int lines = 1, DateTime? expiresAt = null) =>
        Client.Post("/api/devices/printers/receipt/jobs", new { jobUuid = uuid ?? Guid.NewGuid(), title = text, document = Document(text, lines), expiresAt });

    /// <summary>Sends a paper that has to be taken on, and gives its id.</summary>
    public async Task<Guid> Print(string text, Guid? uuid = null, int lines = 1) => (await Send(text, uuid, lines)).Ok().GetProperty("jobId").GetGuid();

    public async Task<string> State(Guid job) => (await Client.Get($"/api/devices/jobs/{job}")).Ok().GetProperty("state").GetString()!;

    public async Task<JsonElement> Device(string id = "receipt") => (await Client.Get($"/api/devices/devices/{id}")).Ok();

    /// <summary>Waits until a job stands so, and gives it.</summary>
    public async Task<JsonElement> Until(Guid job, params IReadOnlyList<string> states)
    {
        JsonElement seen = default;
        await Eventually(async () => (seen = (await Client.Get($"/api/devices/jobs/{job}")).Ok()).GetProperty("state").GetString() is { } state && states.Contains(state), () => $"The job is {seen}.");
        return seen;
    }

    public Task Online() => Eventually(async () => (await Device()).GetProperty("online").ValueKind == JsonValueKind.True, () => "The printer is not online.");

    public Task<StoreApp.Reply> Resolve(Guid job, string decision) => Client.Post($"/api/devices/jobs/{job}/resolve", new { decision, by = "王芳", reason = "看过了" });

    public static async Task Eventually(Func<Task<bool>> isSo, Func<string> otherwise)
    {
        var deadline = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(deadline.Elapsed < Patience, otherwise());
            await Task.Delay(20);
        }
    }

    public static Task Eventually(Func<bool> isSo, string otherwise) => Eventually(() => Task.FromResult(isSo()), () => otherwise);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Wire.DisposeAsync();
        folder.Dispose();
    }
}
