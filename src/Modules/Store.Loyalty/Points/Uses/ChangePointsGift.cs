namespace Store.Loyalty.Points.Uses;

/// <summary>Changes what a gift costs, or stops offering it.</summary>
internal static class ChangePointsGift
{
    internal sealed record Command(long GiftId, string Name, long Points, bool Active, int Version) : ICommand<Result>;

    internal sealed record Result(long GiftId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100);
            RuleFor(command => command.Points).InclusiveBetween(1, 10_000_000);
        }
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Name, Points, Active FROM loyalty.PointsGifts WHERE GiftId = @GiftId", new { command.GiftId }, cancellationToken)
                ?? throw new NotFound("gift", command.GiftId);
            var updated = await db.Execute("""
                UPDATE loyalty.PointsGifts SET Name = @Name, Points = @Points, Active = @Active, Version = Version + 1 WHERE GiftId = @GiftId AND Version = @Version
                """, command, cancellationToken);
            if (updated == 0)
                throw new Conflict("points.gift_stale", $"Someone else has changed the gift {old.Name}; read it again.");
            await audit.Add(PointsPermissions.ManageRules, $"gift {old.Name}", storeId: 0, old, new { command.Name, command.Points, command.Active }, cancellationToken);
            return new Result(command.GiftId, command.Version + 1);
        }

        private sealed record Old(string Name, long Points, bool Active);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, long Points, bool Active, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/points/gifts/{giftId:long}", (long giftId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(giftId, body.Name, body.Points, body.Active, body.Version), cancel))
            .RequirePermission(PointsPermissions.ManageRules)
            .WithName(nameof(ChangePointsGift)).WithSummary("Change a gift, or stop offering it")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
