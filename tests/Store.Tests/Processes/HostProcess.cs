using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Store.Tests.Processes;

/// <summary>The built host, or a till's device service, as a process of its own, as a shop runs it.</summary>
internal sealed partial class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;

    private HostProcess(Process process, Uri address)
    {
        this.process = process;
        Http = new HttpClient { BaseAddress = address, Timeout = Patience };
    }

    public HttpClient Http { get; }

    /// <summary>Starts a host on an embedded database and waits until it listens.</summary>
    public static Task<HostProcess> Serve(string file, params string[] settings) =>
        Listening("Store.Host", ["serve", "--urls=http://127.0.0.1:0", "--environment=Production", .. On(file), .. settings]);

    /// <summary>Starts the device service of a till and waits until it listens.</summary>
    public static Task<HostProcess> ServeDevices(string folder, params string[] settings) =>
        Listening("Store.DeviceService", [$"--Devices:Folder={folder}", "--Listen:Port=0", "--environment=Production", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", .. settings]);

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments)
    {
        using var started = Start("Store.Host", arguments);
        var output = started.StandardOutput.ReadToEndAsync();
        var errors = started.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await started.WaitForExitAsync(patience.Token);
        return (started.ExitCode, await output, await errors);
    }

    /// <summary>The settings of an embedded database, and a folder for devices beside it.</summary>
    public static string[] On(string file) => ["--Database:Engine=Sqlite", $"--Database:ConnectionString=Data Source={file}", $"--Devices:Folder={file}.devices"];

    /// <summary>Ends the host as a power cut does.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Ends it as the system does that is shut down.</summary>
    public async Task Stop()
    {
        using var asking = Process.Start(new ProcessStartInfo("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { UseShellExecute = false })!;
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    /// <summary>Sends a body and gives the answer, which has to be a good one.</summary>
    public async Task<JsonElement> Post(string path, object body)
    {
        using var answer = await Http.PostAsJsonAsync(path, body, ValueJson.Stored);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"POST {path} answered {(int)answer.StatusCode}: {text}");
    }

    /// <inheritdoc cref="Post"/>
    public async Task Put(string path, object body)
    {
        using var answer = await Http.PutAsJsonAsync(path, body, ValueJson.Stored);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"PUT {path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    public async Task<JsonElement> Get(string path) => JsonDocument.Parse(await Http.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;

    /// <summary>Signs in, and stays signed in on this connection.</summary>
    public async Task<string> SignIn(string userName, string password)
    {
        var token = (await Post("/api/access/sign-in", new { userName, password, kind = "bearer" })).GetProperty("token").GetString()!;
        Use(token);
        return token;
    }

    public void Use(string token) => Http.DefaultRequestHeaders.Authorization = new("Bearer", token);

    /// <summary>Looks into a database file past the host.</summary>
    public static IReadOnlyList<T> Rows<T>(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ConnectionString);
        return [.. connection.Query<T>(sql)];
    }

    private static async Task<HostProcess> Listening(string program, string[] arguments)
    {
        var started = Start(program, arguments);
        var errors = started.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (await started.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (Address().Match(line) is { Success: true } address)
            {
                // Read on, or it would wait for someone to take its log.
                _ = started.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new HostProcess(started, new Uri(address.Value));
            }
        }

        await started.WaitForExitAsync(patience.Token);
        throw new InvalidOperationException($"{program} ended with {started.ExitCode}: {await errors}");
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };

        // What the machine that runs the tests has set is not the test's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("Database", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}

/// <summary>A folder of one's own for database files, gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("store-process-").FullName;

    public string this[string name] => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
