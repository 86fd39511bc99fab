using Store.Contracts.Members;
using Store.Loyalty.Value;

namespace Store.Loyalty.Page;

/// <summary>What happened to a member's own stored value, newest first.</summary>
internal static class ListMyValue
{
    internal sealed record Query(string? Token, long? After, int Limit) : IQuery<Page<Item>>, IPersonal
    {
        public override string ToString() => nameof(ListMyValue);
    }

    /// <param name="EntryId">The entry.</param>
    /// <param name="Kind">What for.</param>
    /// <param name="Amount">What came, principal and bonus; negative for what went.</param>
    /// <param name="Bonus">What of it was bonus.</param>
    /// <param name="BalanceAfter">How much there was then.</param>
    /// <param name="StoreId">Where.</param>
    /// <param name="SaleId">With which sale; null without one.</param>
    /// <param name="OccurredAt">UTC.</param>
    internal sealed record Item(long EntryId, string Kind, Money Amount, Money Bonus, Money BalanceAfter, long StoreId, long? SaleId, DateTime OccurredAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await mediator.Send(new RequirePageMember(query.Token), cancellationToken);
            var page = await mediator.Send(new ListValueEntries.Query(memberId, query.After, query.Limit), cancellationToken);
            return new Page<Item>([.. page.Items.Select(entry => new Item(
                entry.EntryId, entry.Kind, entry.Principal + entry.Bonus, entry.Bonus, entry.BalanceAfter, entry.StoreId, entry.SaleId, entry.OccurredAt))], page.Next);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/value/entries", (HttpRequest request, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(PageToken.Of(request), after, limit ?? Paging.DefaultLimit), cancel))
            .AllowAnyone()
            .WithName(nameof(ListMyValue)).WithSummary("What happened to a member's own stored value")
            .ProducesValidationProblem().ProducesProblem(401);
    }
}
