using System.CommandLine;
using System.Globalization;
using MediatR;
using Spectre.Console;
using Store.Contracts.Checkout;
using Store.Kernel.Events;
using Store.Kernel.Identifiers;

namespace Store.Host.Verbs;

/// <summary>Takes sales of another system over from a file, shows how far it is, and ends with what the database holds of it.</summary>
internal static class ImportSalesFile
{
    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file, or one compressed as .gz." };
        var map = new Option<string>("--map") { Description = "The JSON file that says what the columns mean.", Required = true };
        var store = new Option<string>("--store") { Description = "The code of the store that made the sales.", Required = true };
        var verb = new Command("sales", "Take sales of another system over from a file.") { file, map, store };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var app = StoreHost.Build([.. parsed.UnmatchedTokens, "--Logging:LogLevel:Default=Warning"]);
            using var running = await Serve.Prepare(app, cancel);
            await app.Services.GetRequiredService<NodeLease>().StartAsync(cancel);
            var report = await WithProgress(progress => Run(app.Services, new ImportSales(parsed.GetRequiredValue(file), parsed.GetRequiredValue(map), parsed.GetRequiredValue(store), progress), cancel));
            await Print(report);
            return 0;
        });
        return verb;
    }

    private static async Task<SalesImportReport> Run(IServiceProvider services, ImportSales request, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);

        // The books follow the sales by event; the verb ends when they have.
        await services.GetRequiredService<OutboxDispatcher>().DispatchDue(cancellationToken);
        return report;
    }

    private static async Task<SalesImportReport> WithProgress(Func<IProgress<ImportProgress>, Task<SalesImportReport>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async shown =>
            {
                var task = shown.AddTask("import sales");
                return await work(new Direct(progress =>
                {
                    task.MaxValue = Math.Max(1, progress.RowsInAll);
                    task.Value = progress.Rows;
                }));
            });
    }

    private static async Task Print(SalesImportReport report)
    {
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            rows: {report.Rows}
            sales: {report.Sales}
            returns: {report.Returns}
            adjustments: {report.Adjustments}
            rejected: {report.Rejected}
            amount-taken: {report.AmountTaken}
            amount-rejected: {report.AmountRejected}
            amount-file: {report.AmountFile}
            """));
        if (report.Warning is not null)
            await Console.Error.WriteLineAsync(report.Warning);
    }

    /// <summary>Reports at once and in order; the framework's own goes through the thread pool.</summary>
    private sealed class Direct(Action<ImportProgress> show) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => show(value);
    }
}
