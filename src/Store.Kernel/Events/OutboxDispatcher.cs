using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Kernel.Identifiers;
using Store.Kernel.Time;
using Store.Kernel.Values;

namespace Store.Kernel.Events;

/// <summary>
/// Hands stored events to their handlers. Any number of hosts may run one: a batch is claimed for a minute, and each handler's mark stands in
/// the transaction of its effect, so a crash at any point repeats nothing. A failing event is tried again ever more slowly and in the end parked for a person.
/// </summary>
public sealed class OutboxDispatcher(IServiceScopeFactory scopes, EventSubscriptions subscriptions, OutboxSignal signal, TimeProvider clock, ILogger<OutboxDispatcher> log)
    : BackgroundService
{
    private const int Pending = 0;
    private const int Dispatched = 1;
    private const int Parked = 2;

    private const int BatchSize = 250;
    private const int AttemptsAtMost = 12;

    private static readonly TimeSpan ClaimTerm = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    // Lets a batch gather while tills are busy: one transaction for many sales instead of one for each.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    /// <summary>Dispatches until nothing is due; says how many events were dealt with.</summary>
    public async Task<int> DispatchDue(CancellationToken cancellationToken)
    {
        var dealtWith = 0;
        while (await DispatchBatch(cancellationToken) is > 0 and var batch)
            dealtWith += batch;
        return dealtWith;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DispatchBatch(stoppingToken) == BatchSize)
                    continue;
                await signal.Wait(LookEvery, stoppingToken);
                await Task.Delay(Gather, stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log.LogError(failed, "The outbox could not be read; trying again.");
                await Task.Delay(LookEvery, stoppingToken);
            }
        }
    }

    private async Task<int> DispatchBatch(CancellationToken cancellationToken)
    {
        var batch = await Claim(cancellationToken);
        var handedOn = new List<Message>();
        foreach (var kind in batch.GroupBy(message => message.Kind))
            handedOn.AddRange(await Dispatch(kind.Key, [.. kind], cancellationToken));
        if (handedOn.Count > 0)
            await Finish(handedOn, cancellationToken);
        return batch.Count;
    }

    private Task<IReadOnlyList<Message>> Claim(CancellationToken cancellationToken) => Transact(async (services, db) =>
    {
        var now = clock.UtcNow();
        var claim = new { ClaimId = services.GetRequiredService<Ids>().Next(), ClaimedUntil = now + ClaimTerm, Now = now, Pending, BatchSize };
        var claimed = await db.Execute("""
            UPDATE kernel.OutboxMessages
            SET    ClaimId = @ClaimId, DueAt = @ClaimedUntil
            WHERE  EventId IN (
                SELECT EventId FROM kernel.OutboxMessages WITH (UPDLOCK, READPAST)
                WHERE  State = @Pending AND DueAt <= @Now
                ORDER BY DueAt, EventId
                OFFSET 0 ROWS FETCH NEXT @BatchSize ROWS ONLY)
            """, claim, cancellationToken);
        return claimed == 0
            ? []
            : await db.Query<Message>("""
                SELECT EventId, Kind, Payload, Attempts
                FROM   kernel.OutboxMessages
                WHERE  State = @Pending AND DueAt = @ClaimedUntil AND ClaimId = @ClaimId
                ORDER BY EventId
                """, claim, cancellationToken);
    }, cancellationToken);

    /// <summary>Hands events of a kind on; says which of them are done with.</summary>
    private async Task<IReadOnlyList<Message>> Dispatch(string kind, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        try
        {
            await HandToAll(kind, messages, cancellationToken);
            return messages;
        }
        catch (Exception failed) when (failed is not OperationCanceledException && messages.Count > 1)
        {
            log.LogWarning(failed, "A batch of {Count} {Kind} failed; handing them on one by one.", messages.Count, kind);
            var handedOn = new List<Message>();
            foreach (var message in messages)
                handedOn.AddRange(await Dispatch(kind, [message], cancellationToken));
            return handedOn;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            log.LogError(failed, "Event {EventId} {Kind} failed at attempt {Attempt}.", messages[0].EventId, kind, messages[0].Attempts + 1);
            await PutOff(messages[0], failed, cancellationToken);
            return [];
        }
    }

    private async Task HandToAll(string kind, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        foreach (var subscription in subscriptions.For(kind))
        {
            // Before the transaction: what tills wait for is kept short.
            subscription.Read(messages);
            await Transact(async (services, db) =>
            {
                var done = await db.Query<long>("""
                    SELECT EventId FROM kernel.OutboxDeliveries WHERE Handler = @Name AND EventId IN @EventIds
                    """, new { subscription.Name, EventIds = messages.Select(message => message.EventId) }, cancellationToken);
                var open = messages.Where(message => !done.Contains(message.EventId)).ToList();
                if (open.Count == 0)
                    return 0;
                await db.Insert("""
                    INSERT INTO kernel.OutboxDeliveries (Handler, EventId, DeliveredAt)
                    VALUES (@Handler, @EventId, @DeliveredAt)
                    """, open.ConvertAll(message => new { Handler = subscription.Name, message.EventId, DeliveredAt = clock.UtcNow() }), cancellationToken);
                await subscription.Hand(services, open, cancellationToken);
                return open.Count;
            }, cancellationToken);
        }
    }

    private Task<int> Finish(IReadOnlyList<Message> messages, CancellationToken cancellationToken) => Transact((_, db) => db.Execute("""
        UPDATE kernel.OutboxMessages SET State = @Dispatched WHERE EventId IN @EventIds
        """, new { Dispatched, EventIds = messages.Select(message => message.EventId) }, cancellationToken), cancellationToken);

    private Task<int> PutOff(Message message, Exception failed, CancellationToken cancellationToken) => Transact((_, db) =>
    {
        var attempts = message.Attempts + 1;
        var wait = TimeSpan.FromSeconds(Math.Min(600, 1 << Math.Min(attempts, 10)));
        return db.Execute("""
            UPDATE kernel.OutboxMessages
            SET    Attempts = @attempts, DueAt = @DueAt, State = @State, LastError = @LastError
            WHERE  EventId = @EventId
            """, new
        {
            attempts, DueAt = clock.UtcNow() + wait, State = attempts >= AttemptsAtMost ? Parked : Pending,
            LastError = failed.GetType().Name, message.EventId,
        }, cancellationToken);
    }, cancellationToken);

    private async Task<T> Transact<T>(Func<IServiceProvider, Db, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("outbox");
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        return await db.Transact(() => work(scope.ServiceProvider, db), cancellationToken);
    }

    /// <summary>An event as it lies in the outbox.</summary>
    internal sealed record Message(long EventId, string Kind, string Payload, int Attempts)
    {
        private IEvent? read;

        /// <summary>What happened; read once, however many follow it up.</summary>
        public TEvent Read<TEvent>()
            where TEvent : IEvent => (TEvent)(read ??= JsonSerializer.Deserialize<TEvent>(Payload, ValueJson.Stored)!);
    }
}

/// <summary>Who follows up what: read once from the registered handlers.</summary>
public sealed class EventSubscriptions
{
    private readonly ILookup<string, Subscription> byKind;

    internal EventSubscriptions(IEnumerable<Type> handlers) => byKind = handlers
        .SelectMany(handler => handler.GetInterfaces()
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEventHandler<>))
            .Select(contract => (Subscription)Activator.CreateInstance(typeof(Subscription<>).MakeGenericType(contract.GetGenericArguments()), handler)!))
        .ToLookup(subscription => subscription.Kind, StringComparer.Ordinal);

    internal IEnumerable<Subscription> For(string kind) => byKind[kind];

    internal abstract class Subscription(Type handler, Type happened)
    {
        public string Name { get; } = handler.DeclaringType?.Name ?? handler.Name;

        public string Kind { get; } = EventKinds.NameOf(happened);

        /// <summary>Reads what happened, which is kept with the messages.</summary>
        public abstract void Read(IReadOnlyList<OutboxDispatcher.Message> messages);

        public abstract Task Hand(IServiceProvider services, IReadOnlyList<OutboxDispatcher.Message> messages, CancellationToken cancellationToken);
    }

    private sealed class Subscription<TEvent>(Type handler) : Subscription(handler, typeof(TEvent))
        where TEvent : IEvent
    {
        private readonly Type handler = handler;

        public override void Read(IReadOnlyList<OutboxDispatcher.Message> messages)
        {
            foreach (var message in messages)
                _ = message.Read<TEvent>();
        }

        public override Task Hand(IServiceProvider services, IReadOnlyList<OutboxDispatcher.Message> messages, CancellationToken cancellationToken) =>
            ((IEventHandler<TEvent>)services.GetRequiredService(handler)).Handle(
                [.. messages.Select(message => new Recorded<TEvent>(message.EventId, message.Read<TEvent>()))], cancellationToken);
    }
}
