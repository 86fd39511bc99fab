namespace Store.Checkout.Parking;

/// <summary>
/// A basket as a till puts it away, with nothing paid on it. The lines say what it is in a shape that every till reads; what the till needs besides to show it again just
/// as it was goes with it as text, which only tills of the same format read.
/// </summary>
/// <param name="Format">The format of <paramref name="TillState"/>.</param>
/// <param name="Lines">The goods.</param>
/// <param name="MemberId">Who buys.</param>
/// <param name="Coupons">Coupon codes that were presented.</param>
/// <param name="DiscountPercent">A discount on the whole ticket.</param>
/// <param name="DiscountAmount">Or an amount off it.</param>
/// <param name="TillState">The till's own basket as JSON.</param>
internal sealed record ParkedBasket(
    int Format, IReadOnlyList<ParkedLine> Lines, long? MemberId, IReadOnlyList<string>? Coupons, decimal? DiscountPercent, Money? DiscountAmount, string? TillState);

/// <param name="ProductId">What.</param>
/// <param name="ProductCode">Its item code.</param>
/// <param name="ProductName">Name as shown.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Quantity">How much.</param>
/// <param name="UnitPrice">The price shown.</param>
/// <param name="Amount">What the line comes to.</param>
/// <param name="Barcode">What was scanned.</param>
/// <param name="DiscountPercent">A manual discount on the line.</param>
/// <param name="DiscountAmount">Or an amount off it.</param>
/// <param name="OverridePrice">A price put in by hand.</param>
/// <param name="ReasonCode">Why.</param>
/// <param name="SellerId">Who sold it.</param>
internal sealed record ParkedLine(
    long ProductId, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money UnitPrice, Money Amount, string? Barcode, decimal? DiscountPercent, Money? DiscountAmount,
    Money? OverridePrice, string? ReasonCode, long? SellerId);

internal sealed class ParkedBasketValidator : AbstractValidator<ParkedBasket>
{
    private const int StateAtMost = 500_000;

    public ParkedBasketValidator()
    {
        RuleFor(basket => basket.Format).GreaterThan(0);
        RuleFor(basket => basket.Lines).NotEmpty().Must(lines => lines is null || lines.Count <= 500).WithMessage("A basket has at most 500 lines.");
        RuleForEach(basket => basket.Lines).NotNull().ChildRules(line =>
        {
            line.RuleFor(one => one.ProductCode).NotEmpty().MaximumLength(40);
            line.RuleFor(one => one.ProductName).NotEmpty().MaximumLength(200);
            line.RuleFor(one => one.Unit).NotNull().MaximumLength(20);
            line.RuleFor(one => one.Quantity).GreaterThan(Quantity.Zero).LessThanOrEqualTo(new Quantity(100_000 * Quantity.PerUnit));
            line.RuleFor(one => one.UnitPrice).GreaterThanOrEqualTo(Money.Zero);
            line.RuleFor(one => one.Amount).GreaterThanOrEqualTo(Money.Zero);
            line.RuleFor(one => one.Barcode).MaximumLength(48);
            line.RuleFor(one => one.ReasonCode).MaximumLength(40);
        });
        RuleFor(basket => basket.Coupons).Must(coupons => coupons is null || (coupons.Count <= 50 && coupons.All(code => code is { Length: > 0 and <= 64 })))
            .WithMessage("At most 50 coupon codes of 64 characters.");
        RuleFor(basket => basket.TillState).MaximumLength(StateAtMost);
    }
}

internal static class ParkStates
{
    public const string Parked = "Parked";
    public const string Recalled = "Recalled";
    public const string Voided = "Voided";
}
