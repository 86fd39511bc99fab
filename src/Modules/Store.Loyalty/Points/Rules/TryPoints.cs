using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Members;

namespace Store.Loyalty.Points.Rules;

/// <summary>Tells what a basket that nobody buys would earn, and by which rules.</summary>
internal static class TryPoints
{
    /// <param name="StoreId">The store.</param>
    /// <param name="Lines">What is in the basket.</param>
    /// <param name="At">The clock on the store's wall; null for now.</param>
    /// <param name="LevelId">As a member of this level.</param>
    /// <param name="GroupIds">As someone of these groups.</param>
    /// <param name="Tender">How all of it is paid; null where that is not known.</param>
    internal sealed record Query(long StoreId, IReadOnlyList<Item> Lines, DateTime? At, long? LevelId, IReadOnlyList<long>? GroupIds, string? Tender) : IQuery<Result>, IStoreScoped;

    internal sealed record Item(long ProductId, Quantity Quantity);

    /// <param name="Points">What the basket earns.</param>
    /// <param name="Worth">What they would pay.</param>
    /// <param name="Lines">The lines; goods without a price in the store are left out.</param>
    internal sealed record Result(long Points, Money Worth, IReadOnlyList<Line> Lines);

    internal sealed record Line(int LineNumber, long ProductId, string Code, string Name, Quantity Quantity, Money Total, long Points, IReadOnlyList<EarnedBy> By);

    internal sealed class Validator : AbstractValidator<Query>
    {
        private const int LinesAtMost = 100;

        public Validator()
        {
            RuleFor(query => query.Lines).NotEmpty().Must(lines => lines is null || lines.Count <= LinesAtMost).WithMessage($"At most {LinesAtMost} lines.");
            RuleForEach(query => query.Lines).NotNull().Must(line => line is null || (line.Quantity > Quantity.Zero && line.Quantity <= Quantity.FromDecimal(100_000)))
                .WithMessage("A quantity is more than 0 and at most 100000.");
            RuleFor(query => query.At).Must(at => at is null || at.Value.Kind == DateTimeKind.Unspecified).WithMessage("The time is the one on the store's wall: write it without a zone.");
        }
    }

    internal sealed class Handler(LivePoints live, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var local = query.At ?? (await mediator.Send(new GetStore(query.StoreId), cancellationToken)).Time().Local(clock.UtcNow());
            var groups = query.GroupIds ?? [];
            var prices = await mediator.Send(new PriceProducts(
                query.StoreId, [.. query.Lines.Select(line => new PriceItem(line.ProductId)).Distinct()], local, new Standing(MemberId: null, query.LevelId, groups)), cancellationToken);
            var lines = query.Lines.Join(prices, line => line.ProductId, price => price.ProductId, (line, price) => (line.Quantity, Price: price))
                .Select((line, index) => (Number: index + 1, line.Quantity, line.Price, Total: Money.Of(line.Price.Price, line.Quantity))).ToList();
            var shares = query.Tender is { } tender ? new Dictionary<string, decimal>(StringComparer.Ordinal) { [tender] = 1 } : [];
            var scheme = await live.Now(cancellationToken);
            var earned = scheme.Earn(new EarningTicket(
                query.StoreId, query.LevelId, groups, local,
                [.. lines.Where(line => (line.Price.Flags & (ItemFlags.Deposit | ItemFlags.Value)) == ItemFlags.None)
                    .Select(line => new EarningLine(line.Number, line.Price.ProductId, line.Price.CategoryId, line.Quantity, line.Total, line.Total))], shares))
                .ToDictionary(line => line.LineNumber);
            var points = earned.Values.Sum(line => line.Points);
            return new Result(points, scheme.Program.Worth(points), [.. lines.Select(line => new Line(
                line.Number, line.Price.ProductId, line.Price.Code, line.Price.Name, line.Quantity, line.Total, earned.GetValueOrDefault(line.Number)?.Points ?? 0,
                earned.GetValueOrDefault(line.Number)?.By ?? []))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(IReadOnlyList<Item> Lines, DateTime? At, long? LevelId, IReadOnlyList<long>? GroupIds, string? Tender);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/points/try", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, body.Lines, body.At, body.LevelId, body.GroupIds, body.Tender), cancel))
            .RequirePermission(PointsPermissions.View)
            .WithName(nameof(TryPoints)).WithSummary("What a basket would earn, and by which rules")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
