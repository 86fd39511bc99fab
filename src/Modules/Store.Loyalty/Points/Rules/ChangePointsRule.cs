namespace Store.Loyalty.Points.Rules;

/// <summary>Changes what a rule gives, or ends it, from the next ticket on.</summary>
internal static class ChangePointsRule
{
    /// <param name="RuleId">The rule.</param>
    /// <param name="Rule">What it says from now on.</param>
    /// <param name="Ended">True where it gives nothing any more; it can be taken up again.</param>
    /// <param name="Version">As read.</param>
    internal sealed record Command(long RuleId, PointsRule Rule, bool Ended, int Version) : ICommand<Result>;

    internal sealed record Result(long RuleId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Rule).NotNull().SetValidator(new PointsRules());
    }

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT State, Definition FROM loyalty.PointsRules WHERE RuleId = @RuleId", new { command.RuleId }, cancellationToken)
                ?? throw new NotFound("points_rule", command.RuleId);
            var rule = command.Rule.Normal();
            await PointsRules.RequireKnown(mediator, rule, cancellationToken);
            var state = command.Ended ? "Ended" : "Active";
            var updated = await db.Execute("""
                UPDATE loyalty.PointsRules SET Name = @Name, State = @state, Definition = @Definition, Version = Version + 1 WHERE RuleId = @RuleId AND Version = @Version
                """, new { rule.Name, state, Definition = rule.Write(), command.RuleId, command.Version }, cancellationToken);
            if (updated == 0)
                throw new Conflict("points.rule_stale", $"Someone else has changed the rule {rule.Name}; read it again.");
            await db.CountRuleChange(cancellationToken);
            await audit.Add(
                PointsPermissions.ManageRules, $"points rule {rule.Name}", storeId: 0, new { old.State, Rule = PointsRule.Read(old.Definition) }, new { state, rule }, cancellationToken);
            return new Result(command.RuleId, command.Version + 1);
        }

        private sealed record Old(string State, string Definition);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(PointsRule Rule, bool Ended, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/points/rules/{ruleId:long}", (long ruleId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(ruleId, body.Rule, body.Ended, body.Version), cancel))
            .RequirePermission(PointsPermissions.ManageRules)
            .WithName(nameof(ChangePointsRule)).WithSummary("Change or end a rule for earning points")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
