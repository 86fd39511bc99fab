using Store.Loyalty.Value;

namespace Store.Loyalty.Memberships;

/// <summary>Makes a plan for paid memberships.</summary>
internal static class CreatePlan
{
    internal sealed record Command(PlanTerms Terms) : ICommand<Result>;

    internal sealed record Result(long PlanId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Terms).NotNull().SetValidator(new PlanTermsValidator());
    }

    internal sealed class Handler(Db db, Ids ids, IMediator mediator, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var planId = ids.Next();
            await db.CheckPlan(mediator, planId, command.Terms, cancellationToken);
            await db.Write("""
                INSERT INTO loyalty.Plans (PlanId, Name, Active, ProductId, LevelId, Term, TermUnit, RenewableEarly, RefundDays, Version)
                VALUES (@PlanId, @Name, @Active, @ProductId, @LevelId, @Term, @TermUnit, @RenewableEarly, @RefundDays, @Version)
                """, PlanRows.Row(planId, command.Terms, version: 1), cancellationToken);
            await db.PutUpgrades(planId, command.Terms.UpgradesTo, cancellationToken);
            await audit.Add(ValuePermissions.Manage, $"plan {command.Terms.Name}", ValuePermissions.WholeChain, old: null, command.Terms, cancellationToken);
            return new Result(planId, 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/plans", (PlanTerms terms, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(terms), cancel))
            .RequirePermission(ValuePermissions.Manage)
            .WithName(nameof(CreatePlan)).WithSummary("Make a plan for paid memberships")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
