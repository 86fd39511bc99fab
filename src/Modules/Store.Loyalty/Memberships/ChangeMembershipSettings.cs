using Store.Loyalty.Value;

namespace Store.Loyalty.Memberships;

/// <summary>Settles how long before its end people are reminded of a membership.</summary>
internal static class ChangeMembershipSettings
{
    internal sealed record Command(int RemindDays, int Version) : ICommand<Result>;

    internal sealed record Result(int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.RemindDays).InclusiveBetween(0, 180);
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await GetMembershipSettings.Handler.Read(db, cancellationToken);
            if (await db.Execute("UPDATE loyalty.MembershipSettings SET RemindDays = @RemindDays, Version = Version + 1 WHERE SettingsId = 1 AND Version = @Version", command, cancellationToken) == 0)
                throw new Conflict("value.stale", "Someone else has changed the settings; read them again.");
            await audit.Add(ValuePermissions.Manage, "memberships", ValuePermissions.WholeChain, old, command, cancellationToken);
            return new Result(command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/membership-settings", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(ValuePermissions.Manage)
            .WithName(nameof(ChangeMembershipSettings)).WithSummary("Change what holds for all paid memberships")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
