using Store.Contracts.Members;
using Store.Loyalty.Value;

namespace Store.Loyalty.Page;

/// <summary>A member's own stored value and passes.</summary>
internal static class ShowMyValue
{
    internal sealed record Query(string? Token) : IQuery<Result>, IPersonal
    {
        public override string ToString() => nameof(ShowMyValue);
    }

    /// <param name="Principal">What was paid for.</param>
    /// <param name="Bonus">What was given on top.</param>
    /// <param name="Held">What a till keeps of it for a basket right now.</param>
    /// <param name="BonusToCome">Instalments that are not due yet.</param>
    /// <param name="NextInstalmentAt">When the next one is; null without any.</param>
    /// <param name="Passes">Those that can be used, and the last that could.</param>
    internal sealed record Result(Money Principal, Money Bonus, Money Held, Money BonusToCome, DateTime? NextInstalmentAt, IReadOnlyList<GetMemberValue.Pass> Passes);

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await mediator.Send(new RequirePageMember(query.Token), cancellationToken);
            var value = await mediator.Send(new GetMemberValue.Query(memberId), cancellationToken);
            return new Result(value.Principal, value.Bonus, value.Held, value.BonusToCome, value.NextInstalmentAt, value.Passes);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/value", (HttpRequest request, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(PageToken.Of(request)), cancel))
            .AllowAnyone()
            .WithName(nameof(ShowMyValue)).WithSummary("A member's own stored value and passes")
            .ProducesProblem(401);
    }
}
