using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;

namespace Store.Kernel.Database;

/// <summary>An insert for one row, ready to be repeated for many in one statement.</summary>
internal sealed partial class MultiRowInsert
{
    // SQL Server takes 2,100 parameters and 1,000 rows in one statement.
    private const int ParametersAtMost = 2000;
    private const int RowsOfValuesAtMost = 1000;

    private static readonly ConcurrentDictionary<(string Sql, Type Row), MultiRowInsert> Known = new();

    private readonly string head;
    private readonly string[] pieces;
    private readonly (string Name, Func<object, object?> Read)[] values;
    private readonly ConcurrentDictionary<int, string> texts = new();

    private MultiRowInsert(string sql, Type row)
    {
        var shape = OneRow().Match(sql);
        if (!shape.Success)
            throw new ArgumentException("An insert of many rows is written for one: INSERT INTO ... VALUES (@A, @B).", nameof(sql));
        head = shape.Groups["head"].Value;
        var tuple = shape.Groups["tuple"].Value;
        pieces = Parameter().Split(tuple);
        values = [.. Parameter().Matches(tuple).Select(match => (match.Value[1..], Getter(row, match.Value[1..])))];
        RowsAtMost = Math.Max(1, Math.Min(RowsOfValuesAtMost, ParametersAtMost / Math.Max(1, values.Length)));
    }

    public int RowsAtMost { get; }

    public static MultiRowInsert Of<T>(string sql) => Known.GetOrAdd((sql, typeof(T)), key => new MultiRowInsert(key.Sql, key.Row));

    public string Text(int rows) => texts.GetOrAdd(rows, count =>
    {
        var text = new StringBuilder(head);
        for (var row = 0; row < count; row++)
        {
            text.Append(row == 0 ? "" : ",\n       ");
            for (var i = 0; i < pieces.Length; i++)
            {
                text.Append(pieces[i]);
                if (i < values.Length)
                    text.Append(CultureInfo.InvariantCulture, $"@{values[i].Name}_{row}");
            }
        }

        return text.ToString();
    });

    public DynamicParameters Parameters<T>(IReadOnlyList<T> rows, int from, int count)
        where T : class
    {
        var parameters = new DynamicParameters();
        for (var row = 0; row < count; row++)
        {
            foreach (var (name, read) in values)
                parameters.Add(string.Create(CultureInfo.InvariantCulture, $"{name}_{row}"), read(rows[from + row]));
        }

        return parameters;
    }

    private static Func<object, object?> Getter(Type row, string name)
    {
        var property = row.GetProperty(name, BindingFlags.Public | BindingFlags.Instance)
            ?? throw new ArgumentException($"{row.Name} has no property {name}.", nameof(name));
        var instance = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(
            Expression.Convert(Expression.Property(Expression.Convert(instance, row), property), typeof(object)), instance).Compile();
    }

    [GeneratedRegex(@"^(?<head>.*\bVALUES\s*)(?<tuple>\([^()]*\))\s*$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneRow();

    [GeneratedRegex(@"@\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
