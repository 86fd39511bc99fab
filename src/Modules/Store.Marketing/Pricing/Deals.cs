namespace Store.Marketing.Pricing;

/// <summary>Which pieces a promotion that needs several, or an amount, takes: the most it can by itself, or every way there is.</summary>
internal static class Deals
{
    /// <summary>What the promotion takes from the pieces that are free when it may choose: the dearest, as that brings the customer most; null where it takes none.</summary>
    /// <param name="candidate">The promotion.</param>
    /// <param name="lots">The goods.</param>
    /// <param name="free">How many pieces of each lot are free.</param>
    /// <param name="alternatives">What each whole lot would bring elsewhere: spend-and-save leaves alone what it would only spoil. Null: nothing.</param>
    /// <param name="work">Counts the steps.</param>
    public static Application? Best(Candidate candidate, IReadOnlyList<Lot> lots, int[] free, long[]? alternatives, Work work)
    {
        work.Spend(lots.Count);
        var found = candidate.Promotion.Kind switch
        {
            PromotionKind.SpendAndSave => BestSpend(candidate, lots, free, alternatives),
            PromotionKind.SpendAndGift or PromotionKind.AddOnPrice => BestReward(candidate, lots, free),
            _ when candidate.Promotion.IsByPiece => BestPiece(candidate, lots, free),
            _ => BestSet(candidate, lots, free),
        };
        return found is { Off: > 0 } ? found : null;
    }

    /// <summary>How many ways there are at most to apply the promotion once; no more than <paramref name="most"/> are counted.</summary>
    public static long WaysAtMost(Candidate candidate, IReadOnlyList<Lot> lots, long most)
    {
        var ways = 1L;
        switch (candidate.Promotion.Kind)
        {
            case PromotionKind.SpendAndSave:
                foreach (var lot in Fitting(0))
                    ways = Math.Min(most, ways * (lot.Count + 1L));
                break;
            case PromotionKind.SpendAndGift or PromotionKind.AddOnPrice:
                foreach (var lot in Fitting(0))
                    ways = Math.Min(most, ways * (lot.Count + 1L));
                var rewardsAtMost = candidate.RewardsFor(Fitting(0).Sum(lot => lot.Total));
                var rewards = 0L;
                for (var pieces = 1; pieces <= rewardsAtMost && rewards < most; pieces++)
                    rewards += Choices(Fitting(1).Count(), pieces);
                ways = Math.Min(most, ways * rewards);
                break;
            default:
                for (var slot = 0; slot < candidate.Slots; slot++)
                    ways = Math.Min(most, ways * Choices(Fitting(slot).Count(), candidate.PiecesOf(slot)));
                break;
        }

        return ways;

        // So many pieces of so many kinds, repetition allowed.
        long Choices(int kinds, int pieces)
        {
            var choices = kinds == 0 ? 0L : 1L;
            for (var i = 1; i <= pieces && choices < most; i++)
                choices = choices * (kinds + i - 1) / i;
            return choices;
        }

        IEnumerable<Lot> Fitting(int slot) => lots.Where(lot => !lot.Touched && candidate.Fits(slot, lot));
    }

    /// <summary>Every way to apply the promotion once.</summary>
    /// <returns>Whether all were found before the work was done.</returns>
    public static bool Enumerate(Candidate candidate, IReadOnlyList<Lot> lots, List<Application> into, int most, Work work)
    {
        var free = lots.Select(lot => lot.Touched || lot.Value == 0 ? 0 : lot.Count).ToArray();
        var all = new Ways(candidate, lots, free, into, most, work);
        if (candidate.Promotion.IsByPiece)
        {
            for (var lot = 0; lot < lots.Count; lot++)
            {
                if (free[lot] > 0 && candidate.Fits(0, lots[lot]) && candidate.OffPieces(lots[lot], 1) is > 0 and var off)
                    all.Add(new Application(candidate, [new Take(lot, 1, off)]));
            }
        }
        else if (candidate.Promotion.Kind == PromotionKind.SpendAndSave)
        {
            all.Spends(Order(candidate, 0, lots, free), 0, 0, 0, total => candidate.OffSpend(total) is > 0 and var off ? candidate.Spread(lots, all.Chosen(0), off) : null);
        }
        else if (candidate.Promotion.Kind is PromotionKind.SpendAndGift or PromotionKind.AddOnPrice)
        {
            var rewardsAtMost = candidate.RewardsFor(lots.Select((lot, index) => candidate.Fits(0, lot) ? lot.Value * free[index] : 0).Sum());
            for (var rewards = 1; rewards <= rewardsAtMost && !all.TooMany; rewards++)
            {
                var needed = rewards;
                if (!all.Sets(1, Order(candidate, 1, lots, free), 0, needed, () => all.Spends(
                    Order(candidate, 0, lots, free), 0, 0, 0, total => candidate.RewardsFor(total) >= needed ? WithRewards(candidate, lots, all.Chosen(0), all.Chosen(1)) : null)))
                {
                    break;
                }
            }
        }
        else
        {
            all.Slots(0);
        }

        return !all.TooMany;
    }

    private static Application? BestPiece(Candidate candidate, IReadOnlyList<Lot> lots, int[] free)
    {
        var (best, most) = (-1, 0L);
        for (var lot = 0; lot < lots.Count; lot++)
        {
            if (free[lot] > 0 && candidate.Fits(0, lots[lot]) && candidate.OffPieces(lots[lot], 1) is var off && off > most)
                (best, most) = (lot, off);
        }

        return best < 0 ? null : new Application(candidate, [new Take(best, 1, most)]);
    }

    private static Application? BestSet(Candidate candidate, IReadOnlyList<Lot> lots, int[] free)
    {
        if (candidate.Promotion.Kind == PromotionKind.BuyXGetY && candidate.Slots == 2)
        {
            // The dearest that may be given; for buying, first what cannot be given, the cheapest of it.
            var rewards = Take(free, Order(candidate, 1, lots, free), candidate.PiecesOf(1), []);
            var helpers = rewards is null ? null : Take(
                free, [.. Order(candidate, 0, lots, free).OrderBy(lot => candidate.Fits(1, lots[lot])).ThenBy(lot => lots[lot].Value).ThenBy(lot => lot)], candidate.PiecesOf(0), rewards);
            return helpers is null ? null : WithRewards(candidate, lots, helpers, rewards!);
        }

        var chosen = new List<(int Lot, int Count)>();
        for (var slot = 0; slot < candidate.Slots; slot++)
        {
            if (Take(free, Order(candidate, slot, lots, free), candidate.PiecesOf(slot), chosen) is not { } taken)
                return null;
            chosen.AddRange(taken);
        }

        return OfSet(candidate, lots, Together(chosen));
    }

    private static Application? BestSpend(Candidate candidate, IReadOnlyList<Lot> lots, int[] free, long[]? alternatives)
    {
        // First what brings least elsewhere, so that each amount is reached at the least loss.
        var order = Order(candidate, 0, lots, free);
        if (alternatives is not null)
            order = [.. order.OrderBy(lot => (decimal)alternatives[lot] / lots[lot].Total).ThenByDescending(lot => lots[lot].Value).ThenBy(lot => lot)];
        var (total, lost) = (0L, 0L);
        var (gain, lotsIn, lastCount) = (0L, 0, 0);
        for (var i = 0; i < order.Length; i++)
        {
            var lot = order[i];
            foreach (var count in Counts(candidate, total, lots[lot], free[lot]))
            {
                var gained = candidate.OffSpend(total + (lots[lot].Value * count)) - lost - Alternative(lot, count);
                if (gained > gain || (gained == gain && gain > 0))
                    (gain, lotsIn, lastCount) = (gained, i + 1, count);
            }

            total += lots[lot].Value * free[lot];
            lost += Alternative(lot, free[lot]);
        }

        if (lotsIn == 0)
            return null;
        var chosen = order.Take(lotsIn).Select((lot, i) => (lot, i == lotsIn - 1 ? lastCount : free[lot])).ToList();
        return candidate.Spread(lots, chosen, candidate.OffSpend(chosen.Sum(piece => lots[piece.lot].Value * piece.Item2)));

        long Alternative(int lot, int count) => alternatives is null ? 0 : alternatives[lot] * count / lots[lot].Count;
    }

    /// <summary>How many pieces of a lot are worth a try: just enough for the next amount, and all.</summary>
    private static IEnumerable<int> Counts(Candidate candidate, long total, Lot lot, int free)
    {
        foreach (var tier in candidate.Terms.Tiers!)
        {
            var next = candidate.Terms.Every ? tier.Spend.Minor * ((total / tier.Spend.Minor) + 1) : tier.Spend.Minor;
            var count = (next - total + lot.Value - 1) / lot.Value;
            if (count > 0 && count < free)
                yield return (int)count;
        }

        yield return free;
    }

    private static Application? BestReward(Candidate candidate, IReadOnlyList<Lot> lots, int[] free)
    {
        var order = Order(candidate, 1, lots, free);
        var triggers = Order(candidate, 0, lots, free);
        var spent = triggers.Sum(lot => lots[lot].Value * free[lot]);
        var (none, most) = (0, (int)Math.Min(candidate.RewardsFor(spent), order.Sum(lot => (long)free[lot])));
        Application? best = null;

        // What is given does not count as spent; so the more is given, the less allows it.
        while (none < most)
        {
            var middle = none + ((most - none + 1) / 2);
            var rewards = Take(free, order, middle, [])!;
            var helpers = triggers.Select(lot => (Lot: lot, Count: free[lot] - rewards.Where(reward => reward.Lot == lot).Sum(reward => reward.Count))).Where(piece => piece.Count > 0).ToList();
            if (candidate.RewardsFor(helpers.Sum(piece => lots[piece.Lot].Value * piece.Count)) >= middle)
                (none, best) = (middle, WithRewards(candidate, lots, helpers, rewards));
            else
                most = middle - 1;
        }

        return best;
    }

    private static Application WithRewards(Candidate candidate, IReadOnlyList<Lot> lots, IReadOnlyList<(int Lot, int Count)> helpers, IReadOnlyList<(int Lot, int Count)> rewards) => new(
        candidate, [.. helpers.Select(piece => new Take(piece.Lot, piece.Count, 0)), .. rewards.Select(piece => new Take(piece.Lot, piece.Count, candidate.OffReward(lots[piece.Lot]) * piece.Count))]);

    /// <summary>A set of pieces at its price; of buy-x-get-y and the n-th item, the cheapest are what is given.</summary>
    private static Application OfSet(Candidate candidate, IReadOnlyList<Lot> lots, IReadOnlyList<(int Lot, int Count)> chosen)
    {
        if (candidate.Promotion.Kind is not (PromotionKind.BuyXGetY or PromotionKind.NthItem))
            return candidate.Spread(lots, chosen, candidate.OffSet(chosen.Sum(piece => lots[piece.Lot].Value * piece.Count)));

        var given = candidate.Promotion.Kind == PromotionKind.NthItem ? 1 : candidate.RewardPieces;
        var (helpers, rewards) = (new List<(int Lot, int Count)>(), new List<(int Lot, int Count)>());
        foreach (var (lot, count) in chosen.OrderBy(piece => lots[piece.Lot].Value).ThenByDescending(piece => piece.Lot))
        {
            var free = Math.Min(count, given);
            given -= free;
            if (free > 0)
                rewards.Add((lot, free));
            if (count > free)
                helpers.Add((lot, count - free));
        }

        return WithRewards(candidate, lots, helpers, rewards);
    }

    /// <summary>The lots that the promotion may use, the dearest first.</summary>
    private static int[] Order(Candidate candidate, int slot, IReadOnlyList<Lot> lots, int[] free)
    {
        var order = new List<int>();
        for (var lot = 0; lot < lots.Count; lot++)
        {
            if (free[lot] > 0 && lots[lot].Value > 0 && candidate.Fits(slot, lots[lot]))
                order.Add(lot);
        }

        order.Sort((one, other) => lots[one].Value != lots[other].Value ? lots[other].Value.CompareTo(lots[one].Value) : one.CompareTo(other));
        return [.. order];
    }

    private static List<(int Lot, int Count)>? Take(int[] free, int[] order, int pieces, IReadOnlyList<(int Lot, int Count)> gone)
    {
        var taken = new List<(int Lot, int Count)>();
        foreach (var lot in order)
        {
            if (pieces == 0)
                break;
            var left = free[lot];
            foreach (var piece in gone)
                left -= piece.Lot == lot ? piece.Count : 0;
            var count = Math.Min(left, pieces);
            if (count <= 0)
                continue;
            taken.Add((lot, count));
            pieces -= count;
        }

        return pieces == 0 ? taken : null;
    }

    private static List<(int Lot, int Count)> Together(IEnumerable<(int Lot, int Count)> pieces) =>
        [.. pieces.GroupBy(piece => piece.Lot).OrderBy(group => group.Key).Select(group => (group.Key, group.Sum(piece => piece.Count)))];

    /// <summary>Walks through every choice of pieces; the fullest first, so that of equal ones the discount is spread widest.</summary>
    private sealed class Ways(Candidate candidate, IReadOnlyList<Lot> lots, int[] free, List<Application> into, int most, Work work)
    {
        private readonly int[][] chosen = [.. Enumerable.Range(0, candidate.Slots).Select(_ => new int[lots.Count])];
        private readonly HashSet<string> known = new(StringComparer.Ordinal);

        public bool TooMany => into.Count > most || work.Done;

        public void Add(Application application) => into.Add(application);

        public List<(int Lot, int Count)> Chosen(int slot) => [.. chosen[slot].Select((count, lot) => (lot, count)).Where(piece => piece.count > 0)];

        public void Spends(int[] order, int at, long total, int slot, Func<long, Application?> make)
        {
            work.Spend(1);
            if (TooMany)
                return;
            if (at == order.Length)
            {
                if (make(total) is { Off: > 0 } application)
                    into.Add(application);
                return;
            }

            var lot = order[at];
            for (var count = free[lot]; count >= 0 && !TooMany; count--)
            {
                (chosen[slot][lot], free[lot]) = (count, free[lot] - count);
                Spends(order, at + 1, total + (count * lots[lot].Value), slot, make);
                free[lot] += count;
            }

            chosen[slot][lot] = 0;
        }

        /// <returns>Whether there are so many pieces.</returns>
        public bool Sets(int slot, int[] order, int at, int pieces, Action done)
        {
            work.Spend(1);
            if (TooMany)
                return true;
            if (pieces == 0)
            {
                done();
                return true;
            }

            if (at == order.Length)
                return false;
            var lot = order[at];
            var any = false;
            for (var count = Math.Min(pieces, free[lot]); count >= 0 && !TooMany; count--)
            {
                (chosen[slot][lot], free[lot]) = (count, free[lot] - count);
                any |= Sets(slot, order, at + 1, pieces - count, done);
                free[lot] += count;
            }

            chosen[slot][lot] = 0;
            return any;
        }

        public void Slots(int slot)
        {
            if (slot < candidate.Slots)
            {
                Sets(slot, Order(candidate, slot, lots, free), 0, candidate.PiecesOf(slot), () => Slots(slot + 1));
                return;
            }

            var application = candidate.Promotion.Kind == PromotionKind.BuyXGetY && candidate.Slots == 2
                ? WithRewards(candidate, lots, Chosen(0), Chosen(1))
                : OfSet(candidate, lots, Together(Enumerable.Range(0, candidate.Slots).SelectMany(Chosen)));

            // Two parts of a bundle may share goods: the same pieces by another way are the same deal.
            if (application.Off > 0 && (candidate.Slots == 1 || known.Add(string.Join(',', application.Takes))))
                into.Add(application);
        }
    }
}
