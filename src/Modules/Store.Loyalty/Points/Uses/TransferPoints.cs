using Store.Contracts.Access;
using Store.Contracts.Members;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points.Uses;

/// <summary>Moves points from one member to another, as within a family. They keep the time at which they expire.</summary>
internal static class TransferPoints
{
    /// <param name="StoreId">Where it is done.</param>
    /// <param name="MemberId">Who gives.</param>
    /// <param name="ToMemberId">Who gets.</param>
    /// <param name="Points">How many.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record Command(long StoreId, long MemberId, long ToMemberId, long Points, string Reason) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long Balance, long ToBalance);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Points).GreaterThan(0);
            RuleFor(command => command.ToMemberId).NotEqual(command => command.MemberId).WithMessage("Points go to somebody else.");
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(PointsMoments.ReasonLength);
        }
    }

    internal sealed class Handler(PointsBook book, PointsMoments moments, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (giver, at) = await moments.For(command.MemberId, command.StoreId, command.Reason, cancellationToken);
            var getter = (await mediator.Send(new GetStanding(command.StoreId, command.ToMemberId, []), cancellationToken)).Required;
            if (giver == getter)
                throw new RuleBroken("points.same_member", "Both files are the same person's.");
            await mediator.Send(new RequireLimit(command.StoreId, Limits.PointsByHand, command.Points, MemberSubjects.PointsMoved(giver, getter)), cancellationToken);

            // In one order whoever gives, so that two that give to each other do not wait for each other.
            var opened = new Dictionary<long, PointsAccount>();
            foreach (var memberId in new[] { giver, getter }.Order())
                opened[memberId] = (await book.Open(memberId, cancellationToken)).Account;
            var (from, to) = (opened[giver], opened[getter]);
            from.Spend(PointsEntryKind.TransferOut, command.Points, at with { OtherMemberId = getter });
            to.Come(PointsEntryKind.TransferIn, command.Points, vestsAt: null, from.Entries[0].ExpiresAt, at with { OtherMemberId = giver });
            await book.Save([from, to], cancellationToken);
            return new Result(from.Balance, to.Balance);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long ToMemberId, long Points, string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/members/{memberId:long}/points/transfers", (long storeId, long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, memberId, body.ToMemberId, body.Points, body.Reason), cancel))
            .RequirePermission(PointsPermissions.Adjust)
            .WithName(nameof(TransferPoints)).WithSummary("Move points to another member")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
