using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;

namespace Store.Kernel.Database;

/// <summary>An insert or update for one row, ready to be repeated for many in one round trip.</summary>
internal sealed partial class MultiRowStatement
{
    private const int RowsOfValuesAtMost = 1000;

    // SQL Server takes 2,100.
    private const int ParametersAtMost = 2000;

    private static readonly ConcurrentDictionary<(string Sql, Type Row), MultiRowStatement> Known = new();

    private readonly string head;
    private readonly string between;
    private readonly string[] pieces;
    private readonly string[] mentioned;
    private readonly (string Name, Func<object, object?> Read)[] values;
    private readonly ConcurrentDictionary<int, string> texts = new();
    private readonly ConcurrentDictionary<int, string[]> names = new();

    private MultiRowStatement(string sql, Type row)
    {
        Sql = sql;
        var insert = OneRow().Match(sql);
        if (!insert.Success && !sql.TrimStart().StartsWith("UPDATE ", StringComparison.Ordinal))
            throw new ArgumentException("What is run for many rows is written for one: INSERT INTO ... VALUES (@A, @B), or UPDATE ... WHERE A = @A.", nameof(sql));
        (head, between) = insert.Success ? (insert.Groups["head"].Value, ",\n       ") : ("", ";\n");
        var repeated = insert.Success ? insert.Groups["tuple"].Value : sql;
        pieces = Parameter().Split(repeated);
        mentioned = [.. Parameter().Matches(repeated).Select(match => match.Value[1..])];
        values = [.. mentioned.Distinct(StringComparer.Ordinal).Select(name => (name, Getter(row, name)))];
    }

    public static MultiRowStatement Of<T>(string sql) => Known.GetOrAdd((sql, typeof(T)), key => new MultiRowStatement(key.Sql, key.Row));

    public string Text(int rows) => texts.GetOrAdd(rows, count =>
    {
        var text = new StringBuilder(head);
        for (var row = 0; row < count; row++)
        {
            text.Append(row == 0 ? "" : between);
            for (var i = 0; i < pieces.Length; i++)
            {
                text.Append(pieces[i]);
                if (i < mentioned.Length)
                    text.Append(CultureInfo.InvariantCulture, $"@{mentioned[i]}_{row}");
            }
        }

        return text.ToString();
    });

    /// <summary>How many rows go into one round trip.</summary>
    public int RowsAtMost => Math.Max(1, Math.Min(RowsOfValuesAtMost, ParametersAtMost / Math.Max(1, values.Length)));

    /// <summary>The statement for one row, as it is written in the slice.</summary>
    public string Sql { get; }

    /// <summary>Its parameters, each once, and what reads each from a row.</summary>
    public IReadOnlyList<(string Name, Func<object, object?> Read)> Values => values;

    public SqlMapper.IDynamicParameters Parameters<T>(IReadOnlyList<T> rows, int from, int count)
        where T : class => new ParametersOf<T>(this, rows, from, count);

    private string[] NamesOf(int row) => names.GetOrAdd(row, number => Array.ConvertAll(values, value => string.Create(CultureInfo.InvariantCulture, $"{value.Name}_{number}")));

    /// <summary>Dapper's own dynamic parameters look each name up among all others; with many rows that is most of the work.</summary>
    private sealed class ParametersOf<T>(MultiRowStatement statement, IReadOnlyList<T> rows, int from, int count) : SqlMapper.IDynamicParameters
        where T : class
    {
        public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
        {
            for (var row = 0; row < count; row++)
            {
                var names = statement.NamesOf(row);
                for (var i = 0; i < names.Length; i++)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = names[i];
                    RowMapping.SetValue(parameter, statement.values[i].Read(rows[from + row]));
                    command.Parameters.Add(parameter);
                }
            }
        }
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
