using System.Runtime.InteropServices;

namespace Store.Marketing.Pricing;

/// <summary>What a promotion has taken off certain pieces of goods.</summary>
internal sealed class Given(Candidate candidate)
{
    private readonly List<Piece> pieces = [];

    public Candidate Candidate => candidate;

    public Promotion Promotion => candidate.Promotion;

    public IReadOnlyList<Piece> Pieces => pieces;

    /// <summary>Notes what the applications take off, and gives the lots as they are then.</summary>
    /// <param name="lots">The goods.</param>
    /// <param name="applications">What is applied to them.</param>
    /// <param name="keep">Whether pieces that are taken stay for others, at what they cost then.</param>
    /// <param name="given">Where it is noted; null: nowhere.</param>
    public static List<Lot> Settle(IReadOnlyList<Lot> lots, IReadOnlyList<Application> applications, bool keep, List<Given>? given)
    {
        var gone = new int[lots.Count];
        var left = new List<Lot>(lots.Count + applications.Count);
        foreach (var application in applications)
        {
            var note = new Given(application.Candidate);
            foreach (var take in application.Takes)
            {
                var lot = lots[take.Lot];
                var start = lot.Start + gone[take.Lot];
                gone[take.Lot] += take.Count;
                note.pieces.Add(new Piece(lot.Goods, start, take.Count, take.Off));
                if (!keep)
                    continue;

                // Cents that do not go round are the first pieces'.
                var (each, more) = (take.Off / take.Count, (int)(take.Off % take.Count));
                if (more > 0)
                    left.Add(new Lot(lot.Goods, start, more, lot.Value - each - 1, Touched: true));
                if (more < take.Count)
                    left.Add(new Lot(lot.Goods, start + more, take.Count - more, lot.Value - each, Touched: true));
            }

            given?.Add(note);
        }

        for (var i = 0; i < lots.Count; i++)
        {
            if (gone[i] < lots[i].Count)
                left.Add(lots[i] with { Start = lots[i].Start + gone[i], Count = lots[i].Count - gone[i] });
        }

        left.Sort((one, other) => one.Goods != other.Goods ? one.Goods.CompareTo(other.Goods) : one.Start.CompareTo(other.Start));
        return left;
    }
}

/// <param name="Goods">Their place among the basket's goods.</param>
/// <param name="Start">The first, counted through the goods.</param>
/// <param name="Count">How many.</param>
/// <param name="Off">What comes off them together, in minor units; the first ones get a cent that does not go round.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Piece(int Goods, int Start, int Count, long Off);
