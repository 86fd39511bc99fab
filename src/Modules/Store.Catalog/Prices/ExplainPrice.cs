using Store.Contracts.Catalog;
using Store.Contracts.Members;

namespace Store.Catalog.Prices;

/// <summary>Says what a product costs in a store now and why: every price in force that is open to the customer, the one that counts first.</summary>
internal static class ExplainPrice
{
    /// <param name="StoreId">The store.</param>
    /// <param name="ProductId">The product.</param>
    /// <param name="Unit">One of its units; left out: its own.</param>
    /// <param name="Member">Whether the customer is a member.</param>
    /// <param name="LevelId">The member's level; 0 without one.</param>
    /// <param name="GroupId">A group of theirs; 0 without one.</param>
    internal sealed record Query(long StoreId, long ProductId, string? Unit, bool Member, long LevelId, long GroupId) : IQuery<Result>, IStoreScoped;

    /// <param name="Price">What is charged; null where there is no price.</param>
    /// <param name="ListPrice">The retail price; null where there is no price.</param>
    /// <param name="Source">What kind of price it is.</param>
    /// <param name="SourceName">The list that it comes from; null for the retail price.</param>
    /// <param name="Rivals">The prices that were weighed, the one that counts first.</param>
    internal sealed record Result(Money? Price, Money? ListPrice, PriceSource Source, string? SourceName, IReadOnlyList<Rival> Rivals);

    /// <param name="PriceId">The version.</param>
    /// <param name="Price">What one unit would cost by it.</param>
    /// <param name="Source">What kind of price it is.</param>
    /// <param name="ListName">Its list; null for the retail price.</param>
    /// <param name="Priority">The list's priority; 0 without one.</param>
    /// <param name="StoreId">Where it holds; 0 for the whole chain.</param>
    /// <param name="OfStyle">Whether it is the price of the product's style.</param>
    /// <param name="OfBaseUnit">Whether it is the price of the product's own unit times what the asked unit holds.</param>
    /// <param name="From">Since when.</param>
    /// <param name="Verdict">Why it counts, or does not.</param>
    internal sealed record Rival(long PriceId, Money Price, PriceSource Source, string? ListName, int Priority, long StoreId, bool OfStyle, bool OfBaseUnit, DateTime From, Verdict Verdict);

    /// <summary>Why a price counts, or does not.</summary>
    internal enum Verdict
    {
        /// <summary>It is what is charged.</summary>
        Counts,

        /// <summary>It would count, but the label on the shelf says less.</summary>
        AwaitsLabel,

        /// <summary>A special comes before it, or a special for members before a plain one.</summary>
        OtherKindFirst,

        /// <summary>Another list has a higher priority.</summary>
        LowerPriority,

        /// <summary>Another price is lower.</summary>
        Dearer,

        /// <summary>A special that is dearer than the retail price is none.</summary>
        DearerThanRetail,
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Unit).MaximumLength(20);
    }

    internal sealed class Handler(PriceBook book, PricedUnits units, WallClock wallClock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var unit = (await units.Normal([(query.ProductId, query.Unit)], cancellationToken)).Single();
            var factor = unit.Length == 0 ? Quantity.One : (await units.Factors([(query.ProductId, unit)], cancellationToken))[(query.ProductId, unit)];
            var item = new Priceable(query.ProductId, unit, factor);
            var customer = new Standing(
                query.Member || query.LevelId != 0 ? 1 : null, query.LevelId == 0 ? null : query.LevelId, query.GroupId == 0 ? [] : [query.GroupId]);
            var open = await book.OpenPrices(query.StoreId, [item], await wallClock.Now(query.StoreId, cancellationToken), customer, cancellationToken);
            var charged = PriceRule.Of(item, open);
            var rivals = PriceRule.Rivals(item, open);
            return new Result(charged?.Price, charged?.ListPrice, charged?.Source ?? PriceSource.Retail, charged?.SourceName, [.. rivals.Select(rival => new Rival(
                rival.Row.PriceId, rival.Price.Price, rival.Row.Source, rival.Price.SourceName, rival.Row.Priority, rival.Row.StoreId,
                rival.Row.StyleId != 0, rival.Row.Unit != unit, rival.Row.FromLocal.WithoutZone(), VerdictOn(rival, rivals[0], charged!)))]);
        }

        private static Verdict VerdictOn(PriceRule.Rival rival, PriceRule.Rival winner, PriceInForce charged)
        {
            if (rival == winner)
                return charged.Source == PriceSource.AwaitingLabel ? Verdict.AwaitsLabel : Verdict.Counts;
            if (rival.TooDear)
                return Verdict.DearerThanRetail;
            if (PriceRule.Rank(rival.Row.Source) != PriceRule.Rank(winner.Row.Source))
                return Verdict.OtherKindFirst;
            return rival.Row.Priority != winner.Row.Priority ? Verdict.LowerPriority : Verdict.Dearer;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/products/{productId:long}/price", (
                long storeId, long productId, string? unit, bool? member, long? levelId, long? groupId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, productId, unit, member ?? false, levelId ?? 0, groupId ?? 0), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ExplainPrice)).WithSummary("What a product costs in a store now, and why")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
