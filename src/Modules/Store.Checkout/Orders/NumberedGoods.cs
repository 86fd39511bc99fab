using Store.Checkout.Sales;

namespace Store.Checkout.Orders;

/// <summary>Pieces of an order's line that leave under a serial or batch number.</summary>
/// <param name="LineNumber">The order's line.</param>
/// <param name="Quantity">How many of them; null for the whole line.</param>
/// <param name="SerialNumber">Their serial number.</param>
/// <param name="BatchNumber">Their batch.</param>
internal sealed record NumberedGoods(int LineNumber, Quantity? Quantity = null, string? SerialNumber = null, string? BatchNumber = null)
{
    /// <summary>The lines of the ticket: each as it was agreed, a line whose pieces have several numbers as often, with its discount spread over them.</summary>
    /// <exception cref="RuleBroken"><c>order.goods_differ</c>: an unknown line, or not as many pieces as were ordered.</exception>
    public static IReadOnlyList<TicketLine> Split(IReadOnlyList<(int LineNumber, TicketLine Agreed)> lines, IReadOnlyList<NumberedGoods> goods)
    {
        if (goods.FirstOrDefault(one => lines.All(line => line.LineNumber != one.LineNumber)) is { } unknown)
            throw Differ(unknown.LineNumber);
        return [.. lines.SelectMany(line => Parts(line.LineNumber, line.Agreed, [.. goods.Where(one => one.LineNumber == line.LineNumber)]))];
    }

    private static IEnumerable<TicketLine> Parts(int lineNumber, TicketLine agreed, IReadOnlyList<NumberedGoods> goods)
    {
        if (goods.Count == 0)
            return [agreed];
        var parts = goods.Select(one => agreed with { Quantity = one.Quantity ?? agreed.Quantity, SerialNumber = one.SerialNumber, BatchNumber = one.BatchNumber }).ToList();

        // Only whole pieces are split: what each comes to is then exactly its part of what was agreed.
        var whole = parts.TrueForAll(part => part.Quantity > Kernel.Values.Quantity.Zero && part.Quantity.Milli % Kernel.Values.Quantity.PerUnit == 0);
        if (Kernel.Values.Quantity.Sum(parts.Select(part => part.Quantity)) != agreed.Quantity || (parts.Count > 1 && !whole))
            throw Differ(lineNumber);
        if (agreed.Discount?.Amount is not { } discount)
            return parts;
        var shares = discount.Spread([.. parts.Select(part => part.Quantity.Milli)]);
        return parts.Select((part, index) => part with { Discount = shares[index] > Money.Zero ? agreed.Discount with { Amount = shares[index] } : null });
    }

    private static RuleBroken Differ(int lineNumber) => new(
        "order.goods_differ", $"The numbers for line {lineNumber} are not for the pieces that were ordered.", new Dictionary<string, object?> { ["lineNumber"] = lineNumber });
}

internal sealed class NumberedGoodsValidator : AbstractValidator<IReadOnlyList<NumberedGoods>>
{
    public NumberedGoodsValidator()
    {
        RuleFor(goods => goods).Must(goods => goods.Count <= TicketValidator.LinesAtMost).WithName("Goods").WithMessage($"At most {TicketValidator.LinesAtMost} numbers.");
        RuleForEach(goods => goods).NotNull().ChildRules(one =>
        {
            one.RuleFor(goods => goods.SerialNumber).MaximumLength(60);
            one.RuleFor(goods => goods.BatchNumber).MaximumLength(60);
        });
    }
}
