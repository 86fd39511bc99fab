namespace Store.Loyalty.Coupons;

/// <summary>Takes coupons back before they are used: one code, or all of a kind that are still out.</summary>
internal static class WithdrawCoupons
{
    /// <param name="TemplateId">The kind.</param>
    /// <param name="Code">The code; null: all.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record Command(long TemplateId, string? Code, string Reason) : ICommand<Result>;

    internal sealed record Result(int Withdrawn);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Code).MaximumLength(60);
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(200);
        }
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var kind = await db.CouponTemplate(command.TemplateId, cancellationToken);
            var code = command.Code is null ? null : CouponCode.Normal(command.Code);
            var withdrawn = code is null
                ? await db.Execute("""
                    UPDATE loyalty.Coupons SET State = 'Withdrawn', WithdrawnFor = @ByHand WHERE TemplateId = @TemplateId AND State IN ('Issued', 'GivenBack')
                    """, new { command.TemplateId, CouponStates.ByHand }, cancellationToken)
                : await db.Execute("""
                    UPDATE loyalty.Coupons SET State = 'Withdrawn', WithdrawnFor = @ByHand, WithdrawnReason = @Reason WHERE Code = @code AND TemplateId = @TemplateId AND State IN ('Issued', 'GivenBack')
                    """, new { code, command.TemplateId, CouponStates.ByHand, Reason = command.Reason.Trim() }, cancellationToken);
            if (code is not null && withdrawn == 0)
                throw new RuleBroken("coupon.not_out", $"Coupon {code} is not out, or has been used.");

            // Why one person's is withdrawn stands with the coupon alone, from where it goes when they are forgotten.
            await audit.Add(CouponTemplateRows.Issue, $"coupon {kind.Name}", CouponTemplateRows.NoStore, old: null, new { code, withdrawn, Reason = code is null ? command.Reason : null }, cancellationToken);
            return new Result(withdrawn);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string? Code, string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/coupon-templates/{templateId:long}/withdraw", (long templateId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(templateId, body.Code, body.Reason), cancel))
            .RequirePermission(CouponTemplateRows.Issue)
            .WithName(nameof(WithdrawCoupons)).WithSummary("Take coupons back that have not been used")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
