using Store.Contracts.Members;
using Store.Loyalty.Points.Rules;

namespace Store.Loyalty.Points.Uses;

/// <summary>Says how many points a level costs and for how long; or takes the offer back.</summary>
internal static class SavePointsLevel
{
    /// <param name="LevelId">The level.</param>
    /// <param name="Points">What it costs.</param>
    /// <param name="Months">For how many months the member stays on it, whatever a review says.</param>
    /// <param name="Active">Whether it is offered.</param>
    /// <param name="Version">As read; 0 where it was never offered.</param>
    internal sealed record Command(long LevelId, long Points, int Months, bool Active, int Version) : ICommand<Result>;

    internal sealed record Result(long LevelId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Points).InclusiveBetween(1, 10_000_000);
            RuleFor(command => command.Months).InclusiveBetween(1, 120);
        }
    }

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var names = await mediator.Send(new GetStandingNames(), cancellationToken);
            PointsRules.Require("level", [command.LevelId], names.Levels.Keys);
            var written = command.Version == 0
                ? await db.Execute("""
                    INSERT INTO loyalty.PointsLevels (LevelId, Points, Months, Active, Version)
                    SELECT @LevelId, @Points, @Months, @Active, 1
                    WHERE  NOT EXISTS (SELECT 1 FROM loyalty.PointsLevels l WHERE l.LevelId = @LevelId)
                    """, command, cancellationToken)
                : await db.Execute("""
                    UPDATE loyalty.PointsLevels SET Points = @Points, Months = @Months, Active = @Active, Version = Version + 1 WHERE LevelId = @LevelId AND Version = @Version
                    """, command, cancellationToken);
            if (written == 0)
                throw new Conflict("points.level_stale", "Someone else has changed what this level costs; read it again.");
            await audit.Add(PointsPermissions.ManageRules, $"level {names.Levels[command.LevelId]}", storeId: 0, old: null, command, cancellationToken);
            return new Result(command.LevelId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long Points, int Months, bool Active, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/points/levels/{levelId:long}", (long levelId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(levelId, body.Points, body.Months, body.Active, body.Version), cancel))
            .RequirePermission(PointsPermissions.ManageRules)
            .WithName(nameof(SavePointsLevel)).WithSummary("Say what a level costs in points")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);
    }
}
