using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Store.Kernel.Database;

namespace Store.Tests;

/// <summary>
/// Watches every statement of every test: each has to be T-SQL by Microsoft's own parser, keep to what both engines run, and name no other module's schema. A
/// statement that does not is refused where it runs, so the test that uses it fails.
/// </summary>
public sealed partial class StatementRules : IStatementObserver
{
    private static readonly ConcurrentDictionary<string, string?> Judged = new(StringComparer.Ordinal);

    private static readonly Lazy<IReadOnlyDictionary<string, string>> SchemaByFile = new(SourceTree.SchemaByFile);

    /// <summary>Every statement that tests have run so far.</summary>
    public static IEnumerable<string> Seen => Judged.Keys;

    public void Executing(string statement)
    {
        if (Judged.GetOrAdd(statement, Judge) is { } fault)
            throw new InvalidOperationException($"{fault}\n{statement}");
    }

    /// <summary>What is wrong with a statement; null when nothing is.</summary>
    public static string? Judge(string statement)
    {
        var parser = new TSql150Parser(initialQuotedIdentifiers: true);
        // Dapper expands IN @list into a list in parentheses when it runs.
        var fragment = parser.Parse(new StringReader(InList().Replace(statement, "IN (${list})")), out var errors);
        if (errors.Count > 0)
            return $"Not T-SQL: {errors[0].Message}";

        var visitor = new Visitor();
        fragment.Accept(visitor);
        var file = FileMark().Match(statement).Groups["file"].Value;
        if (SchemaByFile.Value.TryGetValue(file, out var own))
        {
            if (visitor.Schemas.FirstOrDefault(schema => schema != own && schema != Schemas.Kernel) is { } foreign)
                return $"{file} belongs to {own} and names the schema {foreign}";
            if (visitor.Unqualified.FirstOrDefault() is { } table)
                return $"{file} names the table {table} without its schema";
        }

        return visitor.Refused is null ? null : $"Only one engine runs {visitor.Refused}";
    }

    [GeneratedRegex(@"\bIN\s+(?<list>@\w+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InList();

    [GeneratedRegex(@"^/\* (?<file>[^:]+):\d+ \*/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileMark();

    private sealed class Visitor : TSqlFragmentVisitor
    {
        private static readonly HashSet<string> OneEngineOnly = new(StringComparer.OrdinalIgnoreCase)
        {
            "ISNULL", "GETDATE", "GETUTCDATE", "SYSUTCDATETIME", "SYSDATETIME", "DATEADD", "DATEDIFF", "DATEPART", "IFNULL", "LEN", "LENGTH", "SUBSTR", "CHARINDEX", "INSTR",
            "JSON_VALUE", "JSON_QUERY", "NEWID", "STRFTIME", "CONVERT",
        };

        private readonly HashSet<string> commonTables = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<string> unqualified = [];

        public HashSet<string> Schemas { get; } = new(StringComparer.Ordinal);

        public IEnumerable<string> Unqualified => unqualified.Where(table => !commonTables.Contains(table));

        public string? Refused { get; private set; }

        public override void Visit(CommonTableExpression node) => commonTables.Add(node.ExpressionName.Value);

        public override void Visit(NamedTableReference node)
        {
            if (node.SchemaObject.SchemaIdentifier is { } schema)
                Schemas.Add(schema.Value);
            else
                unqualified.Add(node.SchemaObject.BaseIdentifier.Value);
        }

        public override void Visit(TopRowFilter node) => Refused = "TOP";

        public override void Visit(MergeStatement node) => Refused = "MERGE";

        public override void Visit(OutputClause node) => Refused = "OUTPUT";

        public override void Visit(ConvertCall node) => Refused = "CONVERT";

        public override void Visit(UpdateSpecification node)
        {
            if (node.FromClause is not null)
                Refused = "UPDATE ... FROM";
        }

        public override void Visit(FunctionCall node)
        {
            if (OneEngineOnly.Contains(node.FunctionName.Value))
                Refused = node.FunctionName.Value;
        }

        public override void Visit(BinaryExpression node)
        {
            if (node.BinaryExpressionType == BinaryExpressionType.Add && (node.FirstExpression is StringLiteral || node.SecondExpression is StringLiteral))
                Refused = "+ on strings";
        }
    }
}
