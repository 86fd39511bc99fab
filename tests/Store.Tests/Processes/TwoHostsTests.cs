namespace Store.Tests.Processes;

/// <summary>Two hosts on one file, as during a change of version or by mistake.</summary>
public sealed class TwoHostsTests
{
    private const int SalesPerTill = 25;

    [Fact]
    public async Task Two_hosts_started_at_once_on_a_new_file_share_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder["shop.db"];
        var starting = new[] { HostProcess.Serve(file), HostProcess.Serve(file) };
        using var one = await starting[0];
        using var other = await starting[1];
        Assert.Equal(2, HostProcess.Rows<string>(file, "SELECT DISTINCT Holder FROM NodeLeases WHERE Holder IS NOT NULL").Count);

        await one.Post("/api/access/setup", new { userName = "boss", displayName = "店主", password = "boss of the shop" });
        other.Use(await one.SignIn("boss", "boss of the shop"));
        var storeId = (await one.Post("/api/chain/stores", new
        {
            code = "S1", name = "一店", timeZone = "Asia/Shanghai", currency = "CNY", pricesIncludeTax = true, allowNegativeStock = true, dayEndsMinutes = 0,
        })).GetProperty("storeId").GetInt64();
        var productId = (await other.Post("/api/catalog/products", new
        {
            code = "P1", name = "矿泉水", brand = "", spec = "", unit = "瓶", categoryId = (long?)null, taxCode = "NONE", barcodes = Array.Empty<object>(), price = 2.00m, active = true,
        })).GetProperty("productId").GetInt64();

        // One member shops at all four, so that both hosts move the same points, value, card and coupons.
        var members = await LoadedMember.Welcome(one, storeId, 1);
        var tills = new[]
        {
            (Host: one, Till: await LoadedTill.Open(one, storeId, "A", productId, 2.00m, members[0])), (Host: one, Till: await LoadedTill.Open(one, storeId, "B", productId, 2.00m, members[0])),
            (Host: other, Till: await LoadedTill.Open(other, storeId, "C", productId, 2.00m, members[0])), (Host: other, Till: await LoadedTill.Open(other, storeId, "D", productId, 2.00m, members[0])),
        };
        await Task.WhenAll(tills.Select(at => Task.Run(async () =>
        {
            for (var sale = 0; sale < SalesPerTill; sale++)
                await at.Till.Sell(at.Host.Http, Guid.NewGuid());
        })));

        var all = tills.Length * SalesPerTill;
        Assert.Equal(all, tills.SelectMany(at => at.Till.Acknowledged.Values).Select(sale => sale.SaleId).Distinct().Count());
        Assert.All(tills, at => Assert.Equal(Enumerable.Range(1, SalesPerTill).Select(number => (long)number), at.Till.Acknowledged.Values.Select(sale => sale.ReceiptNumber).Order()));

        LoadedMember.IsLeftRight(file, members, [.. tills.SelectMany(at => at.Till.ToMembers)]);

        // And the sale of the top-up.
        await UntilDispatched(file);
        Assert.Equal(all + 1, HostProcess.Rows<long>(file, "SELECT COUNT(*) FROM JournalEntries WHERE Kind = 'Sale'")[0]);
        Assert.Equal(all + 1, HostProcess.Rows<long>(file, "SELECT COUNT(DISTINCT DocumentId) FROM JournalEntries WHERE Kind = 'Sale'")[0]);
        var (exitCode, output, errors) = await HostProcess.Run(["verify", .. HostProcess.On(file)]);
        Assert.True(exitCode == 0, output + errors);
    }

    private static async Task UntilDispatched(string file)
    {
        for (var waited = 0; waited < 100; waited++)
        {
            if (HostProcess.Rows<long>(file, "SELECT COUNT(*) FROM OutboxMessages WHERE State = 0")[0] == 0)
                return;
            await Task.Delay(200);
        }

        Assert.Fail("Events were still waiting after 20 seconds.");
    }
}
