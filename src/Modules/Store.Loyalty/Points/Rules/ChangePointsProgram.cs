using Store.Contracts.Members;

namespace Store.Loyalty.Points.Rules;

/// <summary>Changes how points are earned and used, from the next ticket on. What has been earned stays as it was earned; what it pays, and so what is owed for it, goes by the new rate.</summary>
internal static class ChangePointsProgram
{
    internal sealed record Command(PointsProgram Program, int Version) : ICommand<Result>;

    internal sealed record Result(int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int DaysAtMost = 3650;
        private const decimal RateAtMost = 100_000;
        private const long PointsAtMost = 1_000_000_000;

        public Validator()
        {
            RuleFor(command => command.Program).NotNull().ChildRules(program =>
            {
                program.RuleFor(one => one.PointsPerUnit).InclusiveBetween(0, RateAtMost).Must(PointsRules.HasFourDecimals).WithMessage("Points per unit have at most four decimals.");
                program.RuleFor(one => one.PayRate).InclusiveBetween(0, RateAtMost).Must(PointsRules.HasFourDecimals).WithMessage("The rate has at most four decimals.");
                program.RuleFor(one => one.Rounding).IsInEnum();
                program.RuleFor(one => one.MinOrder).GreaterThanOrEqualTo(Money.Zero);
                program.RuleFor(one => one.VestingDays).InclusiveBetween(0, DaysAtMost);
                program.RuleFor(one => one.LifetimeDays).InclusiveBetween(1, DaysAtMost);
                program.RuleFor(one => one.LifetimeDays).Must((one, days) => days is null || days > one.VestingDays).WithMessage("Points would expire before they can be used.");
                program.RuleFor(one => one.MinPoints).InclusiveBetween(0, PointsAtMost);
                program.RuleFor(one => one.MaxPoints).InclusiveBetween(1, PointsAtMost);
                program.RuleFor(one => one.MaxPoints).Must((one, most) => most is null || most >= one.MinPoints).WithMessage("The most is less than the fewest.");
                program.RuleFor(one => one.MaxPointsPerDay).InclusiveBetween(1, PointsAtMost);
                program.RuleFor(one => one.MaxPointsPerDay).Must((one, most) => most is null || most >= one.MinPoints).WithMessage("The most is less than the fewest.");
                program.RuleFor(one => one.MaxPercent).InclusiveBetween(0, 100);
                program.RuleFor(one => one.ExcludedGroupIds).Must(PointsRules.IsShort).WithMessage(PointsRules.TooLong);
            });
        }
    }

    internal sealed class Handler(Db db, AuditLog audit, PointsHistory history, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var program = command.Program with { ExcludedGroupIds = [.. (command.Program.ExcludedGroupIds ?? []).Distinct().Order()] };
            if (program.ExcludedGroupIds.Count > 0)
                PointsRules.Require("group", program.ExcludedGroupIds, (await mediator.Send(new GetStandingNames(), cancellationToken)).Groups.Keys);
            var old = await mediator.Send(new GetPointsProgram.Query(), cancellationToken);
            var updated = await db.Execute("""
                UPDATE loyalty.PointsPrograms SET Definition = @Definition, Changes = Changes + 1, Version = Version + 1 WHERE ProgramId = 1 AND Version = @Version
                """, new { Definition = program.Write(), command.Version }, cancellationToken);
            if (updated == 0)
                throw new Conflict("points.program_stale", "Someone else has changed the points program; read it again.");
            await history.Change(old.Program, program, cancellationToken);
            await audit.Add(PointsPermissions.ManageRules, "points program", storeId: 0, old.Program, program, cancellationToken);
            return new Result(command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/points/program", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(PointsPermissions.ManageRules)
            .WithName(nameof(ChangePointsProgram)).WithSummary("Change the points program")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);
    }
}
