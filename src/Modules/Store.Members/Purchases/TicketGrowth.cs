using Store.Contracts.Checkout;
using Store.Members.Levels;

namespace Store.Members.Purchases;

/// <summary>
/// What tickets do to growth value. What is bought earns it at the rate of today; goods that come back take along what is left of what their sale had earned, by share and with the
/// last of them all of it, whatever the rate has become.
/// </summary>
internal sealed class TicketGrowth
{
    private readonly Dictionary<long, Quantity> growth = [];
    private readonly Dictionary<long, Visit> fresh = [];
    private readonly Dictionary<long, Visit> changed = [];

    private TicketGrowth()
    {
    }

    /// <summary>What a ticket brings or takes.</summary>
    public Quantity this[long saleId] => growth[saleId];

    /// <summary>The tickets themselves.</summary>
    public IReadOnlyList<Visit> Fresh => [.. fresh.Values];

    /// <summary>Earlier sales of which less is left.</summary>
    public IReadOnlyList<Visit> Changed => [.. changed.Values];

    /// <param name="sales">Tickets that have not been counted yet.</param>
    /// <param name="visits">The sales from which goods come back on them, as far as they have been counted.</param>
    /// <param name="settings">The rate of today.</param>
    public static TicketGrowth Of(IReadOnlyList<MemberSale> sales, IReadOnlyDictionary<long, Visit> visits, LevelSettings settings)
    {
        var tickets = new TicketGrowth();
        foreach (var sale in sales)
        {
            var sold = sale.Total + Money.Sum(sale.BroughtBack.Select(original => original.Amount));
            tickets.growth[sale.SaleId] = settings.GrowthOf(sold);
            tickets.fresh[sale.SaleId] = new Visit(sale.SaleId, sale.MemberId, sold, settings.GrowthOf(sold));
        }

        foreach (var sale in sales)
        {
            foreach (var original in sale.BroughtBack)
                tickets.growth[sale.SaleId] -= tickets.Take(original, visits, settings);
        }

        return tickets;
    }

    private Quantity Take(BroughtBack original, IReadOnlyDictionary<long, Visit> visits, LevelSettings settings)
    {
        var before = fresh.GetValueOrDefault(original.SaleId) ?? changed.GetValueOrDefault(original.SaleId) ?? visits.GetValueOrDefault(original.SaleId);
        if (before is not { Left: { } left, LeftGrowth: { } leftGrowth })
            return settings.GrowthOf(original.Amount);
        var taken = original.Amount >= left ? leftGrowth : new Quantity(new Money(leftGrowth.Milli).Share(original.Amount.Minor, left.Minor).Minor);
        (fresh.ContainsKey(original.SaleId) ? fresh : changed)[original.SaleId] = before with { Left = left - original.Amount, LeftGrowth = leftGrowth - taken };
        return taken;
    }
}

/// <summary>A sale that has been counted.</summary>
/// <param name="SaleId">The sale.</param>
/// <param name="MemberId">Whose.</param>
/// <param name="Left">What was paid for goods that have not come back; null for a sale from before this was kept.</param>
/// <param name="LeftGrowth">The growth value that those have earned.</param>
internal sealed record Visit(long SaleId, long MemberId, Money? Left, Quantity? LeftGrowth);
