namespace Store.Access.Staff;

/// <summary>The people of a store, for the till to name the seller (导购) of a line.</summary>
internal static class ListStaff
{
    private const int PeopleAtMost = 500;

    internal sealed record Query(long StoreId) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Person> People);

    internal sealed record Person(long UserId, string Name);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await db.Query<Person>("""
            SELECT u.UserId, u.DisplayName AS Name
            FROM   access.Users u
            WHERE  u.Active = 1 AND EXISTS (SELECT 1 FROM access.Grants g WHERE g.UserId = u.UserId AND g.StoreId IN (0, @StoreId))
            ORDER BY u.DisplayName, u.UserId
            OFFSET 0 ROWS FETCH NEXT @PeopleAtMost ROWS ONLY
            """, new { query.StoreId, PeopleAtMost }, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/staff", (long storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId), cancel))
            .RequirePermission("access.view-staff")
            .WithName(nameof(ListStaff)).WithSummary("List the people of a store")
            .ProducesProblem(404);
    }
}
