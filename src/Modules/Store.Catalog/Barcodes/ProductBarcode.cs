using System.Text.RegularExpressions;

namespace Store.Catalog.Barcodes;

/// <summary>A code to scan, and how much of the product it stands for: a case of 24 pieces has the factor 24.</summary>
/// <param name="Barcode">A GTIN of 8, 12, 13 or 14 digits with its check digit, or a code of the shop's own.</param>
/// <param name="Unit">What the code is printed on, such as 箱; empty: the product's own unit.</param>
/// <param name="Factor">How many of the product's units it holds.</param>
internal sealed record ProductBarcode(string Barcode, string? Unit, Quantity Factor);

internal sealed partial class ProductBarcodeValidator : AbstractValidator<ProductBarcode>
{
    private static readonly Quantity FactorAtMost = Quantity.FromDecimal(100_000);

    public ProductBarcodeValidator()
    {
        RuleFor(barcode => barcode.Barcode).Cascade(CascadeMode.Stop).NotEmpty().MaximumLength(48)
            .Must(barcode => Allowed().IsMatch(barcode)).WithMessage("The barcode '{PropertyValue}' has characters other than letters, digits and . _ / + -.")
            .Must(barcode => !Shortened().IsMatch(barcode)).WithMessage("The barcode '{PropertyValue}' has lost its digits in a spreadsheet; format the column as text.")
            .Must(barcode => !Gtin.HasShape(barcode) || Gtin.CheckDigitIsRight(barcode)).WithMessage("The barcode '{PropertyValue}' has a wrong check digit.")
            .Must(barcode => !Gtin.HasShape(barcode) || barcode.Any(digit => digit != '0')).WithMessage("A barcode is not all zeros.");
        RuleFor(barcode => barcode.Unit).MaximumLength(20).Matches(@"\A[^\s;|,，；、*\p{C}]*\z").WithMessage("A barcode's unit is one word.");
        RuleFor(barcode => barcode.Factor).Must(factor => factor > Quantity.Zero && factor <= FactorAtMost).WithMessage($"A barcode stands for more than 0 and at most {FactorAtMost} units.");
    }

    [GeneratedRegex(@"\A[0-9A-Za-z][0-9A-Za-z._/+-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed();

    [GeneratedRegex(@"\A\d(\.\d+)?[Ee]\+?\d+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shortened();
}
