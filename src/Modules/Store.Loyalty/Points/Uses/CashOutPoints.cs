using Store.Contracts.Access;
using Store.Contracts.Checkout;
using Store.Contracts.Members;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points.Uses;

/// <summary>Turns points into money that is paid out to the member, from a drawer or otherwise. Above the caller's limit somebody else has to approve it.</summary>
internal static class CashOutPoints
{
    /// <param name="StoreId">Where it is done.</param>
    /// <param name="MemberId">Whose.</param>
    /// <param name="Points">How many.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="RegisterId">The register whose drawer the money comes from; null where it is paid otherwise.</param>
    internal sealed record Command(long StoreId, long MemberId, long Points, string Reason, long? RegisterId) : ICommand<Result>, IStoreScoped;

    /// <param name="Amount">What is paid out.</param>
    /// <param name="Balance">What is left.</param>
    internal sealed record Result(Money Amount, long Balance);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Points).GreaterThan(0);
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(PointsMoments.ReasonLength);
        }
    }

    internal sealed class Handler(PointsBook book, PointsMoments moments, Outbox outbox, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (memberId, at) = await moments.For(command.MemberId, command.StoreId, command.Reason, cancellationToken);
            var (account, scheme) = await book.Open(memberId, cancellationToken);
            var amount = scheme.Program.Worth(command.Points);
            if (amount == Money.Zero)
                throw new RuleBroken("points.worth_nothing", "So few points are worth nothing.");
            var approver = await mediator.Send(new RequireLimit(command.StoreId, Limits.PointsCashOut, amount.ToDecimal(), MemberSubjects.Points(memberId)), cancellationToken);
            account.Spend(PointsEntryKind.CashOut, command.Points, at with { Amount = amount });
            await book.Save([account], cancellationToken);
            if (command.RegisterId is { } registerId)
                await mediator.Send(new PayOutOfDrawer(command.StoreId, registerId, amount, MemberSubjects.Points(memberId), approver), cancellationToken);
            await outbox.Add(PointsBook.Moved(account.Entries[0].EntryId, at, scheme.Program, account.Entries), cancellationToken);

            // Why stands in the ledger alone, from where it goes when the member is forgotten; who approves has asked for reasons of their own.
            await audit.Add(PointsPermissions.CashOut, MemberSubjects.Points(memberId), command.StoreId, new { account.OldBalance }, new { account.Balance, amount }, cancellationToken);
            return new Result(amount, account.Balance);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long Points, string Reason, long? RegisterId = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/members/{memberId:long}/points/cash-outs", (long storeId, long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, memberId, body.Points, body.Reason, body.RegisterId), cancel))
            .RequirePermission(PointsPermissions.CashOut)
            .WithName(nameof(CashOutPoints)).WithSummary("Pay points out in money")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
