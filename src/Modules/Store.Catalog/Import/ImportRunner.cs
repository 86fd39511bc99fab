using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Store.Catalog.Import;

/// <summary>Runs uploaded imports in the background, each in a scope of its own in the name of the person who sent it.</summary>
internal sealed class ImportRunner(IServiceScopeFactory scopes, ILogger<ImportRunner> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<long, Task> running = new();

    /// <summary>Takes the file over and returns at once.</summary>
    public void Start(long importId, Stream file, long userId, string userName) =>
        running[importId] = Task.Run(() => Run(importId, file, userId, userName), CancellationToken.None);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running.Values).WaitAsync(cancellationToken);
    }

    public void Dispose() => stopping.Dispose();

    private async Task Run(long importId, Stream file, long userId, string userName)
    {
        try
        {
            await using (file)
            await using (var scope = scopes.CreateAsyncScope())
            {
                scope.ServiceProvider.GetRequiredService<Caller>().Become(userId, userName, new Dictionary<long, IReadOnlySet<string>>());
                await scope.ServiceProvider.GetRequiredService<ProductImporter>().Run(importId, file, progress: null, stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("Import {ImportId} was interrupted by the host's end.", importId);
        }
        catch (Exception failed)
        {
            log.LogError(failed, "Import {ImportId} ended.", importId);
        }
        finally
        {
            running.TryRemove(importId, out _);
        }
    }
}
