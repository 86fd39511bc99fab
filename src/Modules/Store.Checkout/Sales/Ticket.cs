namespace Store.Checkout.Sales;

/// <summary>What lies on the counter and under what conditions, before anything is worked out: the same for a price that is asked and a sale that is recorded.</summary>
internal interface ITicket
{
    long StoreId { get; }

    IReadOnlyList<TicketLine> Lines { get; }

    /// <summary>Who buys; null for a passer-by.</summary>
    long? MemberId { get; }

    /// <summary>Customer groups that the cashier has added without a member, such as students.</summary>
    IReadOnlyList<long>? GroupIds { get; }

    /// <summary>Coupon codes.</summary>
    IReadOnlyList<string>? Coupons { get; }

    /// <summary>Taken off the whole ticket after everything else.</summary>
    ManualDiscount? Discount { get; }

    /// <summary>Why no tax is charged; null where it is.</summary>
    TaxExemption? Exemption { get; }

    /// <summary>The prices were agreed before, in an order or a quotation: they stand as they are, and nobody's limit is asked again.</summary>
    bool Agreed => false;

    /// <summary>The goods leave the shop with this ticket, so that what has a serial or batch number says which. An order's goods leave later.</summary>
    bool HandsOver => true;
}

/// <param name="ProductId">What.</param>
/// <param name="Quantity">How much, in the unit.</param>
/// <param name="UnitPrice">The price of one unit that the till showed, before promotions; the new one where it was overridden.</param>
/// <param name="Barcode">What was scanned, if anything was.</param>
/// <param name="Unit">The unit sold, such as the box; null for the base unit.</param>
/// <param name="Discount">Taken off this line by hand.</param>
/// <param name="PriceReason">Why the price was overridden; null where it was not.</param>
/// <param name="SellerId">Who sold it; null for the cashier alone.</param>
/// <param name="SerialNumber">The serial number of goods that have one.</param>
/// <param name="BatchNumber">The batch of goods that have one.</param>
/// <param name="LabelAmount">What the scale's label that was scanned says that it costs; null where it says none.</param>
/// <param name="CardCode">The gift card that is sold or topped up here; null for anything else. Handed on, never kept.</param>
internal sealed record TicketLine(
    long ProductId, Quantity Quantity, Money UnitPrice, string? Barcode, string? Unit = null, ManualDiscount? Discount = null, string? PriceReason = null, long? SellerId = null,
    string? SerialNumber = null, string? BatchNumber = null, Money? LabelAmount = null, string? CardCode = null);

/// <summary>A discount given by hand: a percentage or an amount, and why.</summary>
/// <param name="Percent">In percent, to two decimals; null where it is an amount.</param>
/// <param name="Amount">In the terms of the shelf price; null where it is a percentage.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record ManualDiscount(decimal? Percent, Money? Amount, string Reason);

/// <param name="Number">The exemption's number, as on the customer's paper.</param>
/// <param name="Reason">Why.</param>
internal sealed record TaxExemption(string Number, string Reason);

internal sealed class TicketValidator : AbstractValidator<ITicket>
{
    public const int LinesAtMost = 500;

    public TicketValidator()
    {
        RuleFor(ticket => ticket.Lines).Must(lines => lines is null || lines.Count <= LinesAtMost).WithMessage($"A sale has at most {LinesAtMost} lines.");
        RuleForEach(ticket => ticket.Lines).NotNull().ChildRules(line =>
        {
            line.RuleFor(one => one.Quantity).GreaterThan(Quantity.Zero).LessThanOrEqualTo(new Quantity(100_000 * Quantity.PerUnit));
            line.RuleFor(one => one.UnitPrice).GreaterThanOrEqualTo(Money.Zero);
            line.RuleFor(one => one.Barcode).MaximumLength(48);
            line.RuleFor(one => one.Unit).MaximumLength(20);
            line.RuleFor(one => one.PriceReason).MaximumLength(200);
            line.RuleFor(one => one.LabelAmount).GreaterThan(Money.Zero);
            line.RuleFor(one => one.SerialNumber).MaximumLength(60);
            line.RuleFor(one => one.BatchNumber).MaximumLength(60);
            line.RuleFor(one => one.CardCode).MaximumLength(60);
            line.RuleFor(one => one.Discount!).SetValidator(new ManualDiscountValidator()).When(one => one.Discount is not null);
        });
        RuleFor(ticket => ticket.GroupIds).Must(groups => groups is null || groups.Count <= 20).WithMessage("A ticket has at most 20 groups.");
        RuleFor(ticket => ticket.Coupons).Must(codes => codes is null || (codes.Count <= 20 && codes.All(code => code is { Length: > 0 and <= 60 })))
            .WithMessage("A ticket has at most 20 coupons, each a code of at most 60 characters.");
        RuleFor(ticket => ticket.Discount!).SetValidator(new ManualDiscountValidator()).When(ticket => ticket.Discount is not null);
        RuleFor(ticket => ticket.Exemption!).ChildRules(exemption =>
        {
            exemption.RuleFor(one => one.Number).NotEmpty().MaximumLength(40);
            exemption.RuleFor(one => one.Reason).NotEmpty().MaximumLength(200);
        }).When(ticket => ticket.Exemption is not null);
    }
}

internal sealed class ManualDiscountValidator : AbstractValidator<ManualDiscount>
{
    public ManualDiscountValidator()
    {
        RuleFor(discount => discount).Must(discount => discount.Percent is null != discount.Amount is null).WithMessage("A discount is a percentage or an amount.");
        RuleFor(discount => discount.Percent).GreaterThan(0).LessThanOrEqualTo(100).PrecisionScale(5, 2, ignoreTrailingZeros: true);
        RuleFor(discount => discount.Amount).GreaterThan(Money.Zero);
        RuleFor(discount => discount.Reason).NotEmpty().MaximumLength(200);
    }
}
