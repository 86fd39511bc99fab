using System.Data.Common;

namespace Store.Members.Levels;

/// <summary>Says how growth value is earned from now on and when levels are reviewed by themselves.</summary>
internal static class ChangeLevelSettings
{
    /// <param name="GrowthPerUnit">Growth value per unit of money; sales before keep theirs.</param>
    /// <param name="ReviewMonths">Every how many months; 0: only by hand.</param>
    /// <param name="NextReview">The day of the next review; null with 0 months.</param>
    /// <param name="Version">As read.</param>
    internal sealed record Command(Quantity GrowthPerUnit, int ReviewMonths, DateOnly? NextReview, int Version) : ICommand<LevelSettings>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int GrowthAtMost = 1000;

        public Validator()
        {
            RuleFor(command => command.GrowthPerUnit).Must(growth => growth >= Quantity.Zero && growth <= Quantity.FromDecimal(GrowthAtMost)).WithMessage($"Growth value per unit is 0 to {GrowthAtMost}.");
            RuleFor(command => command.ReviewMonths).InclusiveBetween(0, 36);
            RuleFor(command => command.NextReview).NotNull().When(command => command.ReviewMonths > 0);
        }
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, LevelSettings>
    {
        public async Task<LevelSettings> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await LevelSettings.Read(db, cancellationToken);
            var now = new LevelSettings(command.GrowthPerUnit, command.ReviewMonths, command.ReviewMonths == 0 ? null : command.NextReview, command.Version + 1);
            if (old.Version != command.Version || await Write(now, command.Version, cancellationToken) == 0)
                throw new Conflict("settings.stale", "Someone else has changed the settings; read them again.");
            await audit.Add(LevelRules.Permission, "level settings", LevelRules.WholeChain, old, now, cancellationToken);
            return now;
        }

        private async Task<int> Write(LevelSettings now, int version, CancellationToken cancellationToken)
        {
            try
            {
                return version == 0
                    ? await db.Execute("""
                        INSERT INTO members.LevelSettings (SettingsId, GrowthMilli, ReviewMonths, NextReview, Version) VALUES (1, @GrowthPerUnit, @ReviewMonths, @NextReview, @Version)
                        """, now, cancellationToken)
                    : await db.Execute("""
                        UPDATE members.LevelSettings SET GrowthMilli = @GrowthPerUnit, ReviewMonths = @ReviewMonths, NextReview = @NextReview, Version = @Version
                        WHERE  SettingsId = 1 AND Version = @Before
                        """, new { now.GrowthPerUnit, now.ReviewMonths, now.NextReview, now.Version, Before = version }, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                return 0;
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/levels/settings", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(ChangeLevelSettings)).WithSummary("Change how growth value is earned and when levels are reviewed")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
