using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Store.Devices.Pairing;
using Store.Devices.Profile;
using Store.Tests.Processes;

namespace Store.Tests.Devices;

/// <summary>Who may use the devices of a till: its own address, pages on its list, tokens from where they were given to.</summary>
public sealed class DeviceSecurityTests
{
    private const string Page = "https://shop.example";

    [Fact]
    public async Task N2_A_foreign_name_a_foreign_page_and_no_token_are_refused()
    {
        await using var till = await DeviceTill.Open(settings: $"--Origins={Page}");

        Assert.Equal((403, "pairing.required"), await till.WithToken(null).Get("/api/devices/devices") is var bare ? (bare.Status, bare.Code) : default);
        Assert.Equal((403, "pairing.revoked"), await till.WithToken("guessed").Get("/api/devices/devices") is var guessed ? (guessed.Status, guessed.Code) : default);
        var foreign = await till.WithToken(DeviceTill.Token, "https://evil.example").Get("/api/devices/devices");
        Assert.Equal((403, "origin.not_allowed"), (foreign.Status, foreign.Code));
        var stolen = await till.WithToken(DeviceTill.Token, Page).Get("/api/devices/devices");
        Assert.Equal((403, "token.not_yours"), (stolen.Status, stolen.Code));
        foreach (var host in new[] { "shop.example", $"evil.example:{till.Address.Port}", "127.0.0.1", "127.0.0.1:1", $"[::2]:{till.Address.Port}" })
            Assert.Equal((host, 403), (host, await StatusWithHost(till, host)));
        foreach (var host in new[] { $"127.0.0.1:{till.Address.Port}", $"localhost:{till.Address.Port}", $"[::1]:{till.Address.Port}" })
            Assert.Equal((host, 200), (host, await StatusWithHost(till, host)));

        var audit = await File.ReadAllTextAsync(Path.Combine(till.Folder, "audit.jsonl"));
        Assert.All(["pairing.required", "pairing.revoked", "origin.not_allowed", "token.not_yours", "host.not_allowed"], code => Assert.Contains(code, audit, StringComparison.Ordinal));
        Assert.All([DeviceTill.Token, "guessed"], secret => Assert.DoesNotContain(secret, audit, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_refused_under_ever_new_names_fills_no_disk()
    {
        await using var till = await DeviceTill.Open();
        for (var name = 0; name < 100; name++)
            await StatusWithHost(till, $"evil-{name}.example");

        Assert.InRange((await File.ReadAllLinesAsync(Path.Combine(till.Folder, "audit.jsonl"))).Length, 1, 20);
    }

    [Fact]
    public async Task A_page_that_follows_events_hears_nothing_more_once_its_pairing_is_taken_back()
    {
        await using var till = await DeviceTill.Open(settings: $"--Origins={Page}");
        var token = await Pair(till, Page);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/devices/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await till.WithToken(token, Page).Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        Assert.True(await stream.ReadAsync(new byte[64]) > 0);

        (await till.Client.Delete($"/api/devices/pairings/{await PairingId(till, Page)}")).Ok();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await stream.ReadAsync(new byte[256], patience.Token) > 0)
        {
        }
    }

    [Fact]
    public async Task A_page_on_the_list_is_paired_by_the_digits_that_the_till_prints()
    {
        await using var till = await DeviceTill.Open(settings: $"--Origins={Page};https://other.example");
        var page = till.WithToken(null, Page);

        var attempt = (await page.Post("/api/devices/pairings", new { name = "收银台 1" })).Ok().GetProperty("attempt").GetString()!;
        await DeviceTill.Eventually(() => till.Papers.Count == 1, "No slip came out.");
        var code = Regex.Match(till.Papers[0], "(?<first>\\d{3}) (?<last>\\d{3})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is var digits ? digits.Groups["first"].Value + digits.Groups["last"].Value : "";

        Assert.Contains("允许：使用设备, 打印, 打开钱箱", till.Papers[0].ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal("pairing.too_often", (await page.Post("/api/devices/pairings", new { name = "收银台 1" })).Code);
        Assert.Equal("pairing.expired", (await till.WithToken(null, "https://other.example").Post($"/api/devices/pairings/{attempt}/complete", new { code })).Code);
        Assert.Equal("pairing.wrong_code", (await page.Post($"/api/devices/pairings/{attempt}/complete", new { code = code == "000000" ? "000001" : "000000" })).Code);
        var token = (await page.Post($"/api/devices/pairings/{attempt}/complete", new { code })).Ok().GetProperty("token").GetString()!;
        Assert.Equal("pairing.expired", (await page.Post($"/api/devices/pairings/{attempt}/complete", new { code })).Code);

        Assert.Equal(64, token.Length);
        Assert.DoesNotContain(token, await File.ReadAllTextAsync(Path.Combine(till.Folder, "pairings.json")), StringComparison.Ordinal);
        Assert.Equal(200, (await till.WithToken(token, Page).Get("/api/devices/devices")).Status);
        Assert.Equal(403, (await till.WithToken(token, "https://other.example").Get("/api/devices/devices")).Status);
        Assert.Equal(403, (await till.WithToken(token).Get("/api/devices/devices")).Status);
        Assert.Equal("permission.missing", (await till.WithToken(token, Page).Get("/api/devices/profile")).Code);

        await till.Stop();
        await till.Start();
        Assert.Equal(200, (await till.WithToken(token, Page).Get("/api/devices/devices")).Status);
        (await till.Client.Delete($"/api/devices/pairings/{await PairingId(till, Page)}")).Ok();
        Assert.Equal(403, (await till.WithToken(token, Page).Get("/api/devices/devices")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_till_that_was_given_a_secret_pairs_with_it_once_and_nobody_types_anything(bool asHash)
    {
        const string Secret = "3b1c6f0e-the-secret-of-till-1";
        var set = asHash ? "sha256:" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Secret))) : Secret;
        await using var till = await DeviceTill.Open(settings: [$"--Origins={Page}", $"--Devices:Enrolment:Secret={set}"]);
        Task<StoreApp.Reply> Enrol(string secret) => till.WithToken(null, Page).Post("/api/devices/enrolments", new { secret, name = "收银台 1" });

        Assert.Equal((422, "pairing.wrong_secret"), await Enrol("3b1c6f0e-the-secret-of-till-2") is var wrong ? (wrong.Status, wrong.Code) : default);
        var token = (await Enrol(Secret)).Ok().GetProperty("token").GetString()!;
        Assert.Equal(200, (await till.WithToken(token, Page).Get("/api/devices/devices")).Status);
        Assert.Equal("token.not_yours", (await till.WithToken(token).Get("/api/devices/devices")).Code);
        Assert.Equal("permission.missing", (await till.WithToken(token, Page).Get("/api/devices/profile")).Code);

        // Used up, also after a restart and when what it gave was taken back.
        (await till.Client.Delete($"/api/devices/pairings/{await PairingId(till, Page)}")).Ok();
        await till.Stop();
        await till.Start();
        Assert.Equal("pairing.secret_used_up", (await Enrol(Secret)).Code);
        for (var guess = 0; guess < 3; guess++)
            Assert.Equal("pairing.wrong_secret", (await Enrol($"guess {guess}")).Code);
        Assert.Equal("pairing.locked", (await Enrol(Secret)).Code);

        foreach (var file in Directory.GetFiles(till.Folder, "*.json*"))
            Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.All(["enrolled", "pairing.wrong_secret"], what => Assert.Contains($"\"what\":\"{what}\"", File.ReadAllText(Path.Combine(till.Folder, "audit.jsonl")), StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("", null, "pairing.no_enrolment")]
    [InlineData("short", null, "pairing.no_enrolment")]
    [InlineData("the secret of all tills here", "2026-12-24T12:00:00Z", null)]
    [InlineData("the secret of all tills here", "2026-12-24T11:00:00Z", "pairing.secret_used_up")]
    public void A_secret_is_taken_where_there_is_one_and_any_number_of_times_until_it_runs_out(string secret, string? until, string? refusal)
    {
        using var folder = new TemporaryFolder();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Devices:Folder"] = folder["devices"], ["Devices:Enrolment:Secret"] = secret, ["Devices:Enrolment:Until"] = until }).Build();
        using var devices = new DeviceFolder(settings);
        var clock = new TestClock();
        clock.Pass(new DateTime(2026, 12, 24, 11, 0, 0, DateTimeKind.Utc) - clock.GetUtcNow().UtcDateTime);
        var book = new PairingBook(devices, settings, clock, NullLogger<PairingBook>.Instance);

        string? Refusal() => Record.Exception(() => book.Enrol(Page, "收银台", PairingBook.UsualScopes, secret)) is Store.Kernel.Http.RuleBroken refused ? refused.Code : null;

        Assert.Equal((refusal, refusal), (Refusal(), Refusal()));
        Assert.Equal(refusal is null ? 2 : 0, book.All().Count);
    }

    [Fact]
    public async Task Three_wrong_codes_end_an_attempt()
    {
        await using var till = await DeviceTill.Open();
        var program = till.WithToken(null);

        var attempt = (await program.Post("/api/devices/pairings", new { name = "猜" })).Ok().GetProperty("attempt").GetString()!;
        var codes = new List<string?>();
        for (var i = 0; i < 4; i++)
            codes.Add((await program.Post($"/api/devices/pairings/{attempt}/complete", new { code = "99999" + i })).Code);

        Assert.Equal("pairing.locked", (await program.Post("/api/devices/pairings", new { name = "猜" })).Code);
        Assert.Equal(3, (await File.ReadAllLinesAsync(Path.Combine(till.Folder, "audit.jsonl"))).Count(line => line.Contains("pairing.wrong_code", StringComparison.Ordinal)));

        // One of the four could be right by chance of four in a million; then there is a token and no code.
        Assert.Equal(["pairing.wrong_code", "pairing.wrong_code", "pairing.wrong_code", "pairing.expired"], codes);
    }

    [Theory]
    [InlineData(119, null)]
    [InlineData(121, "pairing.expired")]
    public void A_code_holds_for_two_minutes_whatever_the_clock_on_the_wall_says(int seconds, string? refusal)
    {
        using var place = new TemporaryFolder();
        var clock = new MovedClock();
        using var folder = new DeviceFolder(Configuration(place));
        var book = new PairingBook(folder, Configuration(place), clock, NullLogger<PairingBook>.Instance);
        var (attempt, code, _) = book.Begin(Page, "收银台 1", ["devices.use"]);

        clock.Moved = TimeSpan.FromSeconds(seconds);

        if (refusal is null)
            Assert.NotNull(book.Find(book.Complete(Page, attempt, code).Token));
        else
            Assert.Equal(refusal, Assert.Throws<Store.Kernel.Http.RuleBroken>(() => book.Complete(Page, attempt, code)).Code);
    }

    [Fact]
    public void Who_guesses_waits_longer_and_longer_from_wherever_they_come_until_someone_has_the_right_digits()
    {
        using var place = new TemporaryFolder();
        var clock = new MovedClock();
        using var folder = new DeviceFolder(Configuration(place));
        var book = new PairingBook(folder, Configuration(place), clock, NullLogger<PairingBook>.Instance);
        var attempts = new Dictionary<string, string>(StringComparer.Ordinal);
        string? Begins(string origin) => Record.Exception(() => attempts[origin] = book.Begin(origin, "猜", ["devices.use"]).Attempt) is Store.Kernel.Http.RuleBroken refused ? refused.Code : null;

        // Two tries each, so that no attempt is ever used up, and from two origins in turn.
        var waits = new List<int>();
        for (var tries = 0; tries < 60; tries++)
        {
            var origin = tries / 2 % 2 == 0 ? Page : "https://other.example";
            var waited = 0;
            for (; tries % 2 == 0 && Begins(origin) is not null; waited += 5)
                clock.Moved += TimeSpan.FromSeconds(5);
            if (tries % 2 == 0)
                waits.Add(waited);
            Assert.Equal(PairingBook.WrongCode, Assert.Throws<Store.Kernel.Http.RuleBroken>(() => book.Complete(origin, attempts[origin], "no code")).Code);
        }

        Assert.InRange(waits.Sum(), TimeSpan.FromHours(5).TotalSeconds, TimeSpan.FromHours(24).TotalSeconds);
        Assert.All(waits, wait => Assert.InRange(wait, 0, 3600));

        clock.Moved += TimeSpan.FromHours(1);
        var (attempt, code, _) = book.Begin("", "收银台", ["devices.use"]);
        book.Complete("", attempt, code);
        Assert.Null(Begins("https://another.example"));
    }

    [Fact]
    public async Task A_refusal_says_what_happened_as_UnifiedPOS_does()
    {
        await using var till = await DeviceTill.Open();
        await till.Online();
        (await till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = Guid.NewGuid(), reason = "换零钱" })).Ok();
        till.Paper.OpenDrawer();
        await DeviceTill.Eventually(async () => (await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean(), () => "The drawer is shut.");

        var open = (await till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = Guid.NewGuid(), reason = "换零钱" })).Json;
        var none = (await till.Client.Get("/api/devices/devices/scale-9")).Json;

        Assert.Equal(("drawer.already_open", 113, "drawer", false, true, "problem.drawer.already_open"), Facts(open));
        Assert.Equal(("device.not_found", 109, "scale-9", false, true, "problem.device.not_found"), Facts(none));
    }

    [Fact]
    public async Task A_browser_is_told_that_the_page_may_and_what_it_may_send()
    {
        await using var till = await DeviceTill.Open(settings: $"--Origins={Page}");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/devices/printers/receipt/jobs");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");

        using var allowed = await till.WithToken(null, Page).Http.SendAsync(preflight);
        using var refused = await till.WithToken(null, Page).Http.GetAsync(new Uri("/api/devices/devices", UriKind.Relative));
        using var form = await till.WithToken(DeviceTill.Token).Http.PostAsync(new Uri("/api/devices/pairings", UriKind.Relative), new StringContent("{\"name\":\"x\"}", Encoding.UTF8, "text/plain"));

        Assert.Equal((HttpStatusCode.NoContent, Page, "Origin"), (allowed.StatusCode, allowed.Headers.GetValues("Access-Control-Allow-Origin").Single(), allowed.Headers.Vary.Single()));
        Assert.False(allowed.Headers.Contains("Access-Control-Allow-Credentials"));

        // What a cache keeps for one is not for another, also where no page has asked.
        using var health = await till.WithToken(null).Http.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Contains("Origin", health.Headers.Vary);

        // The page can also read why it was refused.
        Assert.Equal((HttpStatusCode.Forbidden, Page), (refused.StatusCode, refused.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
    }

    [Fact]
    public async Task It_listens_on_this_machine_alone()
    {
        await using var till = await DeviceTill.Open();

        Assert.Equal("127.0.0.1", till.Address.Host);
        foreach (var other in (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address => !IPAddress.IsLoopback(address)))
        {
            using var socket = new Socket(other.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(other, till.Address.Port));
        }
    }

    [Fact]
    public async Task One_folder_has_one_service()
    {
        await using var till = await DeviceTill.Open();

        await using var second = Store.DeviceService.DeviceHost.Build([$"--Devices:Folder={till.Folder}", "--Listen:Port=0", "--Logging:LogLevel:Default=None"]);
        var taken = await Assert.ThrowsAsync<Store.Kernel.Database.SettingMissing>(() => second.StartAsync());

        Assert.Contains("in use by another process", taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_whose_port_another_program_has_listens_at_the_next_that_is_free()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        using var place = new TcpListener(IPAddress.Loopback, 0);
        place.Start();
        var free = ((IPEndPoint)place.LocalEndpoint).Port;
        place.Stop();

        await using var till = await DeviceTill.Open(settings: [$"--Listen:Port={taken}", $"--Listen:FallbackPorts={taken}, {free}"]);

        Assert.Equal(free, till.Address.Port);
        Assert.Equal("Store.DeviceService", await till.Client.Http.GetStringAsync(new Uri("/health/live", UriKind.Relative)));
        await using var nowhere = await DeviceTill.Open(start: false, settings: [$"--Listen:Port={taken}", $"--Listen:FallbackPorts={free}"]);
        Assert.Contains("address already in use", (await Assert.ThrowsAsync<IOException>(nowhere.Start)).Message, StringComparison.OrdinalIgnoreCase);
    }

    private static IConfiguration Configuration(TemporaryFolder place) => new ConfigurationBuilder().AddInMemoryCollection([new("Devices:Folder", place["devices"])]).Build();

    private static (string? Code, int Result, string? Device, bool Retryable, bool Safe, string? Key) Facts(System.Text.Json.JsonElement problem) => (
        problem.GetProperty("code").GetString(), problem.GetProperty("resultCode").GetInt32(), problem.GetProperty("deviceId").GetString(),
        problem.GetProperty("retryable").GetBoolean(), problem.GetProperty("safeToRetry").GetBoolean(), problem.GetProperty("messageKey").GetString());

    private static async Task<string> Pair(DeviceTill till, string origin)
    {
        var page = till.WithToken(null, origin);
        var before = till.Papers.Count;
        var attempt = (await page.Post("/api/devices/pairings", new { name = "收银台 1" })).Ok().GetProperty("attempt").GetString()!;
        await DeviceTill.Eventually(() => till.Papers.Count > before, "No slip came out.");
        var code = Regex.Match(till.Papers[before], "\\d{3} \\d{3}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value.Replace(" ", "", StringComparison.Ordinal);
        return (await page.Post($"/api/devices/pairings/{attempt}/complete", new { code })).Ok().GetProperty("token").GetString()!;
    }

    private static async Task<long> PairingId(DeviceTill till, string origin) =>
        (await till.Client.Get("/api/devices/pairings")).Ok().GetProperty("pairings").EnumerateArray().Single(one => one.GetProperty("origin").GetString() == origin).GetProperty("pairingId").GetInt64();

    private static async Task<int> StatusWithHost(DeviceTill till, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = host;
        return (await till.WithToken(null).Send(request)).Status;
    }
}
