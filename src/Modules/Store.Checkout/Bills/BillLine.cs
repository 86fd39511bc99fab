using System.Globalization;
using Store.Kernel.Files;

namespace Store.Checkout.Bills;

/// <summary>What a provider has done, line by line.</summary>
/// <param name="LineNumber">As a spreadsheet counts.</param>
/// <param name="Kind">One of <see cref="BillKinds"/>.</param>
/// <param name="Number">The number by which it knows the payment or the refund: ours, where it came from us.</param>
/// <param name="Amount">More than zero.</param>
/// <param name="Reference">The provider's own number.</param>
internal sealed record BillLine(int LineNumber, string Kind, string Number, Money Amount, string? Reference)
{
    /// <summary>Whether it is about a refund of ours; a reversal is about the payment that it takes back.</summary>
    public string About => Kind == BillKinds.Refund ? BillKinds.Refund : BillKinds.Payment;

    /// <summary>What it adds to what was paid or refunded.</summary>
    public Money Signed => Kind == BillKinds.Reversal ? -Amount : Amount;
}

internal static class BillKinds
{
    public const string Payment = "Payment";
    public const string Refund = "Refund";

    /// <summary>A payment called off or given back whole.</summary>
    public const string Reversal = "Reversal";
}

/// <summary>A bill as a CSV file: <c>kind</c> (Payment, Refund or Reversal), <c>number</c>, <c>amount</c> and, if there is one, <c>reference</c>.</summary>
internal static class BillFile
{
    public const int LinesAtMost = 50_000;

    private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
    {
        ["kind"] = ["type", "类型", "類型"], ["number"] = ["out_trade_no", "商户订单号", "商戶訂單號"], ["amount"] = ["金额", "金額"], ["reference"] = ["transaction_id", "交易号", "交易號"],
    };

    /// <exception cref="RuleBroken"><c>bill.unreadable</c>, with the row: a bill is taken whole or not at all.</exception>
    public static async Task<IReadOnlyList<BillLine>> Read(byte[] file, CancellationToken cancellationToken)
    {
        var lines = new List<BillLine>();
        try
        {
            using var stream = new MemoryStream(file);
            await using var csv = await CsvFile.Open(stream, Columns, cancellationToken);
            if (!csv.Has("kind") || !csv.Has("number") || !csv.Has("amount"))
                throw new FileUnreadable("The first row has to name kind, number and amount.");
            await foreach (var row in csv.Rows(cancellationToken))
                lines.Add(lines.Count < LinesAtMost ? LineOf(row) : throw Unreadable(row.Number, $"a bill has at most {LinesAtMost} lines"));
        }
        catch (FileUnreadable unreadable)
        {
            throw new RuleBroken("bill.unreadable", unreadable.Message, new Dictionary<string, object?> { ["row"] = 1 });
        }

        return lines;
    }

    private static BillLine LineOf(CsvRow row)
    {
        var kind = row["kind"]?.Trim().ToUpperInvariant() switch
        {
            "PAYMENT" or "PAY" => BillKinds.Payment,
            "REFUND" => BillKinds.Refund,
            "REVERSAL" => BillKinds.Reversal,
            _ => throw Unreadable(row.Number, "a line is a Payment, Refund or Reversal"),
        };
        if (row.Faulty || row["number"]?.Trim() is not { Length: > 0 and <= 64 } number)
            throw Unreadable(row.Number, "it has no number");
        if (!decimal.TryParse(row["amount"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount is <= 0 or > 100_000_000 || decimal.Round(amount, Money.Decimals) != amount)
            throw Unreadable(row.Number, "an amount is such as 12.50");
        var reference = row["reference"]?.Trim();
        return new BillLine(row.Number, kind, number, Money.FromDecimal(amount), string.IsNullOrEmpty(reference) ? null : reference.Length > 100 ? reference[..100] : reference);
    }

    private static RuleBroken Unreadable(int row, string why) => new("bill.unreadable", $"Row {row} cannot be read: {why}.", new Dictionary<string, object?> { ["row"] = row });
}
