using System.Globalization;

namespace Store.Checkout.Bills;

/// <summary>Reads both sides of a bill and keeps the differences: one row for each number, opened, changed and settled as bills come in.</summary>
internal sealed class BillBook(Db db, Ids ids, TimeProvider clock)
{
    // SQL Server takes 2,100 parameters.
    private const int NumbersAtOnce = 1000;

    /// <summary>What the bill names and what of ours it should name.</summary>
    public async Task<BillSides> Sides(long storeId, string provider, DateTime from, DateTime to, IReadOnlyList<BillLine> lines, CancellationToken cancellationToken)
    {
        var payments = new Dictionary<string, OurSide>(StringComparer.Ordinal);
        var refunds = new Dictionary<string, OurSide>(StringComparer.Ordinal);
        Add(payments, await db.Query<OurSide>("""
            SELECT AttemptId AS Id, AttemptId, StoreId, CASE WHEN State = 'Succeeded' AND SaleId IS NOT NULL THEN ApprovedMinor ELSE 0 END AS AmountMinor, State
            FROM   checkout.PaymentAttempts
            WHERE  StoreId = @storeId AND Provider = @provider AND StartedAt >= @from AND StartedAt < @to AND (State = 'Suspense' OR (State = 'Succeeded' AND SaleId IS NOT NULL))
            """, new { storeId, provider, from, to }, cancellationToken));
        Add(refunds, await db.Query<OurSide>("""
            SELECT r.RefundId AS Id, r.AttemptId, r.StoreId, r.AmountMinor, r.State
            FROM   checkout.PaymentRefunds r
            JOIN   checkout.PaymentAttempts a ON a.AttemptId = r.AttemptId
            WHERE  r.StoreId = @storeId AND a.Provider = @provider AND r.ChangedAt >= @from AND r.ChangedAt < @to AND r.State = 'Refunded'
            """, new { storeId, provider, from, to }, cancellationToken));
        foreach (var chunk in Unknown(lines, BillKinds.Payment, payments).Chunk(NumbersAtOnce))
        {
            Add(payments, await db.Query<OurSide>("""
                SELECT AttemptId AS Id, AttemptId, StoreId, CASE WHEN State = 'Succeeded' AND SaleId IS NOT NULL THEN ApprovedMinor ELSE 0 END AS AmountMinor, State
                FROM   checkout.PaymentAttempts
                WHERE  AttemptId IN @chunk AND Provider = @provider
                """, new { chunk, provider }, cancellationToken));
        }

        foreach (var chunk in Unknown(lines, BillKinds.Refund, refunds).Chunk(NumbersAtOnce))
        {
            Add(refunds, await db.Query<OurSide>("""
                SELECT r.RefundId AS Id, r.AttemptId, r.StoreId, CASE WHEN r.State = 'Refunded' THEN r.AmountMinor ELSE 0 END AS AmountMinor, r.State
                FROM   checkout.PaymentRefunds r
                JOIN   checkout.PaymentAttempts a ON a.AttemptId = r.AttemptId
                WHERE  r.RefundId IN @chunk AND a.Provider = @provider
                """, new { chunk, provider }, cancellationToken));
        }

        var own = lines.Where(line => !(line.About == BillKinds.Refund ? refunds : payments).TryGetValue(line.Number, out var side) || side.StoreId == storeId).ToList();
        var sides = new BillSides(own, Own(payments, storeId), Own(refunds, storeId), new Dictionary<(string, string), Money>());
        return sides with { Earlier = await Earlier(storeId, provider, sides.Numbers, cancellationToken) };
    }

    /// <summary>Opens a difference where the sides do not agree, changes one that has another amount by now, settles one that this bill explains.</summary>
    public async Task Keep(long storeId, string provider, DateOnly day, long billId, IReadOnlyList<BillMatch> matches, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(string, string), Kept>();
        foreach (var chunk in matches.Select(match => match.Number).Distinct(StringComparer.Ordinal).Chunk(NumbersAtOnce))
        {
            foreach (var kept in await db.Query<Kept>("""
                SELECT DifferenceId, About, Number, OursMinor, TheirsMinor
                FROM   checkout.PaymentDifferences
                WHERE  StoreId = @storeId AND Provider = @provider AND Number IN @chunk
                """, new { storeId, provider, chunk }, cancellationToken))
            {
                known[(kept.About, kept.Number)] = kept;
            }
        }

        var now = clock.UtcNow();
        await db.Insert("""
            INSERT INTO checkout.PaymentDifferences (DifferenceId, StoreId, Provider, Day, BillId, About, Kind, Number, AttemptId, OursMinor, TheirsMinor, State, FoundAt)
            VALUES (@DifferenceId, @storeId, @provider, @day, @billId, @About, @Difference, @Number, @AttemptId, @Ours, @Theirs, 'Open', @now)
            """, [.. matches.Where(match => match.Difference is not null && !known.ContainsKey((match.About, match.Number))).Select(match => new
        {
            DifferenceId = ids.Next(), storeId, provider, day, billId, match.About, match.Difference, match.Number, match.AttemptId, match.Ours, match.Theirs, now,
        })], cancellationToken);
        foreach (var match in matches)
        {
            if (!known.TryGetValue((match.About, match.Number), out var before) || (before.Ours == match.Ours && before.Theirs == match.Theirs))
                continue;
            await db.Execute("""
                UPDATE checkout.PaymentDifferences
                SET    OursMinor = @Ours, TheirsMinor = @Theirs, BillId = @billId, Kind = COALESCE(@Difference, Kind), State = @State, SettledAt = @At, SettledBy = NULL, SettledByName = NULL,
                       Note = NULL
                WHERE  DifferenceId = @DifferenceId
                """, new
            {
                before.DifferenceId, match.Ours, match.Theirs, billId, match.Difference, State = match.Difference is null ? DifferenceStates.Explained : DifferenceStates.Open,
                At = match.Difference is null ? now : (DateTime?)null,
            }, cancellationToken);
        }
    }

    /// <summary>What bills before this one have of the same numbers.</summary>
    private async Task<IReadOnlyDictionary<(string About, string Number), Money>> Earlier(long storeId, string provider, IReadOnlyList<string> numbers, CancellationToken cancellationToken)
    {
        var earlier = new Dictionary<(string, string), Money>();
        foreach (var chunk in numbers.Chunk(NumbersAtOnce))
        {
            foreach (var sum in await db.Query<Billed>("""
                SELECT About, Number, SUM(SignedMinor) AS AmountMinor
                FROM   checkout.PaymentBillLines
                WHERE  StoreId = @storeId AND Provider = @provider AND Number IN @chunk
                GROUP BY About, Number
                """, new { storeId, provider, chunk }, cancellationToken))
            {
                earlier[(sum.About, sum.Number)] = sum.Amount;
            }
        }

        return earlier;
    }

    private static void Add(Dictionary<string, OurSide> sides, IReadOnlyList<OurSide> rows)
    {
        foreach (var row in rows)
            sides[row.Number] = row;
    }

    private static Dictionary<string, OurSide> Own(Dictionary<string, OurSide> sides, long storeId) =>
        sides.Where(side => side.Value.StoreId == storeId).ToDictionary(side => side.Key, side => side.Value, StringComparer.Ordinal);

    private static List<long> Unknown(IReadOnlyList<BillLine> lines, string about, Dictionary<string, OurSide> known) => [.. lines
        .Where(line => line.About == about && !known.ContainsKey(line.Number)).Select(line => long.TryParse(line.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0).Distinct()];

    private sealed record Billed(string About, string Number, Money Amount);

    private sealed record Kept(long DifferenceId, string About, string Number, Money Ours, Money Theirs);
}

/// <summary>A payment or refund of ours.</summary>
/// <param name="Id">The attempt or the refund; its number at the provider.</param>
/// <param name="AttemptId">The payment.</param>
/// <param name="StoreId">Whose.</param>
/// <param name="Amount">What it stands for on our side.</param>
/// <param name="State">How far it is.</param>
internal sealed record OurSide(long Id, long AttemptId, long StoreId, Money Amount, string State)
{
    public string Number => Id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Both sides of a bill.</summary>
/// <param name="Lines">The provider's lines, without those of other stores.</param>
/// <param name="Payments">Ours, by number: those the bill names and those it should name.</param>
/// <param name="Refunds">The same of refunds.</param>
/// <param name="Earlier">What earlier bills have of these numbers.</param>
internal sealed record BillSides(
    IReadOnlyList<BillLine> Lines, IReadOnlyDictionary<string, OurSide> Payments, IReadOnlyDictionary<string, OurSide> Refunds,
    IReadOnlyDictionary<(string About, string Number), Money> Earlier)
{
    public IReadOnlyList<string> Numbers => [.. Lines.Select(line => line.Number).Concat(Payments.Keys).Concat(Refunds.Keys).Distinct(StringComparer.Ordinal)];

    public IEnumerable<OurSide> InSuspense => Payments.Values.Where(payment => payment.State == nameof(Checkout.Payments.AttemptState.Suspense));

    /// <summary>What the provider has of a payment, all bills together.</summary>
    public Money TakenFor(string number) =>
        Earlier.GetValueOrDefault((BillKinds.Payment, number)) + Money.Sum(Lines.Where(line => line.About == BillKinds.Payment && line.Number == number).Select(line => line.Signed));

    public IReadOnlyList<BillMatch> Matches() => [.. Matches(BillKinds.Payment, Payments), .. Matches(BillKinds.Refund, Refunds)];

    private IEnumerable<BillMatch> Matches(string about, IReadOnlyDictionary<string, OurSide> ours)
    {
        var billed = Lines.Where(line => line.About == about).GroupBy(line => line.Number, StringComparer.Ordinal)
            .ToDictionary(number => number.Key, number => Money.Sum(number.Select(line => line.Signed)), StringComparer.Ordinal);
        foreach (var number in billed.Keys.Union(ours.Keys, StringComparer.Ordinal))
        {
            var isEarlier = Earlier.TryGetValue((about, number), out var earlier);
            var isBilled = billed.TryGetValue(number, out var now);
            var amount = ours.TryGetValue(number, out var side) ? side.Amount : Money.Zero;

            // A payment in suspense that no bill names is decided by that, and is no difference.
            if (isBilled || isEarlier || amount != Money.Zero)
                yield return new BillMatch(about, number, amount, earlier + now, isBilled || isEarlier, side?.AttemptId);
        }
    }
}
