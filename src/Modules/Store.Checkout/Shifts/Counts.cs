namespace Store.Checkout.Shifts;

/// <param name="Currency">ISO 4217.</param>
/// <param name="Counted">All cash in that currency, the float included.</param>
/// <param name="Pieces">How many of each denomination; empty where only the sum was counted, otherwise they make up the sum.</param>
internal sealed record CountedCurrency(string Currency, Money Counted, IReadOnlyList<CountedPieces>? Pieces = null);

/// <param name="Denomination">The value of one note or coin.</param>
/// <param name="Pieces">How many.</param>
internal sealed record CountedPieces(Money Denomination, int Pieces);

internal sealed class CountedCurrencyValidator : AbstractValidator<CountedCurrency>
{
    public CountedCurrencyValidator()
    {
        RuleFor(count => count.Currency).NotEmpty().Matches("^[A-Z]{3}$");
        RuleFor(count => count.Counted).GreaterThanOrEqualTo(Money.Zero);
        RuleForEach(count => count.Pieces).NotNull().ChildRules(piece =>
        {
            piece.RuleFor(one => one.Denomination).GreaterThan(Money.Zero);
            piece.RuleFor(one => one.Pieces).InclusiveBetween(1, 1_000_000);
        });
        RuleFor(count => count.Pieces).Must(pieces => pieces is null || pieces.Count <= 50).WithMessage("At most 50 denominations.");
        RuleFor(count => count.Pieces).Must(pieces => pieces is null || pieces.Any(one => one is null) || pieces.Select(one => one.Denomination).Distinct().Count() == pieces.Count)
            .WithMessage("Each denomination is counted once.");
        RuleFor(count => count).Must(AddsUp).WithMessage("The pieces do not add up to what was counted.").OverridePropertyName("Pieces");
    }

    private static bool AddsUp(CountedCurrency count) => count.Pieces is null || count.Pieces.Count == 0 || count.Pieces.Any(one => one is null)
        || count.Pieces.Sum(one => (decimal)one.Denomination.Minor * one.Pieces) == count.Counted.Minor;
}

/// <summary>The counts of a shift: all are kept, the last one counts.</summary>
internal static class Counts
{
    /// <summary>Adds a count; the caller has locked the shift.</summary>
    public static async Task<int> Add(Db db, long shiftId, IReadOnlyList<CountedCurrency> counts, DateTime now, Caller caller, CancellationToken cancellationToken)
    {
        var number = 1 + await db.Scalar<int>("SELECT COALESCE(MAX(CountNumber), 0) FROM checkout.ShiftCounts WHERE ShiftId = @shiftId", new { shiftId }, cancellationToken);
        await db.Insert("""
            INSERT INTO checkout.ShiftCounts (ShiftId, CountNumber, Currency, CountedMinor, CountedAt, CountedBy, CountedByName)
            VALUES (@ShiftId, @CountNumber, @Currency, @Counted, @CountedAt, @CountedBy, @CountedByName)
            """, [.. counts.Select(count => new
        {
            ShiftId = shiftId, CountNumber = number, count.Currency, count.Counted, CountedAt = now, CountedBy = caller.UserId, CountedByName = caller.Name,
        })], cancellationToken);
        await db.Insert("""
            INSERT INTO checkout.ShiftCountPieces (ShiftId, CountNumber, Currency, DenominationMinor, Pieces)
            VALUES (@ShiftId, @CountNumber, @Currency, @Denomination, @Pieces)
            """, [.. counts.SelectMany(count => (count.Pieces ?? []).Select(piece => new
        {
            ShiftId = shiftId, CountNumber = number, count.Currency, piece.Denomination, piece.Pieces,
        }))], cancellationToken);
        return number;
    }

    /// <summary>What was counted last in a currency; null when nothing was.</summary>
    public static Task<Money?> Last(Db db, long shiftId, string currency, CancellationToken cancellationToken) => db.Find<Money?>("""
        SELECT CountedMinor
        FROM   checkout.ShiftCounts
        WHERE  ShiftId = @shiftId AND Currency = @currency
        ORDER BY CountNumber DESC
        OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
        """, new { shiftId, currency }, cancellationToken);
}
