using Store.Contracts.Catalog;

namespace Store.Loyalty.Coupons;

/// <summary>Makes a kind of coupon for a promotion's coupon word.</summary>
internal static class CreateCouponTemplate
{
    internal sealed record Command(CouponTemplate Template) : ICommand<Result>;

    internal sealed record Result(long TemplateId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Template).NotNull().SetValidator(new CouponTemplateValidator());
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, Caller caller, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var template = command.Template.Normal();
            await mediator.RequireWord(template.Word, cancellationToken);
            await mediator.RequireMembers(template, cancellationToken);
            await mediator.Send(new EnsureCodeMask(CodeKind.Coupon, "优惠券 Coupons", CouponCode.Pattern), cancellationToken);
            var row = new CouponTemplateRow(
                ids.Next(), template.Name, template.Word, template.FromDate, template.ToDate, template.DaysValid, template.UsesPerCode, template.UsesPerMember, template.UsesAtMost,
                template.GivesBack, template.IssueOn.ToString(), template.IssueOver ?? Money.Zero, template.Active, template.IssueLevelId, template.EndsWithSale, template.SegmentId, Used: 0, clock.UtcNow(), caller.Name, Version: 1);
            await db.Execute("""
                INSERT INTO loyalty.CouponTemplates (TemplateId, Name, Word, FromDate, ToDate, DaysValid, UsesPerCode, UsesPerMember, UsesAtMost, GivesBack, IssueOn, IssueOverMinor,
                       Active, IssueLevelId, EndsWithSale, SegmentId, Used, CreatedAt, CreatedByName, Version)
                VALUES (@TemplateId, @Name, @Word, @FromDate, @ToDate, @DaysValid, @UsesPerCode, @UsesPerMember, @UsesAtMost, @GivesBack, @IssueOn, @IssueOver,
                       @Active, @IssueLevelId, @EndsWithSale, @SegmentId, @Used, @CreatedAt, @CreatedByName, @Version)
                """, row, cancellationToken);
            if (template.IssueOn == CouponOccasion.Receipt)
                await db.TellTills(mediator, cancellationToken);
            await audit.Add(CouponTemplateRows.Manage, $"coupon {row.Name}", CouponTemplateRows.NoStore, old: null, now: template, cancellationToken);
            return new Result(row.TemplateId, row.Version);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/coupon-templates", (CouponTemplate body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(body), cancel))
            .RequirePermission(CouponTemplateRows.Manage)
            .WithName(nameof(CreateCouponTemplate)).WithSummary("Make a kind of coupon")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
