using Store.Contracts.Access;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points.Uses;

/// <summary>Turns points into money that is paid out to the member. Above the caller's limit somebody else has to approve it.</summary>
internal static class CashOutPoints
{
    internal sealed record Command(long StoreId, long MemberId, long Points, string Reason) : ICommand<Result>, IStoreScoped;

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
            var at = await moments.For(command.MemberId, command.StoreId, command.Reason, cancellationToken);
            var (account, scheme) = await book.Open(command.MemberId, cancellationToken);
            var amount = scheme.Program.Worth(command.Points);
            if (amount == Money.Zero)
                throw new RuleBroken("points.worth_nothing", "So few points are worth nothing.");
            await mediator.Send(new RequireLimit(command.StoreId, Limits.PointsCashOut, amount.ToDecimal(), $"points of member {command.MemberId}", at.Reason), cancellationToken);
            account.Spend(PointsEntryKind.CashOut, command.Points, at with { Amount = amount });
            await book.Save([account], cancellationToken);
            await outbox.Add(PointsBook.Moved(account.Entries[0].EntryId, at, scheme.Program, account.Entries), cancellationToken);

            // Why stands in the ledger alone, from where it goes when the member is forgotten.
            await audit.Add(PointsPermissions.CashOut, $"points of member {command.MemberId}", command.StoreId, new { account.OldBalance }, new { account.Balance, amount }, cancellationToken);
            return new Result(amount, account.Balance);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long Points, string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/members/{memberId:long}/points/cash-outs", (long storeId, long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, memberId, body.Points, body.Reason), cancel))
            .RequirePermission(PointsPermissions.CashOut)
            .WithName(nameof(CashOutPoints)).WithSummary("Pay points out in money")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
