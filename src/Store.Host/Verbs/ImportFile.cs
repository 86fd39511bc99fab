using System.CommandLine;
using MediatR;
using Spectre.Console;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Kernel.Files;
using Store.Kernel.Identifiers;

namespace Store.Host.Verbs;

/// <summary>What the imports of goods and of members have in common: the file, how far it is, what became of its rows.</summary>
internal static class ImportFile
{
    /// <param name="name">The verb's name, such as products.</param>
    /// <param name="description">What it does.</param>
    /// <param name="send">Sends the request and waits for the answer.</param>
    public static Command Verb(
        string name, string description, Func<IMediator, FileStream, IProgress<FileProgress>, CancellationToken, Task<Outcome>> send)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A CSV file: UTF-8, UTF-16 or GB18030." };
        var verb = new Command(name, description) { file };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var app = StoreHost.Build([.. parsed.UnmatchedTokens, "--Logging:LogLevel:Default=Warning"]);
            using var running = await Serve.Prepare(app, cancel);
            var lease = app.Services.GetRequiredService<NodeLease>();
            await lease.StartAsync(cancel);
            var outcome = await Run(app.Services, name, parsed.GetRequiredValue(file), send, cancel);
            await lease.StopAsync(CancellationToken.None);
            return await Print(outcome);
        });
        return verb;
    }

    private static async Task<Outcome> Run(
        IServiceProvider services, string name, FileInfo info, Func<IMediator, FileStream, IProgress<FileProgress>, CancellationToken, Task<Outcome>> send,
        CancellationToken cancellationToken)
    {
        await using var file = Open(info);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem($"import {name}");
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async shown =>
            {
                var task = shown.AddTask($"import {name}");
                return await send(scope.ServiceProvider.GetRequiredService<IMediator>(), file, new Direct(progress =>
                {
                    task.MaxValue = Math.Max(1, progress.BytesInAll);
                    task.Value = progress.BytesRead;
                }), cancellationToken);
            });
    }

    private static FileStream Open(FileInfo info)
    {
        try
        {
            return info.OpenRead();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SettingMissing($"{info.FullName} cannot be read: {refused.Message}");
        }
    }

    private static async Task<int> Print(Outcome outcome)
    {
        var (counts, error, rejections) = outcome;
        await Console.Out.WriteLineAsync($"""
            rows: {counts.RowsRead}
            created: {counts.Created}
            updated: {counts.Updated}
            unchanged: {counts.Unchanged}
            rejected: {counts.Rejected}
            """);
        foreach (var rejection in rejections)
            await Console.Error.WriteLineAsync($"row {rejection.Row}: {rejection.Reason}");
        if (counts.Rejected > rejections.Count)
            await Console.Error.WriteLineAsync($"... and {counts.Rejected - rejections.Count} more");
        if (error is null)
            return 0;
        await Console.Error.WriteLineAsync(error);
        return 1;
    }

    /// <param name="Counts">What became of the rows.</param>
    /// <param name="Error">Why it stopped before the end; null where it did not.</param>
    /// <param name="Rejections">The first rows that were not taken.</param>
    internal sealed record Outcome(ImportCounts Counts, string? Error, IReadOnlyList<RejectedRow> Rejections);

    /// <summary>Reports at once and in order; the framework's own goes through the thread pool.</summary>
    private sealed class Direct(Action<FileProgress> show) : IProgress<FileProgress>
    {
        public void Report(FileProgress value) => show(value);
    }
}
