using Store.Catalog.Prices;
using Store.Catalog.Styles;

namespace Store.Catalog.PriceChanges;

/// <summary>One price of a document.</summary>
/// <param name="ProductId">The product; 0 where the line is for a style.</param>
/// <param name="Price">The new price of one unit; null: the price of the store or on the list ends, and what else there is holds again.</param>
/// <param name="Unit">The unit that the price is for; left out: the product's own.</param>
/// <param name="StoreId">One of the document's stores; 0 for all of them.</param>
/// <param name="StyleId">The style: its variants get the price unless they have prices of their own in the same place; 0 where the line is for a product.</param>
internal sealed record PriceChangeLine(long ProductId, Money? Price, string? Unit = null, long StoreId = 0, long StyleId = 0) : IPricedLine;

/// <summary>What making and editing a document have in common.</summary>
internal interface IPriceChangeFields
{
    string Reason { get; }

    /// <summary>The price list; 0 for retail prices.</summary>
    long ListId { get; }

    /// <summary>Where it holds; null or empty: in the whole chain, or wherever the list holds.</summary>
    IReadOnlyList<long>? StoreIds { get; }

    /// <summary>When it begins by the store's wall clock; null: on approval.</summary>
    DateTime? From { get; }

    /// <summary>When it ends; null where it does not.</summary>
    DateTime? To { get; }

    /// <summary>Its prices; null leaves them as they are.</summary>
    IReadOnlyList<PriceChangeLine>? Lines { get; }
}

internal sealed class PriceChangeFieldsValidator : AbstractValidator<IPriceChangeFields>
{
    public const int LinesAtMost = 2000;

    private const int StoresAtMost = 1000;

    public PriceChangeFieldsValidator()
    {
        RuleFor(change => change.Reason).NotEmpty().MaximumLength(200).IsPlainText();
        RuleFor(change => change.ListId).GreaterThanOrEqualTo(0);
        RuleFor(change => change.StoreIds).Must(stores => stores is null || (stores.Count <= StoresAtMost && stores.All(storeId => storeId > 0))).WithMessage($"At most {StoresAtMost} stores.");
        RuleFor(change => change.From).IsWallClockTime();
        RuleFor(change => change.To).IsWallClockTime();
        RuleFor(change => change.To).Must((change, to) => to is null || change.From is null || to > change.From).WithMessage("It ends after it begins.");
        RuleFor(change => change.Lines).Must(lines => lines is null || lines.Count <= LinesAtMost).WithMessage($"At most {LinesAtMost} prices in one document.");
        RuleForEach(change => change.Lines).ChildRules(line =>
        {
            line.RuleFor(one => one.Price).IsPrice();
            line.RuleFor(one => one.Unit).MaximumLength(20);
            line.RuleFor(one => one.StoreId).GreaterThanOrEqualTo(0);
            line.RuleFor(one => one).IsForProductOrStyle();
        });
    }
}
