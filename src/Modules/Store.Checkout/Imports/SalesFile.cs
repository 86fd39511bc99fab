using System.IO.Compression;
using System.Security.Cryptography;
using CsvHelper;

namespace Store.Checkout.Imports;

/// <summary>Reads a file of sales row by row; never the whole of it.</summary>
internal sealed class SalesFile(string file, SalesMap map)
{
    private const int RowsHeldAtMost = 200_000;

    /// <summary>Looks through the file once: what it is, how much it holds, and which invoices are not written in one piece.</summary>
    /// <exception cref="SettingMissing">The file is not there, or lacks a column that the map names.</exception>
    public SalesFileFacts Survey(CancellationToken cancellationToken)
    {
        var (rows, amount, last) = (0L, Money.Zero, "");
        var ended = new HashSet<string>(StringComparer.Ordinal);
        var inPieces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows++;
            amount += row.Amount;
            if (row.Invoice == last)
                continue;
            if (!ended.Add(row.Invoice))
                inPieces.Add(row.Invoice);
            last = row.Invoice;
        }

        using var stream = File.OpenRead(file);
        return new SalesFileFacts(Convert.ToHexString(SHA256.HashData(stream)), rows, amount, inPieces);
    }

    /// <summary>The rows of each invoice together, in the order of the file; an invoice written in pieces comes at the end.</summary>
    public IEnumerable<IReadOnlyList<SalesFileRow>> Invoices(SalesFileFacts facts)
    {
        var current = new List<SalesFileRow>();
        var held = new List<SalesFileRow>();
        foreach (var row in Rows())
        {
            if (facts.InPieces.Contains(row.Invoice))
            {
                held.Add(row);
                if (held.Count > RowsHeldAtMost)
                    throw new SettingMissing("The rows of too many invoices do not stand together; sort the file by invoice.");
                continue;
            }

            if (current.Count > 0 && current[0].Invoice != row.Invoice)
            {
                yield return current;
                current = [];
            }

            current.Add(row);
        }

        if (current.Count > 0)
            yield return current;
        foreach (var invoice in held.GroupBy(row => row.Invoice, StringComparer.Ordinal))
            yield return [.. invoice];
    }

    private IEnumerable<SalesFileRow> Rows()
    {
        using var csv = CsvReader.Create(Open(), new CsvReaderOptions { HasHeader = true, PoolStrings = true }, false);
        csv.ReadHeader();

        var columns = map.Columns;
        var (invoice, product, name, quantity, time, unitPrice) =
            (Index(csv, columns.Invoice), Index(csv, columns.Product), Index(csv, columns.Name), Index(csv, columns.Quantity), Index(csv, columns.Time), Index(csv, columns.UnitPrice));
        var member = columns.Member is null ? -1 : Index(csv, columns.Member);
        for (var number = 1L; csv.Read(); number++)
        {
            yield return SalesFileRow.Parse(
                number, csv.GetString(invoice), csv.GetString(product), csv.GetString(name), csv.GetString(quantity), csv.GetString(time), csv.GetString(unitPrice),
                member < 0 ? null : csv.GetString(member), map);
        }
    }

    private Stream Open()
    {
        try
        {
            var stream = File.OpenRead(file);
            return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        }
        catch (IOException)
        {
            throw new SettingMissing($"There is no file {file}.");
        }
    }

    private int Index(CsvReader csv, string column)
    {
        return csv.TryGetFieldIndex(column, out var index)
            ? index
            : throw new SettingMissing($"{file} has no column '{column}', which the map names; it has {string.Join(", ", csv.Headers)}.");
    }
}

/// <param name="Hash">SHA-256 of the file.</param>
/// <param name="Rows">Rows below the heading.</param>
/// <param name="Amount">Quantity times price of each row, rounded, added up.</param>
/// <param name="InPieces">Invoices whose rows do not all stand together.</param>
internal sealed record SalesFileFacts(string Hash, long Rows, Money Amount, IReadOnlySet<string> InPieces);
