using Store.Contracts.Devices;
using Store.Devices.Audit;

namespace Store.Devices.Pairing;

/// <summary>A page or program of a till that was set up for it beforehand pairs with the secret in the service's settings; nobody has to type digits. Off unless there is one.</summary>
internal static class EnrolTill
{
    internal sealed record Command(string? Origin, string Secret, string Name, IReadOnlyList<string> Scopes) : IRequest<CompletePairing.Result>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Secret).NotEmpty().MaximumLength(200);
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100);
            RuleFor(command => command.Scopes).NotEmpty();
            RuleForEach(command => command.Scopes).Must(scope => PairingBook.AllScopes.Contains(scope, StringComparer.Ordinal)).WithMessage($"Scopes are {string.Join(", ", PairingBook.AllScopes)}.");
        }
    }

    internal sealed class Handler(PairingBook book, DeviceAudit audit) : IRequestHandler<Command, CompletePairing.Result>
    {
        public Task<CompletePairing.Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!book.IsNeeded)
                throw new RuleBroken("pairing.not_needed", "People sign in here; nothing is paired.");
            try
            {
                var (pairing, token) = book.Enrol(command.Origin ?? "", command.Name, command.Scopes, command.Secret);
                audit.Note("enrolled", pairing.Name, new { pairing.PairingId, pairing.Origin, pairing.Scopes });
                return Task.FromResult(new CompletePairing.Result(token, pairing.Scopes));
            }
            catch (RuleBroken refused) when (refused.Code == PairingBook.WrongSecret)
            {
                audit.Note(refused.Code, command.Origin ?? "", refused.Facts);
                throw;
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Secret">As it stands in the service's settings.</param>
        /// <param name="Name">What this window or program is called in the list of pairings.</param>
        /// <param name="Scopes">The permissions it asks for; without any, everything but setting devices up.</param>
        internal sealed record Body(string Secret, string Name, IReadOnlyList<string>? Scopes = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/enrolments", (Body body, HttpContext http, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(WebOrigin.Of(http.Request), body.Secret, body.Name, body.Scopes ?? PairingBook.UsualScopes), cancel))
            .AllowAnyone()
            .WithName(nameof(EnrolTill)).WithSummary("Pair with the secret that this till was set up with, and get a token")
            .ProducesValidationProblem().ProducesProblem(422).ProducesProblem(503);
    }
}
