using Store.Contracts.Checkout;

namespace Store.Checkout.Imports;

/// <summary>Notes that a file has been taken over and reads back what the database holds of it.</summary>
internal static class FinishSalesImport
{
    internal sealed record Command(long ImportId) : ICommand<SalesImportReport>;

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Command, SalesImportReport>
    {
        public async Task<SalesImportReport> Handle(Command command, CancellationToken cancellationToken)
        {
            await db.Execute("""
                UPDATE checkout.SalesImports SET FinishedAt = @Now WHERE ImportId = @ImportId AND FinishedAt IS NULL
                """, new { command.ImportId, Now = clock.UtcNow() }, cancellationToken);
            var sales = await db.Find<SaleSums>("""
                SELECT COALESCE(SUM(CASE WHEN Kind = 'Sale' THEN 1 ELSE 0 END), 0) AS Sales, COALESCE(SUM(CASE WHEN Kind = 'Return' THEN 1 ELSE 0 END), 0) AS Returns,
                       COALESCE(SUM(TotalMinor), 0) AS TotalMinor
                FROM   checkout.Sales
                WHERE  ImportId = @ImportId
                """, command, cancellationToken);
            var lines = await db.Find<LineSums>("""
                SELECT COUNT(*) AS Lines
                FROM   checkout.Sales s
                JOIN   checkout.SaleLines l ON l.SaleId = s.SaleId
                WHERE  s.ImportId = @ImportId
                """, command, cancellationToken);
            var rows = await db.Find<RowSums>("""
                SELECT COALESCE(SUM(CASE WHEN Outcome = 'Adjusted' THEN 1 ELSE 0 END), 0) AS Adjusted, COALESCE(SUM(CASE WHEN Outcome = 'Rejected' THEN 1 ELSE 0 END), 0) AS Rejected,
                       COALESCE(SUM(CASE WHEN Outcome = 'Rejected' THEN AmountMinor ELSE 0 END), 0) AS RejectedAmountMinor
                FROM   checkout.SalesImportRows
                WHERE  ImportId = @ImportId
                """, command, cancellationToken);
            var amountFile = await db.Scalar<Money>("SELECT AmountFileMinor FROM checkout.SalesImports WHERE ImportId = @ImportId", command, cancellationToken);
            return new SalesImportReport(
                lines!.Lines + rows!.Adjusted + rows.Rejected, sales!.Sales, sales.Returns, rows.Adjusted, rows.Rejected, sales.Total, rows.RejectedAmount, amountFile, Warning: null);
        }

        private sealed record SaleSums(long Sales, long Returns, Money Total);

        private sealed record LineSums(long Lines);

        private sealed record RowSums(long Adjusted, long Rejected, Money RejectedAmount);
    }
}
