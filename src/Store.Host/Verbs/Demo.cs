using System.CommandLine;
using MediatR;
using Store.Contracts.Chain;
using Store.Kernel.Access;
using Store.Kernel.Events;
using Store.Kernel.Identifiers;
using Store.Kernel.Modules;

namespace Store.Host.Verbs;

/// <summary>Fills an empty database with a demo chain: three stores with registers, staff, goods, stock and some sales.</summary>
internal static class Demo
{
    public static Command Verb()
    {
        var verb = new Command("demo", "Fill an empty database with a demo chain.") { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var app = StoreHost.Build([.. parsed.UnmatchedTokens]);
            using var running = await Serve.Prepare(app, cancel);
            if (!await IsEmpty(app.Services, cancel))
            {
                await Console.Error.WriteLineAsync("The database is in use already; the demo chain fills only an empty one.");
                return 1;
            }

            await Fill(app.Services, cancel);
            await Console.Out.WriteLineAsync("The demo chain is ready.");
            return 0;
        });
        return verb;
    }

    public static async Task<bool> IsEmpty(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ListStoreIds(), cancellationToken)).Count == 0;
    }

    public static async Task Fill(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<NodeLease>().Take(cancellationToken);
        int[] orders;
        await using (var scope = services.CreateAsyncScope())
            orders = [.. scope.ServiceProvider.GetServices<IDemoPart>().Select(part => part.Order).Distinct().Order()];
        foreach (var order in orders)
        {
            await using var scope = services.CreateAsyncScope();
            var stores = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ListStoreIds(), cancellationToken);
            scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("demo", stores);
            foreach (var part in scope.ServiceProvider.GetServices<IDemoPart>().Where(part => part.Order == order))
                await part.Fill(cancellationToken);
        }

        await services.GetRequiredService<OutboxDispatcher>().DispatchDue(cancellationToken);
    }
}
