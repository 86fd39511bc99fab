using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Tills whose host has a virtual printer with a drawer: what comes out of it, and what becomes of what does not.</summary>
[Collection(nameof(Printers))]
public sealed class PrintingTests(Shop shop)
{
    private static int count;

    [Fact]
    public async Task A_sale_prints_itself_and_opens_the_drawer()
    {
        await GivenPrinter();
        await using var counter = await (await shop.Open()).AtTheTill();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();

        var paper = Assert.Single(await Papers(1));

        var sale = await counter.Sale();
        Assert.Contains("农夫山泉饮用天然水 550ml", paper.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("CNY 2.00", paper.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal($"RC{sale.GetProperty("saleId").GetInt64()}", Assert.Single(paper.GetProperty("codes").EnumerateArray()).GetString());
        var printer = await Printer();
        Assert.Equal((true, 1), (printer.GetProperty("drawerOpen").GetBoolean(), printer.GetProperty("pulses").GetInt32()));
        Assert.Equal(0, Assert.Single(await counter.Rows("receipt-prints?firstToo=true")).GetProperty("copy").GetInt32());
    }

    [Fact]
    public async Task Without_paper_selling_goes_on_and_what_waited_is_printed_once()
    {
        await GivenPrinter();
        await using var counter = await (await shop.Open()).AtTheTill();
        await Touch("TakePaperOut");
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await counter.Take(Counter.BigWater);
        await counter.TakeExactCash();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("未打印");
        Assert.Empty((await Printer()).GetProperty("papers").EnumerateArray());

        await Touch("PutPaperIn");
        var papers = await Papers(2);

        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        Assert.Equal(["CNY 4.00", "CNY 2.00"], papers.Select(paper => paper.GetProperty("text").GetString()!.Split('\n').Single(line => line.StartsWith("合计", StringComparison.Ordinal))[2..].Trim()));
        Assert.DoesNotContain(papers, paper => paper.GetProperty("text").GetString()!.Contains("***", StringComparison.Ordinal));
        Assert.Equal(2, (await counter.Rows("receipt-prints?firstToo=true")).Count);
    }

    [Fact]
    public async Task What_may_not_have_come_out_is_decided_by_the_cashier_and_printed_again_as_a_copy()
    {
        await GivenPrinter();
        await using var counter = await (await shop.Open()).AtTheTill();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");

        // The paper ends while the receipt is being printed, and then the power goes: nobody knows what is on it.
        await Touch("AlmostNoPaper");
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("缺纸");
        await Touch("CutPower");
        await Touch("RestorePower");
        await Touch("PutPaperIn");
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("1 张未打印");
        await counter.Page.GetByTestId("printer-chip").ClickAsync();
        await Expect(counter.Page.GetByTestId("lost-paper")).ToContainTextAsync("结果不明");
        await counter.Choice("重新打印").ClickAsync();

        await Expect(counter.Page.GetByTestId("lost-paper")).ToHaveCountAsync(0);
        await Eventually(async () => (await Printer()).GetProperty("papers").EnumerateArray().Any(paper => paper.GetProperty("text").GetString()!.Contains("*** 副本 1 ***", StringComparison.Ordinal)));
        Assert.Equal([1, 0], (await counter.Rows("receipt-prints?firstToo=true")).Select(print => print.GetProperty("copy").GetInt32()));
    }

    /// <summary>A fresh virtual printer for this host, in place of the last test's.</summary>
    private Task GivenPrinter() => shop.Put("/api/devices/profile", new
    {
        printers = new[]
        {
            new
            {
                id = "receipt", name = "小票机", address = $"virtual:printer-{Interlocked.Increment(ref count)}", profile = new { columns = 48, dotsPerLine = 576 },
                drawer = new { id = "drawer", name = "钱箱", openLevel = "High" },
            },
        },
    });

    private Task<JsonElement> Printer() => shop.Get("/api/devices/virtual-printers/receipt");

    private Task Touch(string act) => shop.Post("/api/devices/virtual-printers/receipt/touch", new { act });

    /// <summary>What came out of the printer, the newest first, once it is so many.</summary>
    private async Task<IReadOnlyList<JsonElement>> Papers(int number)
    {
        IReadOnlyList<JsonElement> papers = [];
        await Eventually(async () => (papers = [.. (await Printer()).GetProperty("papers").EnumerateArray()]).Count >= number);
        return papers;
    }

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(100, patience.Token);
    }
}

/// <summary>Tests of printing have a host of their own: its devices are those of one till.</summary>
[CollectionDefinition(nameof(Printers))]
public sealed class Printers : ICollectionFixture<Shop>;
