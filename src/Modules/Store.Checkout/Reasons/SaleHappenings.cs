using Store.Checkout.Sales;

namespace Store.Checkout.Reasons;

/// <summary>What happens in a sale that tills may ask about: the sale, each item, each tender, each discount and price by hand, and goods that come back.</summary>
internal static class SaleHappenings
{
    public static IReadOnlyList<Happening> Of(CompleteSale.Command command, PricedTicket ticket)
    {
        var happened = new List<Happening> { new(ReasonEvents.Sale) };
        happened.AddRange(command.Payments.Select(payment => payment.Tender).Distinct(StringComparer.Ordinal).Select(tender => new Happening(ReasonEvents.Tender, Reason: tender)));
        if (command.Returns is { Count: > 0 })
            happened.Add(new Happening(ReasonEvents.Return, Reason: command.ReturnReason));
        foreach (var line in ticket.Lines)
            happened.Add(new Happening(ReasonEvents.Item, line.Number, line.Product.ProductId, line.Product.CategoryId));
        if (!command.Agreed)
            happened.AddRange(ByHand(command));
        return happened;
    }

    /// <summary>Prices that were agreed in an order are nobody's doing at this till.</summary>
    private static IEnumerable<Happening> ByHand(CompleteSale.Command command)
    {
        if (command.Discount is { } offTheTicket)
            yield return new Happening(ReasonEvents.Discount, Reason: offTheTicket.Reason);
        foreach (var (number, line) in command.Lines.Select((line, index) => (index + 1, line)))
        {
            if (line.Discount is { } discount)
                yield return new Happening(ReasonEvents.Discount, number, line.ProductId, Reason: discount.Reason);
            if (line.PriceReason is { } reason)
                yield return new Happening(ReasonEvents.PriceOverride, number, line.ProductId, Reason: reason);
        }
    }

    /// <summary>Under which line of the sale the answers about each line of the ticket are kept: a kit's under its first part.</summary>
    public static IReadOnlyDictionary<int, int> Lines(PricedTicket ticket) =>
        ticket.SaleLines.GroupBy(line => line.TicketLine).ToDictionary(lines => lines.Key, lines => lines.Min(line => line.LineNumber));
}
