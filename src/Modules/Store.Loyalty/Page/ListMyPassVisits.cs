using Store.Contracts.Members;
using Store.Loyalty.Passes;

namespace Store.Loyalty.Page;

/// <summary>The history of a member's own pass, newest first.</summary>
internal static class ListMyPassVisits
{
    internal sealed record Query(string? Token, long PassId, long? After, int Limit) : IQuery<Page<Item>>, IPersonal
    {
        public override string ToString() => nameof(ListMyPassVisits);
    }

    /// <param name="EntryId">The entry.</param>
    /// <param name="Kind">Bought, Used, Undone or Returned.</param>
    /// <param name="Uses">How many uses came; negative for visits made.</param>
    /// <param name="StoreId">Where.</param>
    /// <param name="OccurredAt">UTC.</param>
    /// <param name="Undone">Whether the visit has been taken back.</param>
    internal sealed record Item(long EntryId, string Kind, int Uses, long StoreId, DateTime OccurredAt, bool Undone);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await mediator.Send(new RequirePageMember(query.Token), cancellationToken);
            if (await db.Scalar<int>("SELECT COUNT(*) FROM loyalty.Passes WHERE PassId = @PassId AND MemberId = @memberId", new { query.PassId, memberId }, cancellationToken) == 0)
                throw new NotFound("pass", query.PassId);
            var page = await mediator.Send(new ListPassEntries.Query(query.PassId, query.After, query.Limit), cancellationToken);
            return new Page<Item>([.. page.Items.Select(entry => new Item(entry.EntryId, entry.Kind, entry.Uses, entry.StoreId, entry.OccurredAt, entry.Undone))], page.Next);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/passes/{passId:long}/visits", (HttpRequest request, long passId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(PageToken.Of(request), passId, after, limit ?? Paging.DefaultLimit), cancel))
            .AllowAnyone()
            .WithName(nameof(ListMyPassVisits)).WithSummary("A member's own pass, visit by visit")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404);
    }
}
