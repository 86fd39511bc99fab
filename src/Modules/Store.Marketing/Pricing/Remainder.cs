namespace Store.Marketing.Pricing;

/// <summary>
/// What becomes of the pieces that no deal has taken: each lot goes to the best promotion that looks at pieces by themselves, or to the compound ones together, whichever
/// takes more off.
/// </summary>
internal sealed class Remainder
{
    private const int RoundsAtMost = 3;
    private const int WaysToShare = 64;

    private readonly IReadOnlyList<Lot> lots;
    private readonly List<Candidate> byPiece;
    private readonly List<Candidate> compound;
    private readonly bool compoundIsByPiece;
    private readonly Work work;
    private readonly long[]?[] known;

    public Remainder(IReadOnlyList<Candidate> candidates, IReadOnlyList<Lot> lots, Work work)
    {
        this.lots = lots;
        this.work = work;
        byPiece = [.. candidates.Where(candidate => !candidate.Compound && candidate.IsByPiece).OrderBy(Tier.Rank)];
        compound = [.. candidates.Where(candidate => candidate.Compound).OrderBy(candidate => candidate.Promotion.Step).ThenBy(candidate => candidate.Promotion.PromotionId)];
        compoundIsByPiece = compound.TrueForAll(candidate => candidate.IsByPiece);
        known = new long[]?[lots.Count];
    }

    /// <summary>The most that these pieces bring.</summary>
    /// <param name="left">How many pieces of each lot are left.</param>
    /// <param name="byThemselves">Filled with how many of them go to a promotion by the piece; the compound ones get the others.</param>
    /// <param name="thorough">Whether to try every way to part them, where there are few.</param>
    public long Share(int[] left, int[] byThemselves, bool thorough)
    {
        if (!compoundIsByPiece)
            return ShareCompound(left, byThemselves, thorough);
        var off = 0L;
        for (var lot = 0; lot < lots.Count; lot++)
        {
            if (left[lot] == 0)
                continue;
            work.Spend(1);
            var most = MostFor(lot, left[lot]);
            if (most < 0)
                byThemselves[lot] = left[lot];
            off += Math.Abs(most);
        }

        return off;
    }

    /// <summary>The most that so many pieces of a lot bring; below zero where they bring it by themselves, and not with the compound ones. Asked over and over, so it is kept.</summary>
    private long MostFor(int lot, int count)
    {
        const int CountsKept = 256;
        var kept = count <= CountsKept ? known[lot] ??= new long[Math.Min(lots[lot].Count, CountsKept) + 1] : null;
        if (kept is not null && kept[count] != 0)
            return kept[count] == long.MaxValue ? 0 : kept[count];
        var alone = BestPieces(lot, count).Off;
        var together = OffCompound([lots[lot] with { Count = count }]);
        var most = alone > 0 && alone >= together ? -alone : together;
        if (kept is not null)
            kept[count] = most == 0 ? long.MaxValue : most;
        return most;
    }

    /// <summary>No piece of a lot brings more than that.</summary>
    public long AtMostPerPiece(int lot)
    {
        var most = 0L;
        if (compound.Exists(candidate => candidate.FitsAny(lots[lot])))
            most = compoundIsByPiece ? Math.Min(lots[lot].Value, (OffCompound([lots[lot]]) / lots[lot].Count) + 1 + compound.Count) : lots[lot].Value;
        foreach (var candidate in byPiece)
        {
            if (most < lots[lot].Value && !lots[lot].Touched && candidate.Fits(0, lots[lot]))
                most = Math.Max(most, Math.Min(lots[lot].Value, candidate.OffPieces(lots[lot], 1) + 1));
        }

        return most;
    }

    /// <summary>The promotion that takes most off these pieces of a lot, each by itself.</summary>
    public (Candidate? Candidate, long Off) BestPieces(int lot, int count)
    {
        var (found, most) = ((Candidate?)null, 0L);
        if (lots[lot].Touched)
            return (found, most);
        foreach (var candidate in byPiece)
        {
            if (candidate.Fits(0, lots[lot]) && candidate.OffPieces(lots[lot], count) is var off && off > most)
                (found, most) = (candidate, off);
        }

        return (found, most);
    }

    public long OffCompound(List<Lot> pieces)
    {
        if (compound.Count == 0)
            return 0;
        if (compoundIsByPiece && pieces is [var only] && !compound.Exists(candidate => candidate.Fits(0, only)))
            return 0;
        Compound(pieces, null, out var off);
        return off;
    }

    /// <summary>Lets the compound promotions take off one after the other: deal price, amount, percent; each counts on what those before it have left of the price.</summary>
    public List<Lot> Compound(List<Lot> pieces, List<Given>? given, out long off)
    {
        off = 0;
        foreach (var candidate in compound)
        {
            var applications = MostOf(candidate, pieces);
            if (applications.Count == 0)
                continue;
            off += applications.Sum(application => application.Off);
            pieces = Given.Settle(pieces, applications, keep: true, given);
        }

        return pieces;
    }

    private List<Application> MostOf(Candidate candidate, List<Lot> pieces)
    {
        var applications = new List<Application>();
        if (candidate.IsByPiece)
        {
            work.Spend(1);
            for (var lot = 0; lot < pieces.Count; lot++)
            {
                if (candidate.Fits(0, pieces[lot]) && candidate.OffPieces(pieces[lot], pieces[lot].Count) is > 0 and var off)
                    applications.Add(new Application(candidate, [new Take(lot, pieces[lot].Count, off)]));
            }

            return applications;
        }

        var free = pieces.Select(lot => lot.Count).ToArray();
        for (var left = candidate.TimesAtMost; left > 0;)
        {
            if (Deals.Best(candidate, pieces, free, alternatives: null, work) is not { } application)
                break;
            var times = Math.Max(1, Math.Min(left, application.Takes.GroupBy(take => take.Lot).Min(group => free[group.Key] / group.Sum(take => take.Count))));
            application = application.Repeated(times);
            applications.Add(application);
            Tier.Move(application, free, -1);
            left -= times;
        }

        return applications;
    }

    /// <summary>Parts the pieces that are left between promotions that take each by itself and compound ones that need several.</summary>
    private long ShareCompound(int[] left, int[] byThemselves, bool thorough)
    {
        var contested = Enumerable.Range(0, lots.Count).Where(lot => left[lot] > 0 && BestPieces(lot, left[lot]).Off > 0).ToList();
        var bestOff = Value([]);
        var bestSplit = new int[lots.Count];
        if (contested.Count > 0)
        {
            var ways = contested.Aggregate(1L, (product, lot) => Math.Min(WaysToShare + 1, product * (left[lot] + 1)));
            if (thorough && ways <= WaysToShare)
                Try(0, new int[lots.Count]);
            else
                Improve();
        }

        bestSplit.CopyTo(byThemselves, 0);
        return bestOff;

        long Value(int[] split)
        {
            work.Spend(lots.Count);
            var off = 0L;
            var rest = new List<Lot>();
            for (var lot = 0; lot < lots.Count; lot++)
            {
                var alone = split.Length == 0 ? 0 : split[lot];
                if (alone > 0)
                    off += BestPieces(lot, alone).Off;
                if (left[lot] > alone)
                    rest.Add(lots[lot] with { Count = left[lot] - alone, Start = lots[lot].Start + lots[lot].Count - left[lot] + alone });
            }

            return off + OffCompound(rest);
        }

        void Keep(int[] split)
        {
            if (Value(split) is var off && off > bestOff)
            {
                bestOff = off;
                split.CopyTo(bestSplit, 0);
            }
        }

        void Try(int at, int[] split)
        {
            if (at == contested.Count)
            {
                Keep(split);
                return;
            }

            for (var count = 0; count <= left[contested[at]]; count++)
            {
                split[contested[at]] = count;
                Try(at + 1, split);
            }

            split[contested[at]] = 0;
        }

        void Improve()
        {
            var all = new int[lots.Count];
            foreach (var lot in contested)
                all[lot] = left[lot];
            Keep(all);
            for (var round = 0; round < RoundsAtMost; round++)
            {
                var before = bestOff;
                foreach (var lot in contested)
                {
                    if (work.Done)
                        return;
                    var split = (int[])bestSplit.Clone();
                    split[lot] = split[lot] == 0 ? left[lot] : 0;
                    Keep(split);
                }

                if (bestOff == before)
                    return;
            }
        }
    }
}
