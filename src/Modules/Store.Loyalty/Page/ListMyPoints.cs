using Store.Contracts.Members;
using Store.Loyalty.Points.Ledger;
using Store.Loyalty.Points.Uses;

namespace Store.Loyalty.Page;

/// <summary>What happened to a member's own points, newest first, as the member sees it.</summary>
internal static class ListMyPoints
{
    internal sealed record Query(string? Token, long? After, int Limit) : IQuery<Page<Item>>, IPersonal
    {
        public override string ToString() => nameof(ListMyPoints);
    }

    /// <param name="EntryId">The entry.</param>
    /// <param name="Kind">What for.</param>
    /// <param name="Points">How many came; negative for those that went.</param>
    /// <param name="BalanceBefore">How many there were.</param>
    /// <param name="BalanceAfter">How many there were then.</param>
    /// <param name="Remaining">What is left of those that came.</param>
    /// <param name="WaitUntil">Until when those cannot be used, UTC; null: they can.</param>
    /// <param name="ExpiresAt">When they expire, UTC; null: never, or none are left.</param>
    /// <param name="OccurredAt">UTC.</param>
    /// <param name="StoreId">Where; 0 for the chain.</param>
    /// <param name="SaleId">With which sale; null without one.</param>
    /// <param name="Reason">Why, in words.</param>
    internal sealed record Item(
        long EntryId, PointsEntryKind Kind, long Points, long BalanceBefore, long BalanceAfter, long Remaining, DateTime? WaitUntil, DateTime? ExpiresAt, DateTime OccurredAt, long StoreId,
        long? SaleId, string Reason);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await mediator.Send(new RequirePageMember(query.Token), cancellationToken);
            var page = await mediator.Send(new ListPointsEntries.Query(memberId, query.After ?? long.MaxValue, query.Limit), cancellationToken);
            return new Page<Item>([.. page.Items.Select(entry => new Item(
                entry.EntryId, entry.Kind, entry.Points, entry.BalanceAfter - entry.Points, entry.BalanceAfter, entry.Remaining, entry.Vested ? null : entry.VestsAt,
                entry.Remaining > 0 ? entry.ExpiresAt : null, entry.OccurredAt, entry.StoreId, entry.SaleId, entry.Reason))], page.Next);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/points/entries", (HttpRequest request, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(PageToken.Of(request), after, limit ?? Paging.DefaultLimit), cancel))
            .AllowAnyone()
            .WithName(nameof(ListMyPoints)).WithSummary("What happened to a member's own points")
            .ProducesValidationProblem().ProducesProblem(401);
    }
}
