using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Store.Access.Roles;

/// <summary>When a host has started, gives the built-in roles of its chain what this version adds to them.</summary>
internal sealed class BringRolesUpToDate(IServiceScopeFactory scopes) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Only now the host has its node number, without which it makes no ids.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<Caller>().BecomeSystem("new version");
        await services.GetRequiredService<Db>().Transact(async () =>
        {
            await services.GetRequiredService<BuiltInRoles>().BringUpToDate(cancellationToken);
            return Done.It;
        }, cancellationToken);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
