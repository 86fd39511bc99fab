namespace Store.Members.Accounts;

/// <summary>The accounts elsewhere by which a member is known; what identifies them there is masked.</summary>
internal static class ListMemberAccounts
{
    internal sealed record Query(long MemberId) : IQuery<Result>, IPersonal;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="AccountId">The account.</param>
    /// <param name="Provider">Where it is.</param>
    /// <param name="Subject">What identifies it there, masked.</param>
    /// <param name="LinkedAt">UTC.</param>
    /// <param name="LinkedByName">Who linked it.</param>
    internal sealed record Item(long AccountId, string Provider, string Subject, DateTime LinkedAt, string LinkedByName);

    internal sealed class Handler(Db db, AccountBook accounts) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Find<string>("SELECT Number FROM members.Members WHERE MemberId = @MemberId", query, cancellationToken) is null)
                throw new NotFound("member", query.MemberId);
            return new Result([.. (await accounts.Of([query.MemberId], cancellationToken)).Select(one => new Item(one.AccountId, one.Provider, one.MaskedSubject, one.LinkedAt, one.LinkedByName))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/accounts", (long memberId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(memberId), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListMemberAccounts)).WithSummary("The accounts elsewhere by which a member is known")
            .ProducesProblem(404);
    }
}
