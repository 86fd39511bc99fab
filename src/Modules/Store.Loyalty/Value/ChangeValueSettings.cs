namespace Store.Loyalty.Value;

/// <summary>Settles in which order principal and bonus are used, from which amount on a PIN is asked for, how long a basket holds a balance, and how much change is stored.</summary>
internal static class ChangeValueSettings
{
    internal sealed record Command(string SpendOrder, Money? PinAbove, int HoldMinutes, int Version, Money? ChangeUpTo = null) : ICommand<Result>;

    internal sealed record Result(int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.SpendOrder).Must(order => SpendOrders.All.Contains(order, StringComparer.Ordinal)).WithMessage("An order is PrincipalFirst, BonusFirst or InProportion.");
            RuleFor(command => command.PinAbove).GreaterThanOrEqualTo(Money.Zero);
            RuleFor(command => command.ChangeUpTo).GreaterThan(Money.Zero);
            RuleFor(command => command.HoldMinutes).InclusiveBetween(1, 240);
        }
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await GetValueSettings.Handler.Read(db, cancellationToken);
            var changed = await db.Execute("""
                UPDATE loyalty.ValueSettings
                SET    SpendOrder = @SpendOrder, PinAboveMinor = @PinAbove, HoldMinutes = @HoldMinutes, ChangeUpToMinor = @ChangeUpTo, Version = Version + 1
                WHERE  SettingsId = 1 AND Version = @Version
                """, command, cancellationToken);
            if (changed == 0)
                throw new Conflict("value.stale", "Someone else has changed the settings; read them again.");
            await audit.Add(ValuePermissions.Manage, "stored value", ValuePermissions.WholeChain, old, command, cancellationToken);
            return new Result(command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/value-settings", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(ValuePermissions.Manage)
            .WithName(nameof(ChangeValueSettings)).WithSummary("Change how stored value is used")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
