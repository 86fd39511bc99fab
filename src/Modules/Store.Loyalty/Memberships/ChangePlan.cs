using Store.Loyalty.Value;

namespace Store.Loyalty.Memberships;

/// <summary>Changes what a plan gives from now on, or ends its sale. Memberships sold before keep their level, term and terms of refund.</summary>
internal static class ChangePlan
{
    internal sealed record Command(long PlanId, PlanTerms Terms, int Version) : ICommand<Result>;

    internal sealed record Result(long PlanId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Terms).NotNull().SetValidator(new PlanTermsValidator());
    }

    internal sealed class Handler(Db db, IMediator mediator, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = (await ListPlans.Handler.Read(db, cancellationToken)).FirstOrDefault(plan => plan.PlanId == command.PlanId) ?? throw new NotFound("plan", command.PlanId);
            await db.CheckPlan(mediator, command.PlanId, command.Terms, cancellationToken);
            var changed = await db.Write("""
                UPDATE loyalty.Plans
                SET    Name = @Name, Active = @Active, ProductId = @ProductId, LevelId = @LevelId, Term = @Term, TermUnit = @TermUnit, RenewableEarly = @RenewableEarly,
                       RefundDays = @RefundDays, Version = Version + 1
                WHERE  PlanId = @PlanId AND Version = @Version
                """, PlanRows.Row(command.PlanId, command.Terms, command.Version), cancellationToken);
            if (changed == 0)
                throw new Conflict("value.stale", $"Someone else has changed the plan {old.Terms.Name}; read it again.");
            await db.PutUpgrades(command.PlanId, command.Terms.UpgradesTo, cancellationToken);
            await audit.Add(ValuePermissions.Manage, $"plan {old.Terms.Name}", ValuePermissions.WholeChain, old.Terms, command.Terms, cancellationToken);
            return new Result(command.PlanId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(PlanTerms Terms, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/plans/{planId:long}", (long planId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(planId, body.Terms, body.Version), cancel))
            .RequirePermission(ValuePermissions.Manage)
            .WithName(nameof(ChangePlan)).WithSummary("Change a plan for paid memberships")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
