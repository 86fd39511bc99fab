using System.Globalization;

namespace Store.Loyalty.Coupons;

/// <summary>Issues codes of a kind of coupon that are whoever's has them, such as for a leaflet. Sent again with the same run, there are no more of them.</summary>
internal static class IssueCouponCodes
{
    /// <param name="TemplateId">The kind.</param>
    /// <param name="RunUuid">Names this issue.</param>
    /// <param name="Count">How many.</param>
    internal sealed record Command(long TemplateId, Guid RunUuid, int Count) : ICommand<Result>;

    internal sealed record Result(int Issued);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.RunUuid).NotEmpty();
            RuleFor(command => command.Count).InclusiveBetween(1, CouponIssuer.AtMost);
        }
    }

    internal sealed class Handler(CouponIssuer issuer, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var kind = await issuer.Open(command.TemplateId, cancellationToken);
            var wanted = Enumerable.Range(1, command.Count).Select(number =>
                new CouponIssuer.Wanted(string.Create(CultureInfo.InvariantCulture, $"codes {command.RunUuid:N} {number}"), MemberId: null)).ToList();
            var issued = await issuer.Issue(kind, wanted, await issuer.Today(CouponTemplateRows.NoStore, cancellationToken), cancellationToken);
            await audit.Add(CouponTemplateRows.Issue, $"coupon {kind.Name}", CouponTemplateRows.NoStore, old: null, new { command.RunUuid, issued }, cancellationToken);
            return new Result(issued);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid RunUuid, int Count);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/coupon-templates/{templateId:long}/codes", (long templateId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(templateId, body.RunUuid, body.Count), cancel))
            .RequirePermission(CouponTemplateRows.Issue)
            .WithName(nameof(IssueCouponCodes)).WithSummary("Issue coupon codes for whoever has them")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
