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
    private const int CountAtMost = 1000;
    private const int RoundsAtMost = 10;

    /// <summary>The ids of products in which every word is found; of those, the ones in which the rarest word stands most by itself first.</summary>
    public async Task<IReadOnlyList<long>> Find(string text, bool alsoInactive, int limit, CancellationToken cancellationToken)
    {
        var words = SearchTerms.Words(text).Distinct(StringComparer.Ordinal).Take(WordsAtMost).Select(Ranges).ToArray();
        if (words.Length == 0)
            return [];

        // The rarest word leads, so that few products have to be asked for the others.
        var order = words.Length == 1 ? words : await RarestFirst(words, cancellationToken);
        var sql = Statement(order.AsSpan(1), alsoInactive, out var parameters);
        var found = new List<long>();
        var known = new HashSet<long>();
        foreach (var (from, to) in order[0])
        {
            (parameters["From"], parameters["To"]) = (from, to);
            await Collect(sql, parameters, limit, found, known, cancellationToken);
        }

        return found;
    }

    /// <summary>Where the terms that a word finds stand in the index: as the beginning of a term, and for digits as the tail of a barcode.</summary>
    private static TextRange[] Ranges(string word)
    {
        if (word.Length < TailLengthAtLeast || !word.All(char.IsAsciiDigit))
            return [SearchTerms.Range(word)];
        var barcode = Gtin.CheckDigitIsRight(word) ? Gtin.Normal(word) : word;
        return [SearchTerms.Range(word), SearchTerms.Range(SearchTerms.Tail(barcode))];
    }

    private async Task<TextRange[][]> RarestFirst(TextRange[][] words, CancellationToken cancellationToken)
    {
        var counted = new List<(int Count, TextRange[] Word)>();
        foreach (var word in words)
        {
            var count = 0;
            foreach (var (from, to) in word)
            {
                count += await db.Scalar<int>("""
                    SELECT COUNT(*)
                    FROM  (SELECT Term FROM catalog.SearchTerms WHERE Term >= @from AND Term < @to ORDER BY Term OFFSET 0 ROWS FETCH NEXT @CountAtMost ROWS ONLY) counted
                    """, new { from, to, CountAtMost }, cancellationToken);
            }

            counted.Add((count, word));
        }

        return [.. counted.OrderBy(word => word.Count).Select(word => word.Word)];
    }

    private static string Statement(ReadOnlySpan<TextRange[]> others, bool alsoInactive, out Dictionary<string, object> parameters)
    {
        parameters = new Dictionary<string, object>(StringComparer.Ordinal);
        var sql = new StringBuilder("SELECT s.ProductId FROM catalog.SearchTerms s WHERE s.Term >= @From AND s.Term < @To");
        if (!alsoInactive)
            sql.Append(" AND EXISTS (SELECT 1 FROM catalog.Products p WHERE p.ProductId = s.ProductId AND p.Active = 1)");
        var number = 0;
        foreach (var word in others)
        {
            sql.Append(" AND (");
            for (var i = 0; i < word.Length; i++, number++)
            {
                sql.Append(i == 0 ? "" : " OR ").Append(
                    CultureInfo.InvariantCulture, $"EXISTS (SELECT 1 FROM catalog.SearchTerms o WHERE o.ProductId = s.ProductId AND o.Term >= @From{number} AND o.Term < @To{number})");
                (parameters[$"From{number}"], parameters[$"To{number}"]) = word[i];
            }

            sql.Append(')');
        }

        return sql.Append(" ORDER BY s.Term, s.ProductId OFFSET @Skip ROWS FETCH NEXT @Rows ROWS ONLY").ToString();
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
}
