namespace Store.Loyalty.Points.Rules;

/// <summary>Makes a rule by which members earn more points, or fewer. It counts from the next ticket on.</summary>
internal static class CreatePointsRule
{
    internal sealed record Command(PointsRule Rule) : ICommand<Result>;

    internal sealed record Result(long RuleId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Rule).NotNull().SetValidator(new PointsRules());
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var rule = command.Rule.Normal();
            await PointsRules.RequireKnown(mediator, rule, cancellationToken);
            var ruleId = ids.Next();
            await db.Execute("""
                INSERT INTO loyalty.PointsRules (RuleId, Name, State, Definition, CreatedAt, Version) VALUES (@ruleId, @Name, 'Active', @Definition, @Now, 1)
                """, new { ruleId, rule.Name, Definition = rule.Write(), Now = clock.UtcNow() }, cancellationToken);
            await db.CountRuleChange(cancellationToken);
            await audit.Add(PointsPermissions.ManageRules, $"points rule {rule.Name}", storeId: 0, old: null, rule, cancellationToken);
            return new Result(ruleId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/points/rules", (PointsRule body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(body), cancel))
            .RequirePermission(PointsPermissions.ManageRules)
            .WithName(nameof(CreatePointsRule)).WithSummary("Make a rule for earning points")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
