using Store.Contracts.Members;

namespace Store.Members.Page;

/// <summary>Signs a member's phone out.</summary>
internal static class LeaveMemberPage
{
    internal sealed record Command(string? Token) : ICommand<Done>, IPersonal
    {
        public override string ToString() => nameof(LeaveMemberPage);
    }

    internal sealed class Handler(Db db) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await db.Execute("DELETE FROM members.PageSessions WHERE TokenHash = @TokenHash", new { TokenHash = PageSecrets.Hash(command.Token ?? "") }, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/page/sign-out", (HttpRequest request, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(PageToken.Of(request)), cancel))
            .AllowAnyone()
            .WithName(nameof(LeaveMemberPage)).WithSummary("Sign a member's phone out");
    }
}
