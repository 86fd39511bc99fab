namespace Store.Access.Me;

/// <summary>Remembers in which language someone wants to see Store.</summary>
internal static class ChangeMyLanguage
{
    internal sealed record Command(string Language) : ICommand<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly string[] Languages = ["zh-Hans", "zh-Hant", "en"];

        public Validator() => RuleFor(command => command.Language)
            .Must(language => Languages.Contains(language, StringComparer.Ordinal)).WithMessage("The language is one of zh-Hans, zh-Hant and en.");
    }

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var updated = await db.Execute("""
                UPDATE access.Users SET Language = @Language WHERE UserId = @UserId
                """, new { command.Language, caller.UserId }, cancellationToken);
            return updated == 1 ? Done.It : throw new NotFound("user", caller.UserId);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/me/language", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequireSignIn()
            .WithName(nameof(ChangeMyLanguage)).WithSummary("Choose the language in which you see Store")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
