using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>Issues coupons of a kind to the members of a segment, a piece at a time, so that no till waits. Sent again with the same run, nobody gets a second one.</summary>
internal static class IssueCouponsToSegment
{
    /// <param name="TemplateId">The kind.</param>
    /// <param name="RunUuid">Names this issue; the same for every piece of it.</param>
    /// <param name="SegmentId">To whom.</param>
    /// <param name="After">The last member that the piece before came to; 0 at the beginning.</param>
    internal sealed record Command(long TemplateId, Guid RunUuid, long SegmentId, long After) : ICommand<Result>;

    /// <param name="Issued">How many were issued now.</param>
    /// <param name="Next">What to send as <c>after</c> for the next piece; null when all are through.</param>
    internal sealed record Result(int Issued, long? Next);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.RunUuid).NotEmpty();
    }

    internal sealed class Handler(CouponIssuer issuer, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var kind = await issuer.Open(command.TemplateId, cancellationToken);
            var members = await mediator.Send(new ListSegmentMembers(command.SegmentId, command.After, CouponIssuer.AtMost), cancellationToken);
            var issued = await issuer.Issue(
                kind, [.. members.Select(member => new CouponIssuer.Wanted(IssueCoupons.Source(command.RunUuid, member), member))], await issuer.Today(CouponTemplateRows.NoStore, cancellationToken),
                cancellationToken);
            await audit.Add(CouponTemplateRows.Issue, $"coupon {kind.Name}", CouponTemplateRows.NoStore, old: null, new { command.RunUuid, command.SegmentId, issued }, cancellationToken);
            return new Result(issued, members.Count == CouponIssuer.AtMost ? members[^1] : null);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid RunUuid, long SegmentId, long After = 0);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/coupon-templates/{templateId:long}/issue-to-segment", (long templateId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(templateId, body.RunUuid, body.SegmentId, body.After), cancel))
            .RequirePermission(CouponTemplateRows.Issue)
            .WithName(nameof(IssueCouponsToSegment)).WithSummary("Issue coupons to the next members of a segment")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
