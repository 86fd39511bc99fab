using Microsoft.Extensions.Logging;
using Store.Contracts.Devices;
using Store.Devices.Jobs;
using Store.Devices.Printing;
using Store.Devices.Registry;

namespace Store.Devices.Pairing;

/// <summary>A page or program asks to use the devices. Six digits are printed at the till, and stand on the service's console.</summary>
internal static class StartPairing
{
    internal sealed record Command(string? Origin, string Name, IReadOnlyList<string> Scopes, DeviceWords Words) : IRequest<Result>;

    internal sealed record Result(string Attempt, DateTime ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100);
            RuleFor(command => command.Scopes).NotEmpty();
            RuleForEach(command => command.Scopes).Must(scope => PairingBook.AllScopes.Contains(scope, StringComparer.Ordinal)).WithMessage($"Scopes are {string.Join(", ", PairingBook.AllScopes)}.");
        }
    }

    internal sealed class Handler(PairingBook book, DeviceRegistry registry, TimeProvider clock, ILogger<PairingBook> log) : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!book.IsNeeded)
                throw new RuleBroken("pairing.not_needed", "People sign in here; nothing is paired.");
            var (attempt, code, holds) = book.Begin(command.Origin ?? "", command.Name, command.Scopes);
            log.LogWarning("Pairing code for {Name} ({Origin}): {Code}", command.Name, command.Origin ?? "a program", code);
            var until = clock.UtcNow() + holds;
            foreach (var printer in registry.All.OfType<Printer>().Where(printer => printer.IsEnabled))
                printer.Take(new JobRequest(Guid.NewGuid(), JobKind.Paper, command.Words.PairingCode, Slip(command, code), "", "pairing", clock.UtcNow(), until));
            return Task.FromResult(new Result(attempt, until));
        }

        private static PrintDocument Slip(Command command, string code) => new(
        [
            PrintElement.Line(command.Words.PairingCode, PrintAlign.Center),
            PrintElement.Line($"{code[..3]} {code[3..]}", PrintAlign.Center, bold: true, scale: 3),
            PrintElement.Line(command.Name, PrintAlign.Center),
            PrintElement.Line(command.Origin ?? "", PrintAlign.Center),
            PrintElement.Line(command.Words.MayDo + string.Join(", ", command.Scopes.Select(scope => command.Words.Scopes[scope])), PrintAlign.Center),
            PrintElement.Cut,
        ]);
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Name">What this window or program is called in the list of pairings.</param>
        /// <param name="Scopes">The permissions it asks for; without any, everything but setting devices up.</param>
        internal sealed record Body(string Name, IReadOnlyList<string>? Scopes = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/pairings", (Body body, HttpContext http, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(WebOrigin.Of(http.Request), body.Name, body.Scopes ?? PairingBook.UsualScopes, DeviceWords.For(http.Request)), cancel))
            .AllowAnyone()
            .WithName(nameof(StartPairing)).WithSummary("Ask to use the devices of this till; it shows six digits")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
