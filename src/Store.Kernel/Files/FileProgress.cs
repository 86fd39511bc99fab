namespace Store.Kernel.Files;

/// <summary>How an import gets on.</summary>
/// <param name="BytesRead">Of the file.</param>
/// <param name="BytesInAll">The file's size.</param>
/// <param name="Counts">What has become of the rows so far.</param>
public sealed record FileProgress(long BytesRead, long BytesInAll, ImportCounts Counts);

/// <summary>What has become of an import's rows; each row read is in exactly one of the others.</summary>
public sealed record ImportCounts(int RowsRead, int Created, int Updated, int Unchanged, int Rejected)
{
    public static readonly ImportCounts None = new(0, 0, 0, 0, 0);

    public static ImportCounts operator +(ImportCounts left, ImportCounts right) => new(
        left.RowsRead + right.RowsRead, left.Created + right.Created, left.Updated + right.Updated, left.Unchanged + right.Unchanged, left.Rejected + right.Rejected);
}

/// <summary>A row that was not taken, and why.</summary>
/// <param name="Row">Its number as a spreadsheet counts, the row of names being the first.</param>
/// <param name="Reason">Why, in words for a person.</param>
/// <param name="Text">The row as it stands in the file.</param>
public sealed record RejectedRow(int Row, string Reason, string Text);
