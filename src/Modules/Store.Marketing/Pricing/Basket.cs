using System.Runtime.InteropServices;
using Store.Contracts.Marketing;

namespace Store.Marketing.Pricing;

/// <summary>
/// A basket as the promotions see it: equal goods together, however they were scanned, in an order of their own, so that neither the order of the lines nor their number
/// matters. Lines that take no discount, cost nothing or go back are not in it.
/// </summary>
internal sealed class Basket
{
    public Basket(IReadOnlyList<BasketLine> lines)
    {
        Goods =
        [
            .. lines.Where(line => line.TakesDiscount && line.Quantity > Quantity.Zero && line.Gross > Money.Zero)
                .GroupBy(line => (line.ProductId, line.Unit, line.UnitPrice.Minor, line.CategoryId, line.Brand, Whole: IsWhole(line) ? 0 : line.Quantity.Milli, Line: IsWhole(line) ? 0 : line.LineNumber))
                .OrderBy(group => group.Key.ProductId).ThenBy(group => group.Key.Unit, StringComparer.Ordinal).ThenByDescending(group => group.Key.Minor)
                .ThenBy(group => group.Key.CategoryId).ThenBy(group => group.Key.Brand, StringComparer.Ordinal).ThenBy(group => group.Key.Whole).ThenBy(group => group.Key.Line)
                .Select(group => new Goods([.. group.OrderBy(line => line.LineNumber)], group.Key.Whole == 0)),
        ];
        Lots = [.. Goods.Select((goods, index) => new Lot(index, 0, goods.Pieces, goods.Value))];
    }

    public IReadOnlyList<Goods> Goods { get; }

    /// <summary>Everything, before any discount.</summary>
    public List<Lot> Lots { get; }

    private static bool IsWhole(BasketLine line) => !line.Weighed && line.Quantity.Milli % Quantity.PerUnit == 0;
}

/// <summary>Equal pieces of goods, from one line or more; or one weighed line, which is one piece.</summary>
internal sealed class Goods
{
    public Goods(IReadOnlyList<BasketLine> lines, bool whole)
    {
        Lines = lines;
        Whole = whole;
        Pieces = whole ? checked((int)lines.Sum(line => line.Quantity.Milli / Quantity.PerUnit)) : 1;
        Value = whole ? Line.UnitPrice.Minor : Line.Gross.Minor;
    }

    /// <summary>In the order of their numbers; pieces are counted through them.</summary>
    public IReadOnlyList<BasketLine> Lines { get; }

    public BasketLine Line => Lines[0];

    /// <summary>Whether they are whole pieces, and not something weighed.</summary>
    public bool Whole { get; }

    public int Pieces { get; }

    /// <summary>What one piece costs, in minor units.</summary>
    public long Value { get; }

    /// <summary>What one piece would cost at another unit price.</summary>
    public long At(long unitPrice) => Whole ? unitPrice : Money.Of(new Money(unitPrice), Line.Quantity).Minor;

    /// <summary>Which pieces of which lines these are.</summary>
    public IEnumerable<(BasketLine Line, int Start, int Count)> LinesOf(int start, int count)
    {
        var at = 0;
        foreach (var line in Lines)
        {
            var pieces = Whole ? (int)(line.Quantity.Milli / Quantity.PerUnit) : 1;
            var from = Math.Max(start, at);
            var to = Math.Min(start + count, at + pieces);
            if (from < to)
                yield return (line, from, to - from);
            at += pieces;
        }
    }
}

/// <summary>Pieces of the same goods that cost the same by now.</summary>
/// <param name="Goods">Their place among the basket's goods.</param>
/// <param name="Start">The first of them, counted through the goods.</param>
/// <param name="Count">How many.</param>
/// <param name="Value">What each still costs, in minor units.</param>
/// <param name="Touched">Whether a compound promotion has them already: exclusive and best ones of lower priority keep away.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Lot(int Goods, int Start, int Count, long Value, bool Touched = false)
{
    public long Total => Value * Count;
}

/// <param name="Lot">The place of the lot.</param>
/// <param name="Count">How many of its pieces.</param>
/// <param name="Off">What comes off all of them together, in minor units; nothing for goods that only help.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Take(int Lot, int Count, long Off);

/// <summary>One use of a promotion on certain pieces.</summary>
internal sealed class Application(Candidate candidate, IReadOnlyList<Take> takes)
{
    public Candidate Candidate => candidate;

    public Promotion Promotion => candidate.Promotion;

    public IReadOnlyList<Take> Takes => takes;

    public long Off { get; } = takes.Sum(take => take.Off);

    public int Pieces { get; } = takes.Sum(take => take.Count);

    /// <summary>The same as often as that, on as many more pieces of the same lots.</summary>
    public Application Repeated(int times) =>
        times == 1 ? this : new Application(candidate, [.. takes.Select(take => new Take(take.Lot, take.Count * times, take.Off * times))]);
}

/// <summary>How much work may still be spent on finding something better. Counted in steps, never in time, so that a busy machine prices like an idle one.</summary>
internal sealed class Work(int steps)
{
    public int Left { get; private set; } = steps;

    public bool Done => Left <= 0;

    public void Spend(int count) => Left -= count;
}
