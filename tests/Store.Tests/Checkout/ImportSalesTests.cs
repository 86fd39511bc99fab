using System.Globalization;
using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Checkout;
using Store.Kernel.Database;
using Store.Kernel.Verification;
using Store.Tests.Loyalty;

namespace Store.Tests.Checkout;

public sealed class ImportSalesTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly string Sample = Path.Combine(SourceTree.Root, "tests", "data", "online-retail-sample.csv");

    private static readonly string Map = Path.Combine(SourceTree.Root, "tests", "data", "online-retail.map.json");

    [Fact]
    public async Task A_file_of_another_system_is_taken_over_and_adds_up_to_the_cent()
    {
        var (code, storeId) = await GivenStore();

        var report = await Import(Sample, code);

        Assert.Equal(
            (2000L, 85L, 50L, 34L, 3L, 31_400.85m, -11_062.06m, 20_338.79m),
            (report.Rows, report.Sales, report.Returns, report.Adjustments, report.Rejected, report.AmountTaken.ToDecimal(), report.AmountRejected.ToDecimal(), report.AmountFile.ToDecimal()));
        Assert.Contains("GBP", report.Warning, StringComparison.Ordinal);
        Assert.Equal(["bad debt adjustment, not a sale"], (await store.Rows<string>("""
            SELECT r.Reason FROM checkout.SalesImportRows r JOIN checkout.SalesImports i ON i.ImportId = r.ImportId WHERE i.StoreId = @storeId AND r.Outcome = 'Rejected'
            """, new { storeId })).Distinct());
        await store.DispatchEvents();
        await AssertTheBooksHold();
    }

    [Fact]
    public async Task Sales_that_are_taken_over_earn_no_coupons()
    {
        var (code, storeId) = await GivenStore();
        var kind = await store.GivenCoupon(storeId, new { issueOn = "SaleOver", issueOver = 1 });

        await Import(Sample, code);
        await store.DispatchEvents();

        Assert.Empty(await kind.Coupons());
    }

    [Fact]
    public async Task Each_invoice_is_one_sale_with_its_own_day_member_and_lines()
    {
        var (code, storeId) = await GivenStore();

        await Import(Sample, code);

        var invoice = Assert.Single(await store.Rows<Invoice>("""
            SELECT BusinessDate, HourOfDay, ItemCount, TotalMinor, COALESCE(MemberId, 0) AS MemberId FROM checkout.Sales WHERE StoreId = @storeId AND SourceNumber = '536365'
            """, new { storeId }));
        Assert.Equal((new DateOnly(2010, 12, 1), 8, 40, 13_912L), (invoice.BusinessDate, invoice.HourOfDay, invoice.ItemCount, invoice.Total.Minor));
        Assert.NotEqual(0, invoice.MemberId);
        Assert.Equal(260, Assert.Single(await store.Rows<int>("SELECT ItemCount FROM checkout.Sales WHERE StoreId = @storeId AND SourceNumber = '542806'", new { storeId })));
        Assert.Equal(5198, Assert.Single(await store.Rows<int>("SELECT ItemCount FROM checkout.Sales WHERE StoreId = @storeId AND SourceNumber = '573585'", new { storeId })));
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_says_the_same()
    {
        var (code, storeId) = await GivenStore();
        var first = await Import(Sample, code);
        var before = await Counts(storeId);

        var again = await Import(Sample, code);

        Assert.Equal(first, again);
        Assert.Equal(before, await Counts(storeId));
    }

    [Fact]
    public async Task Two_runs_at_once_take_each_invoice_over_once()
    {
        var (code, storeId) = await GivenStore();

        var reports = await Task.WhenAll(Import(Sample, code), Import(Sample, code));

        Assert.Contains(reports, report => report.Rows == 2000);
        Assert.Equal(135, Assert.Single(await store.Rows<int>("SELECT COUNT(*) FROM checkout.Sales WHERE StoreId = @storeId", new { storeId })));
    }

    [Fact]
    public async Task An_import_that_was_stopped_goes_on_where_it_was()
    {
        var (code, storeId) = await GivenStore();
        var file = GivenFile(invoices: 1200, linesEach: 10);

        await Assert.ThrowsAsync<OperationCanceledException>(() => Import(file, code, new StopAt(1)));
        var taken = Assert.Single(await store.Rows<int>("SELECT COUNT(*) FROM checkout.Sales WHERE StoreId = @storeId", new { storeId }));
        var report = await Import(file, code);

        Assert.InRange(taken, 1, 1199);
        Assert.Equal((12_000L, 1200L, report.AmountFile), (report.Rows, report.Sales, report.AmountTaken));
    }

    [Theory]
    [InlineData("Invoice,Code\n1,2\n", "has no column 'InvoiceNo'")]
    [InlineData("", "has no column 'InvoiceNo'")]
    public async Task A_file_that_does_not_fit_the_map_is_refused_in_one_line(string content, string message)
    {
        var (code, _) = await GivenStore();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content);

        var refused = await Assert.ThrowsAsync<SettingMissing>(() => Import(file, code));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_rejected_with_their_reason_and_the_others_taken()
    {
        var (code, storeId) = await GivenStore();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            9001,A1,Good,2,2011-01-01 10:00:00,1.25,,UK
            9002,A1,No date,2,yesterday,1.25,,UK
            9003,,No code,2,2011-01-01 10:00:00,1.25,,UK
            9004,A1,Words,two,2011-01-01 10:00:00,1.25,,UK
            9005,A1,Zero,0,2011-01-01 10:00:00,1.25,,UK
            C9006,A1,Return of nothing,1,2011-01-01 10:00:00,1.25,,UK
            9007,A1,Less than nothing,-1,2011-01-01 10:00:00,1.25,,UK
            """);

        var report = await Import(file, code);

        Assert.Equal((7L, 1L, 6L, 2.50m), (report.Rows, report.Sales, report.Rejected, report.AmountTaken.ToDecimal()));
        Assert.Equal(report.AmountFile, report.AmountTaken + report.AmountRejected);
        Assert.Equal(
            ["'yesterday' is no time in the form yyyy-MM-dd HH:mm:ss", "no product code that can be kept", "'two' is no quantity", "a quantity of zero", "a return of nothing",
             "a negative quantity with a price on a sale"],
            await store.Rows<string>("""
                SELECT r.Reason FROM checkout.SalesImportRows r JOIN checkout.SalesImports i ON i.ImportId = r.ImportId WHERE i.StoreId = @storeId ORDER BY r.RowNumber
                """, new { storeId }));
    }

    private static string GivenFile(int invoices, int linesEach)
    {
        var text = new StringBuilder("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
        foreach (var invoice in Enumerable.Range(700_000, invoices))
        {
            foreach (var line in Enumerable.Range(1, linesEach))
                text.Append(CultureInfo.InvariantCulture, $"{invoice},K{line},Thing {line},{line},2011-03-01 12:00:00,1.{line:00},,UK\n");
        }

        var file = Path.GetTempFileName();
        File.WriteAllText(file, text.ToString());
        return file;
    }

    private async Task<(string Code, long StoreId)> GivenStore()
    {
        var storeId = await store.GivenStore(timeZone: "Europe/London");
        return (Assert.Single(await store.Rows<string>("SELECT Code FROM chain.Stores WHERE StoreId = @storeId", new { storeId })), storeId);
    }

    private Task<SalesImportReport> Import(string file, string storeCode, IProgress<ImportProgress>? progress = null) => store.InScope(services =>
        services.GetRequiredService<IMediator>().Send(new ImportSales(file, Map, storeCode, progress ?? new StopAt(int.MaxValue))));

    private async Task<(long, long, long, long)> Counts(long storeId) => Assert.Single(await store.Rows<(long, long, long, long)>("""
        SELECT (SELECT COUNT(*) FROM checkout.Sales WHERE StoreId = @storeId), (SELECT COUNT(*) FROM inventory.StockMovements WHERE StoreId = @storeId),
               (SELECT COUNT(*) FROM catalog.Products), (SELECT COUNT(*) FROM members.Members)
        """, new { storeId }));

    private Task<int> AssertTheBooksHold() => store.InScope(async services =>
    {
        foreach (var invariant in services.GetServices<IInvariant>())
            Assert.Empty(await invariant.Breaks(CancellationToken.None));
        return 0;
    });

    private sealed record Invoice(DateOnly BusinessDate, int HourOfDay, int ItemCount, Money Total, long MemberId);

    /// <summary>Pulls the plug after so many batches.</summary>
    private sealed class StopAt(int batches) : IProgress<ImportProgress>
    {
        private int reported;

        public void Report(ImportProgress value)
        {
            if (++reported >= batches)
                throw new OperationCanceledException();
        }
    }
}
