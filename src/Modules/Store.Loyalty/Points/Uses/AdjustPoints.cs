using Store.Contracts.Access;
using Store.Contracts.Members;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points.Uses;

/// <summary>Gives a member points or takes some by hand, with a reason. Above the caller's limit somebody else has to approve it.</summary>
internal static class AdjustPoints
{
    /// <param name="StoreId">Where it is done.</param>
    /// <param name="MemberId">Whose.</param>
    /// <param name="Points">How many; negative takes them, as far as they can be used.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record Command(long StoreId, long MemberId, long Points, string Reason) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long Balance);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const long PointsAtMost = 10_000_000;

        public Validator()
        {
            RuleFor(command => command.Points).NotEqual(0).InclusiveBetween(-PointsAtMost, PointsAtMost);
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(PointsMoments.ReasonLength);
        }
    }

    internal sealed class Handler(PointsBook book, PointsMoments moments, Outbox outbox, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (memberId, at) = await moments.For(command.MemberId, command.StoreId, command.Reason, cancellationToken);
            await mediator.Send(new RequireLimit(command.StoreId, Limits.PointsByHand, Math.Abs(command.Points), MemberSubjects.Points(memberId)), cancellationToken);
            var (account, scheme) = await book.Open(memberId, cancellationToken);
            if (command.Points > 0)
                account.Come(PointsEntryKind.Adjusted, command.Points, vestsAt: null, scheme.Program.ExpiresAt(at.OccurredAt), at);
            else
                account.Spend(PointsEntryKind.Adjusted, -command.Points, at);
            await book.Save([account], cancellationToken);
            await outbox.Add(PointsBook.Moved(account.Entries[0].EntryId, at, scheme.Program, account.Entries), cancellationToken);

            // Why stands in the ledger alone, from where it goes when the member is forgotten; who approves has asked for reasons of their own.
            await audit.Add(PointsPermissions.Adjust, MemberSubjects.Points(memberId), command.StoreId, new { account.OldBalance }, new { account.Balance }, cancellationToken);
            return new Result(account.Balance);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long Points, string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/members/{memberId:long}/points/adjustments", (long storeId, long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, memberId, body.Points, body.Reason), cancel))
            .RequirePermission(PointsPermissions.Adjust)
            .WithName(nameof(AdjustPoints)).WithSummary("Give or take points by hand")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
