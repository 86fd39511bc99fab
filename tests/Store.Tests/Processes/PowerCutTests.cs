namespace Store.Tests.Processes;

/// <summary>The host is killed while tills sell to members who pay with all they have, again and again. What it acknowledged is there, and nothing twice.</summary>
public sealed class PowerCutTests
{
    private const int Tills = 4;
    private const int Cuts = 4;
    private const int Members = 2;

    [Fact]
    public async Task Every_acknowledged_sale_survives_a_power_cut_and_none_is_there_twice()
    {
        using var folder = new TemporaryFolder();
        var file = folder["shop.db"];
        Assert.Equal((0, "The demo chain is ready."), await Demo(file));

        string token;
        var tills = new List<LoadedTill>();
        IReadOnlyList<LoadedMember> members;
        using (var host = await HostProcess.Serve(file))
        {
            token = await host.SignIn("owner", "demo-owner-1");
            var storeId = (await host.Get("/api/chain/stores")).GetProperty("stores")[0].GetProperty("storeId").GetInt64();
            var goods = await host.Get($"/api/catalog/stores/{storeId}/lookup?code=100001");
            members = await LoadedMember.Welcome(host, storeId, Members);
            for (var till = 0; till < Tills; till++)
                tills.Add(await LoadedTill.Open(host, storeId, $"PC{till}", goods.GetProperty("productId").GetInt64(), goods.GetProperty("price").GetDecimal(), members[till % Members]));
        }

        for (var cut = 0; cut < Cuts; cut++)
        {
            using var host = await HostProcess.Serve(file);
            host.Use(token);
            await Task.WhenAll(tills.Select(till => till.SendAgain(host.Http)));
            var selling = tills.ConvertAll(till => Task.Run(() => till.SellUntil(host.Http, CancellationToken.None)));
            await Task.Delay(300 + (150 * cut));
            host.Kill();
            await Task.WhenAll(selling);
        }

        using (var host = await HostProcess.Serve(file))
        {
            host.Use(token);
            await Task.WhenAll(tills.Select(till => till.SendAgain(host.Http)));
        }

        var acknowledged = tills.SelectMany(till => till.Acknowledged).ToDictionary(sale => sale.Key, sale => sale.Value);
        var kept = HostProcess.Rows<Kept>(file, "SELECT s.SaleUuid, s.SaleId, s.ReceiptNumber FROM Sales s JOIN Registers r ON r.RegisterId = s.RegisterId WHERE r.Code LIKE 'PC%'")
            .ToDictionary(sale => Guid.Parse(sale.SaleUuid), sale => (sale.SaleId, sale.ReceiptNumber));
        Assert.True(acknowledged.Count > Tills * Cuts, $"Only {acknowledged.Count} sales were made; the cuts met nothing.");
        Assert.Equal(acknowledged.OrderBy(sale => sale.Key), kept.OrderBy(sale => sale.Key));
        LoadedMember.IsLeftRight(file, members, [.. tills.SelectMany(till => till.ToMembers)]);

        var (exitCode, output, errors) = await HostProcess.Run(["verify", .. HostProcess.On(file)]);
        Assert.True(exitCode == 0, output + errors);
    }

    private static async Task<(int ExitCode, string Output)> Demo(string file)
    {
        var (exitCode, output, errors) = await HostProcess.Run(["demo", .. HostProcess.On(file)]);
        return (exitCode, errors + output.Trim().Split('\n')[^1]);
    }

    private sealed record Kept(string SaleUuid, long SaleId, long ReceiptNumber);
}
