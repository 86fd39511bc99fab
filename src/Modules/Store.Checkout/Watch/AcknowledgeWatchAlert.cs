namespace Store.Checkout.Watch;

/// <summary>Somebody has looked into an alert and says what it was. Not the cashier whom it is about.</summary>
internal static class AcknowledgeWatchAlert
{
    internal sealed record Command(long StoreId, long AlertId, string Note) : ICommand<Done>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Note).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var alert = await db.Find<Alert>("""
                SELECT CashierId, ShiftId FROM checkout.WatchAlerts WHERE AlertId = @AlertId AND StoreId = @StoreId
                """, command, cancellationToken) ?? throw new NotFound("alert", command.AlertId);
            if (alert.CashierId == caller.UserId)
                throw new RuleBroken("alert.about_you", "Someone else has to look into this alert.");
            var acknowledged = await db.Execute("""
                UPDATE checkout.WatchAlerts
                SET    State = @Acknowledged, AcknowledgedAt = @Now, AcknowledgedBy = @UserId, AcknowledgedByName = @Name, Note = @Note
                WHERE  AlertId = @AlertId AND State = @Open
                """, new
            {
                command.AlertId, ListWatchAlerts.Acknowledged, ListWatchAlerts.Open, Now = clock.UtcNow(), caller.UserId, caller.Name, command.Note,
            }, cancellationToken);
            if (acknowledged == 0)
                throw new Conflict("alert.acknowledged", "Someone else has just looked into this alert.");
            await audit.Add("checkout.view-watch", $"alert {command.AlertId}", command.StoreId, old: null, now: new { alert.ShiftId, command.Note }, cancellationToken);
            return Done.It;
        }

        private sealed record Alert(long CashierId, long ShiftId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Note);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/watch/alerts/{alertId:long}/acknowledge", (long storeId, long alertId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, alertId, body.Note), cancel))
            .RequirePermission("checkout.view-watch")
            .WithName(nameof(AcknowledgeWatchAlert)).WithSummary("Say what an alert was about")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
