namespace Store.Loyalty.Coupons;

/// <summary>Issues one code that people choose and everyone may know, such as SPRING; used as often as is said, over all tills.</summary>
internal static class IssuePublicCoupon
{
    /// <param name="TemplateId">The kind.</param>
    /// <param name="Code">The code; unique without regard to case.</param>
    /// <param name="UsesAtMost">How often it may be used; null: as often as its kind.</param>
    internal sealed record Command(long TemplateId, string Code, long? UsesAtMost) : ICommand<Result>;

    internal sealed record Result(string Code);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int UsesAtMostAllowed = 1_000_000_000;

        public Validator()
        {
            RuleFor(command => command.Code).NotEmpty().MaximumLength(40).Matches("^ *[\\p{L}\\p{N}_-]+ *$").WithMessage("A code is made of letters, digits, - and _.");
            RuleFor(command => command.UsesAtMost).InclusiveBetween(1, UsesAtMostAllowed);
        }
    }

    internal sealed class Handler(Db db, CouponIssuer issuer, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var kind = await issuer.Open(command.TemplateId, cancellationToken);
            var code = CouponCode.Normal(command.Code);
            if (await db.Scalar<int>("SELECT COUNT(*) FROM loyalty.Coupons WHERE Code = @code", new { code }, cancellationToken) > 0)
                throw new Conflict("coupon.code_taken", $"There is a coupon {code} already.");
            await issuer.Issue(
                kind, [new CouponIssuer.Wanted($"code {code}", MemberId: null, code, command.UsesAtMost)], await issuer.Today(CouponTemplateRows.NoStore, cancellationToken), cancellationToken);
            await audit.Add(CouponTemplateRows.Issue, $"coupon {kind.Name}", CouponTemplateRows.NoStore, old: null, new { code, command.UsesAtMost }, cancellationToken);
            return new Result(code);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Code, long? UsesAtMost = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/coupon-templates/{templateId:long}/public-code", (long templateId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(templateId, body.Code, body.UsesAtMost), cancel))
            .RequirePermission(CouponTemplateRows.Issue)
            .WithName(nameof(IssuePublicCoupon)).WithSummary("Issue one coupon code for everybody")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
