using Store.Loyalty.Coupons;

namespace Store.Loyalty.Points.Activities;

/// <summary>Says what a member gets points for besides buying, such as a visit, a survey, a birthday or bringing a friend; makes it, or changes it.</summary>
internal static class SaveActivityType
{
    /// <param name="ActivityTypeId">Which; 0 for a new one.</param>
    /// <param name="Name">What it is.</param>
    /// <param name="Points">What each time gives.</param>
    /// <param name="NeedsApproval">Whether somebody else decides before the points come.</param>
    /// <param name="Active">Whether it can be recorded.</param>
    /// <param name="Version">As read; 0 for a new one.</param>
    /// <param name="Occasion">What gives the points by itself.</param>
    /// <param name="DailyAtMost">How often a member has them on one day; null: any.</param>
    /// <param name="TotalAtMost">How often in all, what was before counted; null: any.</param>
    /// <param name="LevelId">For a birthday: only members of this level; null: all.</param>
    internal sealed record Command(
        long ActivityTypeId, string Name, long Points, bool NeedsApproval, bool Active, int Version, ActivityOccasion Occasion = ActivityOccasion.None, int? DailyAtMost = null,
        int? TotalAtMost = null, long? LevelId = null) : ICommand<Result>;

    internal sealed record Result(long ActivityTypeId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int TimesAtMost = 1_000_000;

        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100);
            RuleFor(command => command.Points).InclusiveBetween(1, 1_000_000);
            RuleFor(command => command.Occasion).IsInEnum();
            RuleFor(command => command.DailyAtMost).InclusiveBetween(1, TimesAtMost);
            RuleFor(command => command.TotalAtMost).InclusiveBetween(1, TimesAtMost);
            RuleFor(command => command.LevelId).Null().When(command => command.Occasion != ActivityOccasion.Birthday).WithMessage("A birthday alone can be a level's.");
            RuleFor(command => command.NeedsApproval).Equal(false).When(command => command.Occasion != ActivityOccasion.None).WithMessage("What comes by itself waits for nobody.");
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var type = command with { ActivityTypeId = command.ActivityTypeId == 0 ? ids.Next() : command.ActivityTypeId, Name = command.Name.Trim() };
            if (type.LevelId is { } level)
                await mediator.RequireLevel(level, cancellationToken);
            var row = new
            {
                type.ActivityTypeId, type.Name, type.Points, type.NeedsApproval, type.Active, Occasion = type.Occasion.ToString(), type.DailyAtMost, type.TotalAtMost, type.LevelId, type.Version,
            };
            var written = command.ActivityTypeId == 0
                ? await db.Execute("""
                    INSERT INTO loyalty.PointsActivityTypes (ActivityTypeId, Name, Points, NeedsApproval, Active, Occasion, DailyAtMost, TotalAtMost, LevelId, Version)
                    VALUES (@ActivityTypeId, @Name, @Points, @NeedsApproval, @Active, @Occasion, @DailyAtMost, @TotalAtMost, @LevelId, 1)
                    """, row, cancellationToken)
                : await db.Execute("""
                    UPDATE loyalty.PointsActivityTypes
                    SET    Name = @Name, Points = @Points, NeedsApproval = @NeedsApproval, Active = @Active, Occasion = @Occasion, DailyAtMost = @DailyAtMost,
                           TotalAtMost = @TotalAtMost, LevelId = @LevelId, Version = Version + 1
                    WHERE  ActivityTypeId = @ActivityTypeId AND Version = @Version
                    """, row, cancellationToken);
            if (written == 0)
                throw new Conflict("points.activity_stale", $"Someone else has changed {type.Name}; read it again.");
            await audit.Add(PointsPermissions.ManageRules, $"activity {type.Name}", storeId: 0, old: null, type, cancellationToken);
            return new Result(type.ActivityTypeId, command.ActivityTypeId == 0 ? 1 : command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/points/activity-types", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(PointsPermissions.ManageRules)
            .WithName(nameof(SaveActivityType)).WithSummary("Say what earns points besides buying")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);
    }
}
