using Store.Catalog.Prices;
using Store.Contracts.Catalog;

namespace Store.Catalog.Codes;

/// <summary>Shows what a code would mean: by the masks as they are or, where a pattern is given, by that one alone, before it is saved.</summary>
internal static class TryCode
{
    internal sealed record Query(long StoreId, string Code, CodeKind Kind, string? Pattern) : IQuery<Result>;

    /// <param name="Fits">Whether the pattern fits; without one, whether the code means anything.</param>
    /// <param name="Fault">What is wrong with the pattern; null where nothing is.</param>
    /// <param name="Kind">What the code belongs to.</param>
    /// <param name="OwnCode">The item's or card's own code.</param>
    /// <param name="MaskName">The mask that fitted.</param>
    /// <param name="ProductId">The product, if there is one.</param>
    /// <param name="ProductName">Its name.</param>
    /// <param name="Quantity">The quantity that the code says, in the product's unit; by a pattern alone, in kilograms or pieces.</param>
    /// <param name="Amount">The amount that it says.</param>
    internal sealed record Result(
        bool Fits, string? Fault, CodeKind Kind, string? OwnCode, string? MaskName, long? ProductId, string? ProductName, decimal? Quantity, Money? Amount);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Code).MaximumLength(48);
            RuleFor(query => query.Pattern).MaximumLength(CodePattern.LengthAtMost);
        }
    }

    internal sealed class Handler(ChainWide chainWide, IMediator mediator) : IRequestHandler<Query, Result>
    {
        private static readonly Result Nothing = new(Fits: false, Fault: null, CodeKind.Unknown, OwnCode: null, MaskName: null, ProductId: null, ProductName: null, Quantity: null, Amount: null);

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            chainWide.RequireStore(query.StoreId);
            if (!string.IsNullOrEmpty(query.Pattern))
                return ByPattern(query.Pattern, query);
            var meaning = await mediator.Send(new ReadCode(query.StoreId, query.Code), cancellationToken);
            var product = meaning.ProductId is { } productId ? (await mediator.Send(new DescribeProducts([productId]), cancellationToken))[0] : null;
            return new Result(
                meaning.Kind != CodeKind.Unknown, Fault: null, meaning.Kind, meaning.Code, meaning.MaskName, meaning.ProductId, product?.Name, meaning.Quantity?.ToDecimal(), meaning.Amount);
        }

        private static Result ByPattern(string pattern, Query query)
        {
            if (CodeMaskFieldsValidator.Fault(query.Kind, pattern) is { } fault)
                return Nothing with { Fault = fault };
            return CodePattern.Of(pattern).Read(query.Code.Trim().ToUpperInvariant()) is { } reading
                ? Nothing with { Fits = true, Kind = query.Kind, OwnCode = reading.Item, Quantity = reading.Kilograms ?? reading.Pieces, Amount = reading.Amount }
                : Nothing;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/code-masks/try", (long? storeId, string? code, CodeKind? kind, string? pattern, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId ?? PriceRow.WholeChain, code ?? "", kind ?? CodeKind.Product, pattern), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(TryCode)).WithSummary("What a code means by the masks, or by a pattern that is being written")
            .ProducesValidationProblem();
    }
}
