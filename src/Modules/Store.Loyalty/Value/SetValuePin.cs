using Store.Contracts.Members;

namespace Store.Loyalty.Value;

/// <summary>Sets the PIN that a member gives for large payments. Who has one gives it first; whoever manages stored value may set another without it, for a member who has forgotten theirs.</summary>
internal static class SetValuePin
{
    internal sealed record Command(long MemberId, string Pin, string? OldPin) : IRequest<Done>, IPersonal
    {
        public override string ToString() => nameof(SetValuePin);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Pin).IsValuePin();
            RuleFor(command => command.OldPin!).IsValuePin().When(command => command.OldPin is not null);
        }
    }

    internal sealed class Handler(Db db, ValuePins pins, Caller caller, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var known = await db.Scalar<int>("SELECT COUNT(*) FROM loyalty.ValuePins WHERE MemberId = @MemberId", new { command.MemberId }, cancellationToken) > 0;
            if (command.OldPin is not null)
                await pins.Require(command.MemberId, command.OldPin, cancellationToken);
            else if (known && !caller.May(ValuePermissions.Manage))
                throw new RuleBroken("value.pin_needed", "The member has a PIN: it is asked for before another one is set.");
            return await db.Transact(() => Set(command, cancellationToken), cancellationToken);
        }

        private async Task<Done> Set(Command command, CancellationToken cancellationToken)
        {
            var members = await mediator.Send(new FindMembers([command.MemberId]), cancellationToken);
            if (members.Count == 0)
                throw new NotFound("member", command.MemberId);
            await pins.Set(command.MemberId, command.Pin, cancellationToken);
            await audit.Add(ValuePermissions.Use, $"PIN of member {members[0].Number}", ValuePermissions.WholeChain, old: null, now: null, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Pin, string? OldPin = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/members/{memberId:long}/value/pin", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.Pin, body.OldPin), cancel))
            .RequirePermission(ValuePermissions.Use).MayNeed(ValuePermissions.Manage).RequireRateLimiting(RateLimits.Pin)
            .WithName(nameof(SetValuePin)).WithSummary("Set a member's PIN for stored value")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
