namespace Store.Checkout.Corrections;

/// <summary>What was put right on a sale afterwards.</summary>
/// <param name="FromTender">The tender it was rung up under.</param>
/// <param name="ToTender">The tender it was paid by.</param>
/// <param name="Amount">How much.</param>
/// <param name="Reason">Why.</param>
/// <param name="CorrectedAt">When.</param>
/// <param name="CorrectedByName">By whom.</param>
/// <param name="ApprovedByName">Who approved it, if somebody had to.</param>
internal sealed record TenderCorrection(string FromTender, string ToTender, Money Amount, string Reason, DateTime CorrectedAt, string CorrectedByName, string? ApprovedByName)
{
    public static Task<IReadOnlyList<TenderCorrection>> Of(Db db, long saleId, CancellationToken cancellationToken) => db.Query<TenderCorrection>("""
        SELECT l.Tender AS FromTender, t.Tender AS ToTender, t.AmountMinor, c.Reason, c.CorrectedAt, c.CorrectedByName, c.ApprovedByName
        FROM   checkout.TenderCorrections c
        JOIN   checkout.TenderCorrectionLines l ON l.CorrectionId = c.CorrectionId AND l.AmountMinor < 0
        JOIN   checkout.TenderCorrectionLines t ON t.CorrectionId = c.CorrectionId AND t.AmountMinor > 0
        WHERE  c.SaleId = @saleId
        ORDER BY c.CorrectionId
        """, new { saleId }, cancellationToken);
}
