using Store.Contracts.Catalog;

namespace Store.Catalog.Codes;

/// <summary>A row of <c>catalog.CodeMasks</c>.</summary>
/// <param name="CodeMaskId">The mask.</param>
/// <param name="StoreId">Where it holds; 0 for the whole chain.</param>
/// <param name="Position">Its place in the order; a store's own are tried before the chain's.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">One of <see cref="CodeKind"/>, but for Unknown.</param>
/// <param name="Pattern">See <see cref="CodePattern"/>.</param>
/// <param name="Active">Whether it is tried.</param>
/// <param name="Version">Counts its changes.</param>
internal sealed record CodeMaskRow(long CodeMaskId, long StoreId, int Position, string Name, string Kind, string Pattern, bool Active, int Version);

/// <summary>What people fill in of a mask.</summary>
internal interface ICodeMaskFields
{
    int Position { get; }

    string Name { get; }

    CodeKind Kind { get; }

    string Pattern { get; }
}

internal sealed class CodeMaskFieldsValidator : AbstractValidator<ICodeMaskFields>
{
    private const int PositionAtMost = 1_000_000;

    public CodeMaskFieldsValidator()
    {
        RuleFor(mask => mask.Position).InclusiveBetween(0, PositionAtMost);
        RuleFor(mask => mask.Name).NotEmpty().MaximumLength(100).IsPlainText();
        RuleFor(mask => mask.Kind).IsInEnum().NotEqual(CodeKind.Unknown);
        RuleFor(mask => mask.Pattern).NotEmpty().MaximumLength(CodePattern.LengthAtMost);
        RuleFor(mask => mask).Custom((mask, context) =>
        {
            if (Fault(mask.Kind, mask.Pattern) is { } fault)
                context.AddFailure(nameof(ICodeMaskFields.Pattern), fault);
        }).When(mask => mask.Pattern is { Length: > 0 and <= CodePattern.LengthAtMost });
    }

    /// <summary>What is wrong with a pattern for codes of a kind; null where nothing is.</summary>
    public static string? Fault(CodeKind kind, string pattern)
    {
        try
        {
            var read = CodePattern.Of(pattern);
            if (kind == CodeKind.Product && !read.HasItem)
                return "The pattern has no place for the item: I.";
            return kind != CodeKind.Product && read.HasValue ? "Only a label of goods has an amount, a weight or a number of pieces." : null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }
}
