using Store.Contracts.Access;
using Store.Contracts.Checkout;
using Store.Contracts.Loyalty;
using Store.Contracts.Members;

namespace Store.Loyalty.Value;

/// <summary>
/// Gives a member the money back that they have paid ahead and not used: the whole principal, from a drawer or otherwise. Bonus that was given on top of it is gone, and what was still
/// to come of it does not come. Above the caller's limit of refunds somebody else has to approve it, and above the chain's limit the member gives their PIN.
/// </summary>
internal static class PayOutValue
{
    /// <param name="StoreId">Where it is paid out.</param>
    /// <param name="MemberId">Whose value.</param>
    /// <param name="Amount">The principal, as it was shown to the member.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="RegisterId">The register whose drawer the money comes from; null where it is paid otherwise.</param>
    /// <param name="Pin">The member's PIN; null where none is needed.</param>
    internal sealed record Command(long StoreId, long MemberId, Money Amount, string Reason, long? RegisterId, string? Pin) : IRequest<Result>, IStoreScoped, IPersonal
    {
        public override string ToString() => nameof(PayOutValue);
    }

    /// <param name="Amount">What is paid out.</param>
    /// <param name="Bonus">What is gone with it.</param>
    internal sealed record Result(Money Amount, Money Bonus);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int ReasonLength = 200;

        public Validator()
        {
            RuleFor(command => command.Amount).GreaterThan(Money.Zero);
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(ReasonLength);
            RuleFor(command => command.Pin!).IsValuePin().When(command => command.Pin is not null);
        }
    }

    internal sealed class Handler(Db db, ValueBook book, ValuePins pins, IMediator mediator, Outbox outbox, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var memberId = (await mediator.Send(new GetStanding(command.StoreId, command.MemberId, []), cancellationToken)).Required;
            if (command.Pin is not null)
                await pins.Require(memberId, command.Pin, cancellationToken);
            return await db.Transact(() => Pay(command, memberId, cancellationToken), cancellationToken);
        }

        private async Task<Result> Pay(Command command, long memberId, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var approver = await mediator.Send(
                new RequireLimit(command.StoreId, Limits.RefundAmount, command.Amount.ToDecimal(), MemberSubjects.Value(memberId)), cancellationToken);
            var paying = await StoreMoment.Of(mediator, command.StoreId, now, cancellationToken);
            var entries = await book.End(memberId, paying, issuer => StoreMoment.Of(mediator, issuer, now, cancellationToken), account => Permit(command, account, now), cancellationToken);

            // Why stands in the ledger alone, from where it goes when the member is forgotten; who approves has asked for reasons of their own.
            await db.Execute("UPDATE loyalty.ValueEntries SET Reason = @Reason WHERE EntryId = @EntryId", new { Reason = command.Reason.Trim(), entries[0].EntryId }, cancellationToken);
            if (command.RegisterId is { } registerId)
                await mediator.Send(new PayOutOfDrawer(command.StoreId, registerId, command.Amount, MemberSubjects.Value(memberId), approver), cancellationToken);
            await outbox.Add(new ValueEnded(entries[0].EntryId, paying.StoreId, paying.BusinessDate, now, command.Amount, GivenUp: Money.Zero), cancellationToken);
            var bonus = -Money.Sum(entries.Select(entry => entry.Bonus));
            await audit.Add(ValuePermissions.PayOut, MemberSubjects.Value(memberId), command.StoreId, new { Principal = command.Amount, bonus }, new { Principal = Money.Zero }, cancellationToken);
            return new Result(command.Amount, bonus);
        }

        private static void Permit(Command command, ValueAccount account, DateTime now)
        {
            if (account.Principal != command.Amount)
                throw new RuleBroken("value.differs", $"The member's principal is {account.Principal}, not {command.Amount}.", ValueProblems.Facts(account.Principal));
            if (account.HeldUntil > now)
                throw new Conflict("value.held", "Another basket is holding this member's stored value.", ValueProblems.Facts(account.Held));
            if (command.Pin is null && account.PinAbove is { } limit && command.Amount > limit)
                throw new RuleBroken("value.pin_needed", $"Above {limit} the member's PIN is asked for.", ValueProblems.Facts(limit));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Money Amount, string Reason, long? RegisterId = null, string? Pin = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/members/{memberId:long}/value/pay-outs", (long storeId, long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, memberId, body.Amount, body.Reason, body.RegisterId, body.Pin), cancel))
            .RequirePermission(ValuePermissions.PayOut).RequireRateLimiting(RateLimits.Pin)
            .WithName(nameof(PayOutValue)).WithSummary("Pay a member's principal out in money")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
