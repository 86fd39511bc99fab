using Store.Catalog.Barcodes;

namespace Store.Catalog.Products;

/// <summary>What people fill in of a product.</summary>
internal interface IProductFields
{
    /// <summary>Item code (货号), unique without regard to case.</summary>
    string Code { get; }

    string Name { get; }

    string? Brand { get; }

    string? Spec { get; }

    /// <summary>What price and stock count in, such as 瓶 or kg.</summary>
    string Unit { get; }

    string TaxCode { get; }

    IReadOnlyList<ProductBarcode>? Barcodes { get; }

    /// <summary>Names of <see cref="Store.Contracts.Catalog.ItemFlags"/>; null: as they are.</summary>
    IReadOnlyList<string>? Flags { get; }

    /// <summary>From what age it may be sold, 0 for everyone; null: as it is.</summary>
    int? AgeLimit { get; }

    /// <summary>What one unit holds; null: as it is.</summary>
    NetContent? Content { get; }
}

internal sealed class ProductFieldsValidator : AbstractValidator<IProductFields>
{
    public const int BarcodesAtMost = 100;

    public ProductFieldsValidator()
    {
        RuleFor(product => product.Code).NotEmpty().MaximumLength(48).IsPlainText();
        RuleFor(product => product.Name).NotEmpty().MaximumLength(200).IsPlainText();
        RuleFor(product => product.Brand).MaximumLength(100).IsPlainText();
        RuleFor(product => product.Spec).MaximumLength(100).IsPlainText();
        RuleFor(product => product.Unit).NotEmpty().MaximumLength(20).IsPlainText();
        RuleFor(product => product.TaxCode).NotEmpty().MaximumLength(20);
        RuleFor(product => product.Barcodes)
            .Must(barcodes => barcodes is null || barcodes.Count <= BarcodesAtMost).WithMessage($"A product has at most {BarcodesAtMost} barcodes.")
            .Must(barcodes => barcodes is null || barcodes.All(barcode => barcode is not null)).WithMessage("A barcode is missing.");
        RuleFor(product => product.Barcodes).Must((product, barcodes) => OneFactorPerUnit(product.Unit, barcodes!)).WithMessage("One unit of a product has one factor.")
            .When(product => product.Barcodes?.All(barcode => barcode is not null) == true);
        RuleFor(product => product.Flags).Must(flags => flags is null || ItemFlagNames.AreKnown(flags)).WithMessage($"The flags of a product are {ItemFlagNames.Known}.");
        RuleFor(product => product.AgeLimit).InclusiveBetween(0, ItemFlagNames.AgeAtMost);
        RuleFor(product => product.Content!).SetValidator(new NetContentValidator()).When(product => product.Content is not null);
        RuleForEach(product => product.Barcodes).SetValidator(new ProductBarcodeValidator()).When(product => product.Barcodes?.All(barcode => barcode is not null) == true);
    }

    private static bool OneFactorPerUnit(string productUnit, IEnumerable<ProductBarcode> barcodes) => barcodes
        .Where(barcode => !string.IsNullOrEmpty(barcode.Unit) && barcode.Unit != productUnit).GroupBy(barcode => barcode.Unit, StringComparer.Ordinal)
        .All(unit => unit.Select(barcode => barcode.Factor).Distinct().Count() == 1);
}
