using System.Globalization;
using Store.Contracts.Members;

namespace Store.Loyalty.Value;

/// <summary>Members who have stored value, with what is owed to each.</summary>
internal static class ListValueBalances
{
    internal sealed record Query(long? After, int Limit) : IQuery<Page<Item>>, IPersonal;

    /// <param name="MemberId">The member.</param>
    /// <param name="Number">Their number; empty for one who was forgotten.</param>
    /// <param name="MemberName">What to call them; null for who may not see members.</param>
    /// <param name="LevelName">Their level; null without one, and for who may not see members.</param>
    /// <param name="Principal">What was paid for.</param>
    /// <param name="Bonus">What was given on top.</param>
    internal sealed record Item(long MemberId, string Number, string? MemberName, string? LevelName, Money Principal, Money Bonus);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = Paging.Page(await db.Query<Row>("""
                SELECT MemberId, PrincipalMinor, BonusMinor
                FROM   loyalty.ValueBalances
                WHERE  MemberId > @After AND PrincipalMinor + BonusMinor > 0
                ORDER BY MemberId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { After = query.After ?? 0, Rows = query.Limit + 1 }, cancellationToken), query.Limit, row => row.MemberId.ToString(CultureInfo.InvariantCulture));
            var members = (await mediator.Send(new FindMembers([.. rows.Items.Select(row => row.MemberId)]), cancellationToken)).ToDictionary(member => member.MemberId);
            return new Page<Item>([.. rows.Items.Select(row => (Row: row, Member: members.GetValueOrDefault(row.MemberId))).Select(one => new Item(
                one.Row.MemberId, one.Member?.Number ?? "", one.Member?.Name, one.Member?.LevelName, one.Row.Principal, one.Row.Bonus))], rows.Next);
        }

        private sealed record Row(long MemberId, Money Principal, Money Bonus);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/value-balances", (long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(ValuePermissions.ViewBooks)
            .WithName(nameof(ListValueBalances)).WithSummary("List members with stored value")
            .ProducesValidationProblem();
    }
}
