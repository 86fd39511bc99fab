using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Store.Kernel.Events;

/// <summary>What a host does by itself every so often. When it fails, that is noted, and the next time comes all the same.</summary>
/// <param name="every">How often.</param>
/// <param name="failure">What to note when it fails, such as <c>Points that are due could not be settled</c>.</param>
/// <param name="log">Where.</param>
public abstract class RecurringWork(TimeSpan every, string failure, ILogger log) : BackgroundService
{
    protected ILogger Log => log;

    /// <summary>Does all that is due.</summary>
    protected abstract Task DoDue(CancellationToken cancellationToken);

    /// <summary>Does one of many things that are due. When it fails, that is noted without saying whose it was, and the others go on; the next time it is tried again.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> Try(Func<Task> one, CancellationToken cancellationToken)
    {
        try
        {
            await one();
            return true;
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning(failed, "{Failure}: one was left for the next time.", failure);
            return false;
        }
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await DoDue(stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failed, "{Failure}; trying again in {Every}.", failure, every);
            }
        }
    }
}
