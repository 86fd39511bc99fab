namespace Store.Tests.Rules;

/// <summary>The judge of statements is shown one of each that it must refuse.</summary>
public sealed class StatementRulesTests
{
    [Theory]
    [InlineData("SELECT TOP 1 SaleId FROM checkout.Sales", "TOP")]
    [InlineData("MERGE checkout.Sales AS t USING checkout.Sales AS s ON t.SaleId = s.SaleId WHEN MATCHED THEN UPDATE SET t.ReceiptNumber = 1;", "MERGE")]
    [InlineData("SELECT ISNULL(ReceiptNumber, 0) FROM checkout.Sales", "ISNULL")]
    [InlineData("SELECT GETDATE()", "GETDATE")]
    [InlineData("SELECT DATEADD(day, 1, @d)", "DATEADD")]
    [InlineData("UPDATE checkout.Sales SET ReceiptNumber = r.LastReceiptNumber FROM checkout.Registers r WHERE r.RegisterId = RegisterId", "UPDATE ... FROM")]
    [InlineData("DELETE FROM checkout.Sales OUTPUT deleted.SaleId WHERE SaleId = @SaleId", "OUTPUT")]
    [InlineData("SELECT 'no. ' + Code FROM checkout.Registers", "+ on strings")]
    [InlineData("SELECT CONVERT(bigint, Code) FROM checkout.Registers", "CONVERT")]
    public void What_one_engine_alone_runs_is_refused(string sql, string what) => Assert.Equal($"Only one engine runs {what}", Judge(sql));

    [Theory]
    [InlineData("SELECT SaleId FROM catalog.Products", "CompleteSale.cs belongs to checkout and names the schema catalog")]
    [InlineData("SELECT s.SaleId FROM checkout.Sales s WHERE EXISTS (SELECT 1 FROM inventory.StockItems i WHERE i.StoreId = s.StoreId)", "CompleteSale.cs belongs to checkout and names the schema inventory")]
    [InlineData("SELECT SaleId FROM Checkout.Sales", "CompleteSale.cs belongs to checkout and names the schema Checkout")]
    [InlineData("INSERT INTO Sales (SaleId) VALUES (@SaleId)", "CompleteSale.cs names the table Sales without its schema")]
    [InlineData("SELECT SaleId FROM checkout.Sales LIMIT 1", "Not T-SQL: Incorrect syntax near LIMIT.")]
    public void Another_modules_table_or_one_without_schema_is_refused(string sql, string fault) => Assert.Equal(fault, Judge(sql));

    [Theory]
    [InlineData("""
        WITH sold AS (SELECT StoreId, SUM(TotalMinor) AS Total FROM checkout.Sales WHERE StoreId IN @Stores GROUP BY StoreId)
        SELECT s.StoreId, COALESCE(s.Total, 0), CONCAT('no. ', s.Total + 1)
        FROM   sold s
        WHERE  s.Total > @least
        ORDER BY s.StoreId
        OFFSET 0 ROWS FETCH NEXT @rows ROWS ONLY
        """)]
    [InlineData("UPDATE kernel.OutboxMessages SET State = @State WHERE EventId IN (SELECT EventId FROM kernel.OutboxMessages WITH (UPDLOCK, READPAST) WHERE State = 0)")]
    [InlineData("INSERT INTO checkout.Sales (SaleId, StoreId) VALUES (@SaleId_0, @StoreId_0), (@SaleId_1, @StoreId_1)")]
    public void What_both_engines_run_passes(string sql) => Assert.Null(Judge(sql));

    [Fact]
    public async Task A_statement_that_breaks_a_rule_fails_the_test_that_runs_it()
    {
        var store = new StoreApp();
        await store.InitializeAsync();
        try
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Rows<long>("SELECT TOP 1 StoreId FROM chain.Stores"));
            Assert.StartsWith("Only one engine runs TOP\n/* StoreApp.cs:", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    private static string? Judge(string sql) => StatementRules.Judge($"/* CompleteSale.cs:12 */ {sql}");
}
