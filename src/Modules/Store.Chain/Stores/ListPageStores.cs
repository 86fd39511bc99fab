using System.Globalization;
using Store.Contracts.Members;

namespace Store.Chain.Stores;

/// <summary>What the members' page calls the chain's stores, and in what currency and time it shows what happened there.</summary>
internal static class ListPageStores
{
    internal sealed record Query(string? Token, long? After, int Limit) : IQuery<Page<Item>>, IPersonal
    {
        public override string ToString() => nameof(ListPageStores);
    }

    internal sealed record Item(long StoreId, string Name, string TimeZone, string Currency);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            await mediator.Send(new RequirePageMember(query.Token), cancellationToken);
            var rows = await db.Query<Item>("""
                SELECT StoreId, Name, TimeZone, Currency
                FROM   chain.Stores
                WHERE  StoreId > @After
                ORDER BY StoreId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { After = query.After ?? 0, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.StoreId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/stores", (HttpRequest request, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(PageToken.Of(request), after, limit ?? Paging.DefaultLimit), cancel))
            .AllowAnyone()
            .WithName(nameof(ListPageStores)).WithSummary("The chain's stores, as a member's page names them")
            .ProducesValidationProblem().ProducesProblem(401);
    }
}
