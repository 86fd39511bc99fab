namespace Store.Loyalty.Value;

/// <summary>Makes a rule for what top-ups bring on top.</summary>
internal static class CreateTopUpRule
{
    internal sealed record Command(TopUpTerms Terms) : ICommand<Result>;

    internal sealed record Result(long RuleId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Terms).NotNull().SetValidator(new TopUpTermsValidator());
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await db.RequireTerms(mediator, command.Terms, cancellationToken);
            var ruleId = ids.Next();
            await db.Execute("""
                INSERT INTO loyalty.TopUpRules (RuleId, Name, Active, PaidAtLeastMinor, BonusMinor, BonusPoints, PassName, PassUses, PassDays, Instalments, Every, FromDate, ToDate, WholeChain,
                       CouponTemplateId, PointsInParts, UsesInParts, CouponEachPart, LevelId, LevelMonths, Version)
                VALUES (@RuleId, @Name, @Active, @PaidAtLeast, @Bonus, @BonusPoints, @PassName, @PassUses, @PassDays, @Instalments, @Every, @FromDate, @ToDate, @WholeChain,
                       @CouponTemplateId, @PointsInParts, @UsesInParts, @CouponEachPart, @LevelId, @LevelMonths, @Version)
                """, TopUpRuleRows.Row(ruleId, command.Terms, version: 1), cancellationToken);
            await db.PutStores(ruleId, command.Terms.StoreIds, cancellationToken);
            await audit.Add(ValuePermissions.Manage, $"top-up rule {command.Terms.Name}", ValuePermissions.WholeChain, old: null, command.Terms, cancellationToken);
            return new Result(ruleId, 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/top-up-rules", (TopUpTerms terms, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(terms), cancel))
            .RequirePermission(ValuePermissions.Manage)
            .WithName(nameof(CreateTopUpRule)).WithSummary("Make a rule for top-ups")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
