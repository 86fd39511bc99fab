using System.Globalization;
using System.Text;
using Store.Catalog.Barcodes;

namespace Store.Catalog.Search;

/// <summary>Finds products by the beginnings of their search terms, straight from the index: no scan, and no sort of all that is found.</summary>
internal sealed class ProductSearch(Db db)
{
    public const int TextLengthAtMost = 100;

    private const int WordsAtMost = 8;
    private const int TailLengthAtLeast = 3;
    private const int RoundsAtMost = 10;

    // Where few products are left to ask, each is asked by itself; of more than so many rows it is quicker to read what the other word finds in one go, unless
    // that word is in so much of the range that asking soon gives enough.
    private const int AskEachAtMost = 300;
    private const int ReadAllAtMost = 20_000;

    /// <summary>The ids of products in which every word is found; of those, the ones in which the rarest word stands most by itself first.</summary>
    public async Task<IReadOnlyList<long>> Find(string text, bool alsoInactive, int limit, CancellationToken cancellationToken)
    {
        var ranges = SearchTerms.Words(text).Distinct(StringComparer.Ordinal).Take(WordsAtMost).Select(Ranges).ToArray();
        if (ranges.Length == 0)
            return [];

        // The rarest word leads, so that few products have to be asked for the others.
        var words = ranges.Length == 1 ? [new Word(ranges[0], Count: 0)] : await RarestFirst(ranges, cancellationToken);
        var parameters = new Dictionary<string, object>(StringComparer.Ordinal);
        var sql = Statement(words, alsoInactive, parameters);
        var found = new List<long>();
        var known = new HashSet<long>();
        foreach (var (from, to) in words[0].Ranges)
        {
            (parameters["From"], parameters["To"]) = (from, to);
            await Collect(sql, parameters, limit, found, known, cancellationToken);
        }

        return found;
    }

    /// <summary>The statement for what the first word finds and the others do not rule out.</summary>
    internal static string Statement(IReadOnlyList<Word> words, bool alsoInactive, Dictionary<string, object> parameters)
    {
        var sql = new StringBuilder("SELECT s.ProductId FROM catalog.SearchTerms s WHERE s.Term >= @From AND s.Term < @To");
        var number = 0;
        foreach (var word in words.Skip(1))
        {
            // The plus changes nothing but keeps the embedded engine from walking the index by product, out of order.
            var condition = words[0].Count <= AskEachAtMost || word.Count >= ReadAllAtMost
                ? "EXISTS (SELECT 1 FROM catalog.SearchTerms o WHERE o.ProductId = s.ProductId AND o.Term >= @From{0} AND o.Term < @To{0})"
                : "+s.ProductId IN (SELECT o.ProductId FROM catalog.SearchTerms o WHERE o.Term >= @From{0} AND o.Term < @To{0})";
            sql.Append(" AND (");
            foreach (var (from, to) in word.Ranges)
            {
                sql.Append(sql[^1] == '(' ? "" : " OR ").Append(condition.Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
                (parameters[$"From{number}"], parameters[$"To{number}"]) = (from, to);
                number++;
            }

            sql.Append(')');
        }

        if (!alsoInactive)
            sql.Append(" AND EXISTS (SELECT 1 FROM catalog.Products p WHERE p.ProductId = s.ProductId AND p.Active = 1)");
        return sql.Append(" ORDER BY s.Term, s.ProductId OFFSET @Skip ROWS FETCH NEXT @Rows ROWS ONLY").ToString();
    }

    /// <summary>Where the terms that a word finds stand in the index: as the beginning of a term, and for digits as the tail of a barcode.</summary>
    private static TextRange[] Ranges(string word)
    {
        if (word.Length < TailLengthAtLeast || !word.All(char.IsAsciiDigit))
            return [SearchTerms.Range(word)];
        var barcode = Gtin.CheckDigitIsRight(word) ? Gtin.Normal(word) : word;
        return [SearchTerms.Range(word), SearchTerms.Range(SearchTerms.Tail(barcode))];
    }

    private async Task<Word[]> RarestFirst(TextRange[][] words, CancellationToken cancellationToken)
    {
        var counted = new List<Word>();
        foreach (var ranges in words)
        {
            var count = 0;
            foreach (var (from, to) in ranges)
            {
                count += await db.Scalar<int>("""
                    SELECT COUNT(*)
                    FROM  (SELECT Term FROM catalog.SearchTerms WHERE Term >= @from AND Term < @to ORDER BY Term OFFSET 0 ROWS FETCH NEXT @ReadAllAtMost ROWS ONLY) counted
                    """, new { from, to, ReadAllAtMost }, cancellationToken);
            }

            counted.Add(new Word(ranges, count));
        }

        return [.. counted.OrderBy(word => word.Count)];
    }

    /// <summary>Reads on until there are enough products; one product may have several terms in the range.</summary>
    private async Task Collect(
        string sql, Dictionary<string, object> parameters, int limit, List<long> found, HashSet<long> known, CancellationToken cancellationToken)
    {
        var rowsAtATime = limit * 3;
        for (var round = 0; round < RoundsAtMost && found.Count < limit; round++)
        {
            (parameters["Skip"], parameters["Rows"]) = (round * rowsAtATime, rowsAtATime);
            var rows = await db.Query<long>(sql, parameters, cancellationToken);
            found.AddRange(rows.Where(known.Add).Take(limit - found.Count));
            if (rows.Count < rowsAtATime)
                break;
        }
    }

    /// <param name="Ranges">Where its terms stand in the index.</param>
    /// <param name="Count">How many there are; counted up to <see cref="ReadAllAtMost"/>, and not at all where there is one word alone.</param>
    internal sealed record Word(TextRange[] Ranges, int Count);
}
