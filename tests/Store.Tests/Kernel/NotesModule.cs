using System.Collections.Concurrent;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Audit;
using Store.Kernel.Events;
using Store.Kernel.Http;
using Store.Kernel.Identifiers;
using Store.Kernel.Modules;
using Store.Kernel.Pipeline;

namespace Store.Tests.Kernel;

/// <summary>The host with one more module, made to see how the kernel takes failures.</summary>
public sealed class KernelApp() : StoreApp(new NotesModule())
{
    internal Trouble Trouble => Services.GetRequiredService<Trouble>();

    /// <summary>Lets time pass; the host keeps its node number, as it does by renewing it.</summary>
    public async Task Pass(TimeSpan time)
    {
        Clock.Advance(time);
        await Services.GetRequiredService<NodeLease>().Take(CancellationToken.None);
    }
}

/// <summary>Notes that are audited, and events about them that two handlers follow up, also in the audit log.</summary>
internal sealed class NotesModule : IModule
{
    public string Name => "notes";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<Trouble>();
}

/// <summary>The texts whose follow-up fails.</summary>
internal sealed class Trouble
{
    public ConcurrentDictionary<string, bool> With { get; } = new(StringComparer.Ordinal);
}

internal sealed record Noted(string Text) : IEvent;

/// <summary>Nobody follows this one up.</summary>
internal sealed record Overheard(string Text) : IEvent;

internal sealed class KeepNotes(AuditLog audit, Trouble trouble) : IEventHandler<Noted>
{
    public async Task Handle(IReadOnlyList<Recorded<Noted>> events, CancellationToken cancellationToken)
    {
        foreach (var noted in events)
        {
            await audit.Add("notes.kept", noted.Event.Text, 0, null, null, cancellationToken);
            if (trouble.With.ContainsKey(noted.Event.Text))
                throw new InvalidOperationException("No room for it.");
        }
    }
}

internal sealed class CountNotes(AuditLog audit) : IEventHandler<Noted>
{
    public async Task Handle(IReadOnlyList<Recorded<Noted>> events, CancellationToken cancellationToken)
    {
        foreach (var noted in events)
            await audit.Add("notes.counted", noted.Event.Text, 0, null, null, cancellationToken);
    }
}

/// <summary>Takes notes down.</summary>
internal static class NoteDown
{
    internal sealed record Command(IReadOnlyList<string> Texts, bool ThenFail) : ICommand<Result>;

    internal sealed record Result(long NoteId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleForEach(command => command.Texts).NotEmpty().MaximumLength(200);
    }

    internal sealed class Handler(AuditLog audit, Outbox outbox, Ids ids) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            foreach (var text in request.Texts)
                await audit.Add("notes.taken", text, 0, null, null, cancellationToken);
            await outbox.Add([.. request.Texts.Select(text => new Noted(text))], cancellationToken);
            await outbox.Add(new Overheard(request.Texts[0]), cancellationToken);
            return request.ThenFail ? throw new RuleBroken("note.too_late", "Too late.") : new Result(ids.Next());
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/notes", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("notes.take").WithName(nameof(NoteDown)).WithSummary("Take notes down");
    }
}

/// <summary>Breaks down in a way that nobody has foreseen.</summary>
internal static class BreakDown
{
    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/break-down", IResult () => throw new InvalidOperationException("SELECT Secret FROM kernel.Inside"))
            .AllowAnyone().WithName(nameof(BreakDown)).WithSummary("Break down");
    }
}
