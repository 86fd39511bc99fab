namespace Store.Marketing.Pricing;

/// <summary>
/// Finds what promotions of one priority together take off: pieces that exclusive and best ones take are theirs alone; what they leave, the compound ones share. Small baskets
/// are searched through; where that would be too much work, the deals are taken by what they bring per piece that others want too (B5), from several beginnings.
/// </summary>
internal sealed class Tier
{
    private const int ApplicationsAtMost = 400;
    private const int BeginningsAtMost = 16;

    private readonly IReadOnlyList<Lot> lots;
    private readonly List<Candidate> deals;
    private readonly Remainder remainder;
    private readonly Work work;
    private readonly long[] alternatives;

    private Plan best = Plan.Nothing;
    private long bestOff = -1;

    private Tier(IReadOnlyList<Candidate> candidates, IReadOnlyList<Lot> lots, Work work)
    {
        this.lots = lots;
        this.work = work;
        deals = [.. candidates.Where(candidate => !candidate.Compound && !candidate.IsByPiece).OrderBy(Rank)];
        remainder = new Remainder(candidates, lots, work);
        alternatives = deals.Count == 0 ? [] : [.. lots.Select((lot, index) => Math.Max(remainder.BestPieces(index, lot.Count).Off, remainder.OffCompound([lot])))];
    }

    /// <summary>Applies the best combination: what it takes off goes to <paramref name="given"/>, and what is left for lower priorities comes back.</summary>
    public static List<Lot> Settle(IReadOnlyList<Candidate> candidates, List<Lot> lots, Work work, List<Given> given)
    {
        if (candidates.Count == 0)
            return lots;
        var left = lots.FindAll(lot => !IsWanted(candidates, lot));
        var parts = Parts(candidates, lots.FindAll(lot => IsWanted(candidates, lot)));
        for (var i = 0; i < parts.Count; i++)
        {
            var share = new Work(work.Left / (parts.Count - i));
            var before = share.Left;
            var tier = new Tier(parts[i].Candidates, parts[i].Lots, share);
            tier.Search();
            left.AddRange(tier.Realise(given));
            work.Spend(before - share.Left);
        }

        left.Sort(InOrder);
        return left;
    }

    public static (Stacking, long) Rank(Candidate candidate) => (candidate.Promotion.Stacking, candidate.Promotion.PromotionId);

    private static bool IsWanted(IReadOnlyList<Candidate> candidates, in Lot lot)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.FitsAny(lot))
                return true;
        }

        return false;
    }

    private static int InOrder(Lot one, Lot other) => one.Goods != other.Goods ? one.Goods.CompareTo(other.Goods) : one.Start.CompareTo(other.Start);

    /// <summary>Goods that no deal ties together are looked at by themselves.</summary>
    private static List<(List<Candidate> Candidates, List<Lot> Lots)> Parts(IReadOnlyList<Candidate> candidates, List<Lot> lots)
    {
        var part = Enumerable.Range(0, lots.Count).ToArray();
        foreach (var candidate in candidates.Where(candidate => !candidate.IsByPiece))
        {
            var first = -1;
            for (var lot = 0; lot < lots.Count; lot++)
            {
                if (!candidate.FitsAny(lots[lot]))
                    continue;
                if (first < 0)
                    first = Root(lot);
                else
                    part[Root(lot)] = first;
            }
        }

        var parts = new List<(List<Candidate> Candidates, List<Lot> Lots)>();
        foreach (var group in Enumerable.Range(0, lots.Count).GroupBy(Root))
        {
            var members = group.Select(lot => lots[lot]).ToList();
            parts.Add(([.. candidates.Where(candidate => members.Exists(lot => candidate.FitsAny(lot)))], members));
        }

        return parts;

        int Root(int lot)
        {
            while (part[lot] != lot)
                lot = part[lot] = part[part[lot]];
            return lot;
        }
    }

    private void Search()
    {
        var free = lots.Select(lot => lot.Count).ToArray();
        Consider([], free, thorough: true);
        if (deals.Count == 0)
            return;
        if (!SearchAll(free))
            SearchGreedily();
    }

    private bool SearchAll(int[] free)
    {
        var ways = new List<Application>();
        if (deals.Sum(deal => Deals.WaysAtMost(deal, lots, ApplicationsAtMost + 1)) > ApplicationsAtMost)
            return false;
        foreach (var deal in deals)
        {
            if (!Deals.Enumerate(deal, lots, ways, ApplicationsAtMost, work))
                return false;
        }

        // Densest first: good combinations come early and cut off the rest.
        var ordered = ways.Select((way, index) => (Way: way, Index: index)).OrderByDescending(one => (decimal)one.Way.Off / one.Way.Pieces)
            .ThenBy(one => Rank(one.Way.Candidate)).ThenBy(one => one.Index).Select(one => one.Way).ToArray();
        var rates = Rates(ordered);
        var times = new Dictionary<Candidate, int>();
        var chosen = new List<Application>();
        return Descend(0, 0);

        bool Descend(int from, long off)
        {
            for (var i = from; i < ordered.Length; i++)
            {
                work.Spend(1);
                if (work.Done)
                    return false;
                var way = ordered[i];
                if (!Fits(way, free) || times.GetValueOrDefault(way.Candidate) >= way.Candidate.TimesAtMost)
                    continue;
                Move(way, free, -1);
                times[way.Candidate] = times.GetValueOrDefault(way.Candidate) + 1;
                chosen.Add(way);
                var through = true;
                if (Bound(off + way.Off) > bestOff)
                {
                    Consider(chosen, free, thorough: true);
                    through = Descend(i, off + way.Off);
                }

                chosen.RemoveAt(chosen.Count - 1);
                times[way.Candidate]--;
                Move(way, free, 1);
                if (!through)
                    return false;
            }

            return true;
        }

        long Bound(long off)
        {
            work.Spend(lots.Count / 8);
            for (var lot = 0; lot < lots.Count; lot++)
                off += rates[lot] * free[lot];
            return off;
        }
    }

    /// <summary>More than any piece of a lot can bring.</summary>
    private long[] Rates(Application[] ways)
    {
        var rates = Enumerable.Range(0, lots.Count).Select(remainder.AtMostPerPiece).ToArray();
        foreach (var take in ways.SelectMany(way => way.Takes))
            rates[take.Lot] = Math.Max(rates[take.Lot], (take.Off + take.Count - 1) / take.Count);
        return rates;
    }

    private void SearchGreedily()
    {
        Greedy(null, perPiece: true);
        Greedy(null, perPiece: false);
        var whole = lots.Select(Free).ToArray();
        var beginnings = deals.Select(deal => Deals.Best(deal, lots, whole, alternatives, work)).OfType<Application>()
            .OrderByDescending(Gain).ThenBy(one => Rank(one.Candidate)).Take(BeginningsAtMost).ToList();
        foreach (var beginning in beginnings)
        {
            if (work.Done)
                return;
            Greedy(beginning.Candidate, perPiece: true);
        }
    }

    private void Greedy(Candidate? first, bool perPiece)
    {
        var free = lots.Select(Free).ToArray();
        var times = new Dictionary<Candidate, int>();
        var chosen = new List<Application>();
        var offers = new Application?[deals.Count];
        var stale = Enumerable.Repeat(element: true, deals.Count).ToArray();
        for (var begun = first is null; ; begun = true)
        {
            var found = -1;
            var (foundGain, foundShared) = (0L, 1);
            for (var i = 0; i < deals.Count; i++)
            {
                if (!begun && deals[i] != first)
                    continue;
                if (stale[i])
                    offers[i] = times.GetValueOrDefault(deals[i]) >= deals[i].TimesAtMost ? null : Deals.Best(deals[i], lots, free, alternatives, work);
                stale[i] = false;
                if (offers[i] is not { } offer || Gain(offer) is not (> 0 and var gain))
                    continue;
                var shared = perPiece ? Shared(offer) : 1;
                if (found < 0 || (Int128)gain * foundShared > (Int128)foundGain * shared)
                    (found, foundGain, foundShared) = (i, gain, shared);
            }

            if (found < 0)
            {
                if (begun)
                    break;
                continue;
            }

            var next = offers[found]!;
            var repeats = Math.Min(
                next.Takes.GroupBy(take => take.Lot).Min(group => free[group.Key] / group.Sum(take => take.Count)), next.Candidate.TimesAtMost - times.GetValueOrDefault(next.Candidate));
            next = next.Repeated(Math.Max(1, repeats));
            times[next.Candidate] = times.GetValueOrDefault(next.Candidate) + Math.Max(1, repeats);
            chosen.Add(next);
            Move(next, free, -1);
            for (var i = 0; i < deals.Count; i++)
                stale[i] |= i == found || (offers[i] is { } offer && offer.Takes.Any(take => next.Takes.Any(gone => gone.Lot == take.Lot)));
            work.Spend(deals.Count);
        }

        if (chosen.Count > 0)
        {
            var left = lots.Select(lot => lot.Count).ToArray();
            foreach (var application in chosen)
                Move(application, left, -1);
            Consider(chosen, left, thorough: false);
        }
    }

    /// <summary>What an application brings beyond what its pieces bring without it.</summary>
    private long Gain(Application application) => application.Off - application.Takes.Sum(take => alternatives[take.Lot] * take.Count / lots[take.Lot].Count);

    /// <summary>How many of its pieces other deals want too; one where none do.</summary>
    private int Shared(Application application)
    {
        var shared = 0;
        foreach (var take in application.Takes)
            shared += deals.Exists(deal => deal != application.Candidate && deal.FitsAny(lots[take.Lot])) ? take.Count : 0;
        work.Spend(application.Takes.Count);
        return Math.Max(1, shared);
    }

    private static int Free(Lot lot) => lot.Touched ? 0 : lot.Count;

    private static bool Fits(Application way, int[] free)
    {
        // A lot can stand in two takes, as helper and as reward.
        for (var i = 0; i < way.Takes.Count; i++)
        {
            var needed = 0;
            foreach (var take in way.Takes)
                needed += take.Lot == way.Takes[i].Lot ? take.Count : 0;
            if (needed > free[way.Takes[i].Lot])
                return false;
        }

        return true;
    }

    public static void Move(Application way, int[] free, int sign)
    {
        foreach (var take in way.Takes)
            free[take.Lot] += sign * take.Count;
    }

    /// <summary>What these deals come to with the best use of the pieces that they leave; kept if it is the best so far.</summary>
    private void Consider(IReadOnlyList<Application> chosen, int[] left, bool thorough)
    {
        var off = chosen.Sum(application => application.Off);
        var byThemselves = new int[lots.Count];
        var rest = remainder.Share(left, byThemselves, thorough);
        if (off + rest > bestOff)
            (bestOff, best) = (off + rest, new Plan([.. chosen], byThemselves));
    }

    /// <summary>Makes the plan true and gives back what lower priorities may still touch.</summary>
    private List<Lot> Realise(List<Given> given)
    {
        var alone = new List<Application>();
        foreach (var same in best.Deals.GroupBy(application => application))
            alone.Add(same.Key.Repeated(same.Count()));
        for (var lot = 0; lot < lots.Count; lot++)
        {
            if (best.ByThemselves[lot..] is [> 0 and var count, ..] && remainder.BestPieces(lot, count) is { Candidate: { } candidate } found)
                alone.Add(new Application(candidate, [new Take(lot, count, found.Off)]));
        }

        return remainder.Compound(Given.Settle(lots, alone, keep: false, given), given, out _);
    }

    /// <param name="Deals">Deals on several pieces.</param>
    /// <param name="ByThemselves">How many pieces of each lot go to the best promotion that takes each by itself.</param>
    private sealed record Plan(IReadOnlyList<Application> Deals, int[] ByThemselves)
    {
        public static readonly Plan Nothing = new([], []);
    }
}
