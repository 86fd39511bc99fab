using Store.Kernel.Database;

namespace Store.Tests.Kernel;

/// <summary>The embedded engine gets SQL Server's text with three changes and no more.</summary>
public sealed class EmbeddedSqlTests
{
    private static readonly EmbeddedSql Sql = new(new HashSet<string>(["catalog", "kernel"], StringComparer.Ordinal));

    [Theory]
    [InlineData("SELECT p.Name FROM catalog.Products p JOIN kernel.AuditEntries a ON a.Subject = p.Name", "SELECT p.Name FROM Products p JOIN AuditEntries a ON a.Subject = p.Name")]
    [InlineData("SELECT catalog.Products.Name FROM catalog.Products", "SELECT Products.Name FROM Products")]
    [InlineData("SELECT p.catalog FROM dbo.Products p", "SELECT p.catalog FROM dbo.Products p")]
    [InlineData("SELECT catalogs.Name, @catalog FROM catalogs", "SELECT catalogs.Name, @catalog FROM catalogs")]
    public void A_schema_goes_and_nothing_that_looks_like_one(string sql, string expected) => Assert.Equal(expected, Sql.Translate(sql));

    [Theory]
    [InlineData("OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY", "LIMIT 20 OFFSET 0")]
    [InlineData("OFFSET @skip ROWS FETCH NEXT @take ROWS ONLY", "LIMIT @take OFFSET @skip")]
    [InlineData("offset @skip rows\n  fetch next 5 rows only", "LIMIT 5 OFFSET @skip")]
    [InlineData("IN (SELECT A FROM T ORDER BY A OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY)", "IN (SELECT A FROM T ORDER BY A LIMIT 1 OFFSET 0)")]
    [InlineData("SELECT Offset FROM T", "SELECT Offset FROM T")]
    public void Paging_is_said_in_the_engines_way(string sql, string expected) => Assert.Equal(expected, Sql.Translate(sql));

    [Theory]
    [InlineData("FROM T WITH (UPDLOCK, READPAST) WHERE A = 1", "FROM T  WHERE A = 1")]
    [InlineData("FROM T WITH(INDEX(IX_T_A), FORCESEEK(IX_T_A (A, B))) JOIN U", "FROM T  JOIN U")]
    [InlineData("WITH x AS (SELECT 1 AS A) SELECT A FROM x", "WITH x AS (SELECT 1 AS A) SELECT A FROM x")]
    [InlineData("WITH x (A) AS (SELECT A FROM catalog.T WITH (ROWLOCK)) SELECT A FROM x", "WITH x (A) AS (SELECT A FROM T ) SELECT A FROM x")]
    public void Hints_go_and_common_tables_stay(string sql, string expected) => Assert.Equal(expected, Sql.Translate(sql));

    [Theory]
    [InlineData("SELECT 'catalog.Products WITH (NOLOCK)'")]
    [InlineData("SELECT 'it''s catalog.Products'")]
    [InlineData("SELECT N'OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY'")]
    [InlineData("/* catalog.Products WITH (NOLOCK) don't */ SELECT 1")]
    [InlineData("SELECT 1 -- catalog.Products, WITH (NOLOCK)")]
    [InlineData("SELECT 1 - -2 AS A, 3--2")]
    public void Strings_and_comments_stay(string sql) => Assert.Equal(sql, Sql.Translate(sql));

    [Fact]
    public void An_apostrophe_in_a_comment_opens_no_string() =>
        Assert.Equal("SELECT 1 -- don't\nFROM Products", Sql.Translate("SELECT 1 -- don't\nFROM catalog.Products"));
}
