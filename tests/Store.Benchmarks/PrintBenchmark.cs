using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Store.DeviceService;

namespace Store.Benchmarks;

/// <summary>From a till's request to the last byte at a network printer, for a receipt of twenty lines; and what a long day leaves in memory.</summary>
internal static class PrintBenchmark
{
    private const string Token = "benchmark";

    public static async Task<int> Run(string folder, int papers, CancellationToken cancellationToken)
    {
        using var files = new TemporaryFolder(folder);
        using var printer = new QuickPrinter();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token)));
        await File.WriteAllTextAsync(files.File("profile.json"), $$"""{"printers":[{"id":"receipt","name":"","address":"tcp:127.0.0.1:{{printer.Port}}"}]}""", cancellationToken);
        await File.WriteAllTextAsync(files.File("pairings.json"), $$"""[{"pairingId":1,"name":"benchmark","origin":"","tokenHash":"{{hash}}","scopes":["devices.print"],"createdAt":"2026-01-01T00:00:00Z"}]""", cancellationToken);
        await using var service = DeviceHost.Build([$"--Devices:Folder={files.File("")}", "--Listen:Port=0", "--Logging:LogLevel:Default=Warning"]);
        await service.StartAsync(cancellationToken);
        using var till = new HttpClient { BaseAddress = new Uri(service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        till.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);

        var took = new List<double>();
        var warm = Math.Min(100, papers / 10);
        var memory = 0L;
        for (var i = 0; i < papers; i++)
        {
            var arrives = printer.NextPaper();
            var started = Stopwatch.GetTimestamp();
            using var content = new StringContent(Receipt(i), Encoding.UTF8, "application/json");
            using var answer = await till.PostAsync(new Uri("/api/devices/printers/receipt/jobs", UriKind.Relative), content, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var arrived = await arrives.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            if (i >= warm)
                took.Add(Stopwatch.GetElapsedTime(started, arrived).TotalMilliseconds);
            // By then everything that is kept of the last papers is full.
            if (i == papers / 2)
                memory = GC.GetTotalMemory(forceFullCollection: true);
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - memory;
        Figures.Print("papers", papers);
        Figures.Print("print p50 ms", Figures.Percentile(took, 50));
        Figures.Print("print p99 ms", Figures.Percentile(took, 99));
        Figures.Print("memory kept per paper bytes", Math.Max(0, grown) / (papers * 0.5));
        return 0;
    }

    private static string Receipt(int number)
    {
        var lines = string.Join(',', Enumerable.Range(1, 20).Select(line => $$"""{"kind":"Columns","columns":[{"text":"农夫山泉饮用天然水 {{line}}"},{"text":"3.50","align":"Right"}]}"""));
        return $$$"""{"jobUuid":"{{{Guid.NewGuid()}}}","title":"{{{number}}}","document":{"elements":[{{{lines}}},{"kind":"Cut"}]}}""";
    }

    /// <summary>A printer that takes no time, so that what is measured is the till's own part.</summary>
    private sealed class QuickPrinter : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private TaskCompletionSource<long> paper = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public QuickPrinter()
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
            _ = Serve();
        }

        public int Port { get; }

        /// <summary>When the last byte of the next paper has come.</summary>
        public Task<long> NextPaper()
        {
            paper = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            return paper.Task;
        }

        public void Dispose() => listener.Dispose();

        private async Task Serve()
        {
            using var client = await listener.AcceptSocketAsync();
            client.NoDelay = true;
            var buffer = new byte[8192];
            var recent = new List<byte>();
            while (await client.ReceiveAsync(buffer) is > 0 and var count)
            {
                var answers = new List<byte>();
                foreach (var next in buffer.AsSpan(0, count))
                {
                    recent.Add(next);
                    if (recent.Count > 11)
                        recent.RemoveAt(0);
                    switch (recent)
                    {
                        case [.., 0x10, 0x04, >= 1 and <= 4]:
                            answers.Add(0x12);
                            break;
                        case [.., 0x1D, 0x72, 0x01]:
                            answers.Add(0x00);
                            break;
                        case [0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, var first, var second, var third, var fourth]:
                            answers.AddRange([0x37, 0x22, first, second, third, fourth, 0x00]);
                            paper.TrySetResult(Stopwatch.GetTimestamp());
                            break;
                    }
                }

                if (answers.Count > 0)
                    await client.SendAsync(answers.ToArray());
            }
        }
    }
}
