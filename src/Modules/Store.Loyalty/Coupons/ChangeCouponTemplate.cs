namespace Store.Loyalty.Coupons;

/// <summary>Changes a kind of coupon, or ends it: no more are issued. Days and uses of codes that have been issued stay as they were; the limits per member and in all hold at once.</summary>
internal static class ChangeCouponTemplate
{
    internal sealed record Command(long TemplateId, CouponTemplate Template, int Version) : ICommand<Result>;

    internal sealed record Result(long TemplateId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Template).NotNull().SetValidator(new CouponTemplateValidator());
    }

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.CouponTemplate(command.TemplateId, cancellationToken);
            var template = command.Template.Normal();
            if (template.Word != old.Word)
                await mediator.RequireWord(template.Word, cancellationToken);
            await mediator.RequireMembers(template, cancellationToken);
            var changed = await db.Execute("""
                UPDATE loyalty.CouponTemplates
                SET    Name = @Name, Word = @Word, FromDate = @FromDate, ToDate = @ToDate, DaysValid = @DaysValid, UsesPerCode = @UsesPerCode, UsesPerMember = @UsesPerMember,
                       UsesAtMost = @UsesAtMost, GivesBack = @GivesBack, IssueOn = @IssueOn, IssueOverMinor = @IssueOver, Active = @Active, IssueLevelId = @IssueLevelId,
                       EndsWithSale = @EndsWithSale, SegmentId = @SegmentId, Version = Version + 1
                WHERE  TemplateId = @TemplateId AND Version = @Version
                """, new
            {
                template.Name, template.Word, template.FromDate, template.ToDate, template.DaysValid, template.UsesPerCode, template.UsesPerMember, template.UsesAtMost, template.GivesBack,
                IssueOn = template.IssueOn.ToString(), IssueOver = template.IssueOver ?? Money.Zero, template.Active, template.IssueLevelId, template.EndsWithSale,
                template.SegmentId,
                command.TemplateId, command.Version,
            }, cancellationToken);
            if (changed == 0)
                throw new Conflict("coupon_template.stale", $"Someone else has changed the coupon {old.Name}; read it again.");
            if (CouponOccasion.Receipt.ToString() == old.IssueOn || template.IssueOn == CouponOccasion.Receipt)
                await db.TellTills(mediator, cancellationToken);
            await audit.Add(CouponTemplateRows.Manage, $"coupon {template.Name}", CouponTemplateRows.NoStore, old.Template, template, cancellationToken);
            return new Result(command.TemplateId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(CouponTemplate Template, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/coupon-templates/{templateId:long}", (long templateId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(templateId, body.Template, body.Version), cancel))
            .RequirePermission(CouponTemplateRows.Manage)
            .WithName(nameof(ChangeCouponTemplate)).WithSummary("Change or end a kind of coupon")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
