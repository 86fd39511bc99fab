namespace Store.Loyalty.Value;

/// <summary>Changes what a rule brings, or ends it. Top-ups sold before keep what they were promised.</summary>
internal static class ChangeTopUpRule
{
    internal sealed record Command(long RuleId, TopUpTerms Terms, int Version) : ICommand<Result>;

    internal sealed record Result(long RuleId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Terms).NotNull().SetValidator(new TopUpTermsValidator());
    }

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var name = await db.Find<string>("SELECT Name FROM loyalty.TopUpRules WHERE RuleId = @RuleId", new { command.RuleId }, cancellationToken)
                ?? throw new NotFound("top_up_rule", command.RuleId);
            await db.RequireTerms(mediator, command.Terms, cancellationToken);
            var changed = await db.Execute("""
                UPDATE loyalty.TopUpRules
                SET    Name = @Name, Active = @Active, PaidAtLeastMinor = @PaidAtLeast, BonusMinor = @Bonus, BonusPoints = @BonusPoints, PassName = @PassName, PassUses = @PassUses,
                       PassDays = @PassDays, Instalments = @Instalments, Every = @Every, FromDate = @FromDate, ToDate = @ToDate, WholeChain = @WholeChain,
                       CouponTemplateId = @CouponTemplateId, PointsInParts = @PointsInParts, UsesInParts = @UsesInParts, CouponEachPart = @CouponEachPart, LevelId = @LevelId,
                       LevelMonths = @LevelMonths, Version = Version + 1
                WHERE  RuleId = @RuleId AND Version = @Version
                """, TopUpRuleRows.Row(command.RuleId, command.Terms, command.Version), cancellationToken);
            if (changed == 0)
                throw new Conflict("value.stale", $"Someone else has changed the rule {name}; read it again.");
            await db.PutStores(command.RuleId, command.Terms.StoreIds, cancellationToken);
            await audit.Add(ValuePermissions.Manage, $"top-up rule {name}", ValuePermissions.WholeChain, old: null, command.Terms, cancellationToken);
            return new Result(command.RuleId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(TopUpTerms Terms, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/top-up-rules/{ruleId:long}", (long ruleId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(ruleId, body.Terms, body.Version), cancel))
            .RequirePermission(ValuePermissions.Manage)
            .WithName(nameof(ChangeTopUpRule)).WithSummary("Change a rule for top-ups")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
