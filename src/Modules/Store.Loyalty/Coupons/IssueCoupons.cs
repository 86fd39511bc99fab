using System.Globalization;
using Store.Contracts.Members;

namespace Store.Loyalty.Coupons;

/// <summary>Issues coupons of a kind to members, one each. Sent again with the same run, nobody gets a second one.</summary>
internal static class IssueCoupons
{
    /// <param name="TemplateId">The kind.</param>
    /// <param name="RunUuid">Names this issue.</param>
    /// <param name="MemberIds">To whom.</param>
    internal sealed record Command(long TemplateId, Guid RunUuid, IReadOnlyList<long> MemberIds) : ICommand<Result>;

    internal sealed record Result(int Issued);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.RunUuid).NotEmpty();
            RuleFor(command => command.MemberIds).NotEmpty().Must(members => members is null || members.Count <= CouponIssuer.AtMost).WithMessage($"At most {CouponIssuer.AtMost} members at a time.");
        }
    }

    internal sealed class Handler(CouponIssuer issuer, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var kind = await issuer.Open(command.TemplateId, cancellationToken);
            var members = command.MemberIds.Distinct().ToList();
            var known = (await mediator.Send(new FindMembers(members), cancellationToken)).Select(member => member.MemberId).ToHashSet();
            if (members.Find(member => !known.Contains(member)) is > 0 and var unknown)
                throw new NotFound("member", unknown);
            var issued = await issuer.Issue(
                kind, [.. members.Select(member => new CouponIssuer.Wanted(Source(command.RunUuid, member), member))], await issuer.Today(CouponTemplateRows.NoStore, cancellationToken), cancellationToken);
            await audit.Add(CouponTemplateRows.Issue, $"coupon {kind.Name}", CouponTemplateRows.NoStore, old: null, new { command.RunUuid, issued }, cancellationToken);
            return new Result(issued);
        }
    }

    /// <summary>What a member gets a coupon for in a run.</summary>
    public static string Source(Guid runUuid, long memberId) => string.Create(CultureInfo.InvariantCulture, $"run {runUuid:N} {memberId}");

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid RunUuid, IReadOnlyList<long> MemberIds);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/coupon-templates/{templateId:long}/issue", (long templateId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(templateId, body.RunUuid, body.MemberIds), cancel))
            .RequirePermission(CouponTemplateRows.Issue)
            .WithName(nameof(IssueCoupons)).WithSummary("Issue coupons to members")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
