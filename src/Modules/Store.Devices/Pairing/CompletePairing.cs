using Store.Contracts.Devices;
using Store.Devices.Audit;

namespace Store.Devices.Pairing;

/// <summary>Someone has typed the digits that the till shows: gives the token.</summary>
internal static class CompletePairing
{
    internal sealed record Command(string? Origin, string Attempt, string Code) : IRequest<Result>;

    internal sealed record Result(string Token, IReadOnlyList<string> Scopes);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Code).NotEmpty().Matches("^[0-9]{6}$");
    }

    internal sealed class Handler(PairingBook book, DeviceAudit audit) : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            try
            {
                var (pairing, token) = book.Complete(command.Origin ?? "", command.Attempt, command.Code);
                audit.Note("paired", pairing.Name, new { pairing.PairingId, pairing.Origin, pairing.Scopes });
                return Task.FromResult(new Result(token, pairing.Scopes));
            }
            catch (RuleBroken refused) when (refused.Code == PairingBook.WrongCode)
            {
                audit.Note(refused.Code, command.Origin ?? "", refused.Facts);
                throw;
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Code">Six digits.</param>
        internal sealed record Body(string Code);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/pairings/{attempt}/complete", (string attempt, Body body, HttpContext http, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(WebOrigin.Of(http.Request), attempt, body.Code), cancel))
            .AllowAnyone()
            .WithName(nameof(CompletePairing)).WithSummary("Send the digits and get a token")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
