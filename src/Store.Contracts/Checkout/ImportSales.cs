using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Checkout;

/// <summary>
/// Takes sales of another system over from a file: one sale per invoice, returns, stock adjustments; what is none of them is rejected with its reason. Works in batches of
/// their own transactions, so it can be stopped at any point and run again: what is there already is left as it is.
/// </summary>
/// <param name="File">A CSV file, or one compressed as .gz.</param>
/// <param name="MapFile">The JSON file that says what the columns mean.</param>
/// <param name="StoreCode">The store that made the sales.</param>
/// <param name="Progress">Hears how far it is.</param>
/// <exception cref="Kernel.Database.SettingMissing">File, map or store is not there or does not fit; the message says what.</exception>
public sealed record ImportSales(string File, string MapFile, string StoreCode, IProgress<ImportProgress> Progress) : IRequest<SalesImportReport>;

/// <param name="Rows">Rows dealt with.</param>
/// <param name="RowsInAll">Rows of the file.</param>
public sealed record ImportProgress(long Rows, long RowsInAll);

/// <summary>What the database holds of a file, read back from it. Taken and rejected add up to the file.</summary>
public sealed record SalesImportReport(
    long Rows, long Sales, long Returns, long Adjustments, long Rejected, Money AmountTaken, Money AmountRejected, Money AmountFile, string? Warning);
