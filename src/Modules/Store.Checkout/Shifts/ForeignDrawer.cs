namespace Store.Checkout.Shifts;

/// <summary>The foreign cash of a shift, each currency by itself. A shift begins without any; all that is taken stays, as change is given in the store's own currency.</summary>
internal static class ForeignDrawer
{
    /// <summary>The currencies that the shift has taken or counted.</summary>
    public static Task<IReadOnlyList<DrawerCurrency>> Read(Db db, long storeId, long shiftId, CancellationToken cancellationToken) => db.Query<DrawerCurrency>("""
        SELECT x.Currency, SUM(x.Payments) AS Payments, SUM(x.ForeignMinor) AS ExpectedMinor, SUM(x.AmountMinor) AS BaseMinor, MAX(x.CountedMinor) AS CountedMinor
        FROM   (SELECT Currency, 1 AS Payments, ForeignMinor, AmountMinor, NULL AS CountedMinor FROM checkout.Payments WHERE ShiftId = @shiftId AND Currency IS NOT NULL
                UNION ALL
                SELECT c.Currency, 0 AS Payments, 0 AS ForeignMinor, 0 AS AmountMinor, c.CountedMinor
                FROM   checkout.ShiftCounts c
                WHERE  c.ShiftId = @shiftId AND c.Currency IN (SELECT r.Currency FROM checkout.CurrencyRates r WHERE r.StoreId = @storeId)
                  AND  NOT EXISTS (SELECT 1 FROM checkout.ShiftCounts n WHERE n.ShiftId = c.ShiftId AND n.Currency = c.Currency AND n.CountNumber > c.CountNumber)) x
        GROUP BY x.Currency
        ORDER BY x.Currency
        """, new { storeId, shiftId }, cancellationToken);

    /// <summary>The same when the shift is to be closed: all of it has been counted.</summary>
    /// <exception cref="RuleBroken"><c>shift.currency_not_counted</c>, with the first currency that is missing.</exception>
    public static async Task<IReadOnlyList<DrawerCurrency>> Counted(Db db, long storeId, long shiftId, CancellationToken cancellationToken)
    {
        var drawers = await Read(db, storeId, shiftId, cancellationToken);
        return drawers.FirstOrDefault(one => one.Counted is null) is not { } missing ? drawers : throw new RuleBroken(
            "shift.currency_not_counted", $"The cash in {missing.Currency} has not been counted yet.", new Dictionary<string, object?> { ["currency"] = missing.Currency });
    }

    /// <summary>Keeps what was expected and counted with the closed shift.</summary>
    public static Task Close(Db db, long shiftId, IReadOnlyList<DrawerCurrency> drawers, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO checkout.ShiftCurrencies (ShiftId, Currency, ExpectedMinor, BaseMinor, CountedMinor, OverShortMinor, BaseOverShortMinor)
        VALUES (@ShiftId, @Currency, @Expected, @Base, @Counted, @OverShort, @BaseOverShort)
        """, [.. drawers.Select(one => new { ShiftId = shiftId, one.Currency, one.Expected, one.Base, one.Counted, one.OverShort, one.BaseOverShort })], cancellationToken);
}

/// <summary>One foreign currency in the drawer of a shift.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Payments">How many payments.</param>
/// <param name="Expected">What should be there, in that currency.</param>
/// <param name="Base">What it was taken for, in the store's own.</param>
/// <param name="Counted">What was counted last; null before.</param>
internal sealed record DrawerCurrency(string Currency, int Payments, Money Expected, Money Base, Money? Counted)
{
    /// <summary>Counted less expected; null before it is counted.</summary>
    public Money? OverShort => Counted - Expected;

    /// <summary>The same at the rates at which it was taken; zero where nothing was taken, so that nobody knows what it is worth.</summary>
    public Money BaseOverShort => OverShort is { } difference && Expected != Money.Zero ? difference.Share(Base.Minor, Expected.Minor) : Money.Zero;

    /// <param name="sees">Whether to tell what should be there.</param>
    public ShiftCurrency Shown(bool sees) => new(Currency, sees ? Expected : null, Counted, sees ? OverShort : null);
}

/// <param name="Currency">ISO 4217.</param>
/// <param name="Expected">What should be there; null for who counts blind.</param>
/// <param name="Counted">What was counted last; null before.</param>
/// <param name="OverShort">Counted less expected; null for who counts blind.</param>
internal sealed record ShiftCurrency(string Currency, Money? Expected, Money? Counted, Money? OverShort);
