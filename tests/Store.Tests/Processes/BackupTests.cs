using Dapper;
using Microsoft.Data.Sqlite;

namespace Store.Tests.Processes;

/// <summary>A copy is made while tills sell, and put back.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task A_copy_made_while_selling_is_whole_and_can_be_put_back()
    {
        using var folder = new TemporaryFolder();
        var (file, copy) = (folder["shop.db"], folder["copy.db"]);
        Assert.Equal(0, (await HostProcess.Run(["demo", .. HostProcess.On(file)])).ExitCode);
        using (var host = await HostProcess.Serve(file))
        {
            await host.SignIn("owner", "demo-owner-1");
            var storeId = (await host.Get("/api/chain/stores")).GetProperty("stores")[0].GetProperty("storeId").GetInt64();
            var goods = await host.Get($"/api/catalog/stores/{storeId}/lookup?code=100001");
            var till = await LoadedTill.Open(host, storeId, "BK", goods.GetProperty("productId").GetInt64(), goods.GetProperty("price").GetDecimal());
            using var stop = new CancellationTokenSource();
            var selling = till.SellUntil(host.Http, stop.Token);
            while (till.Acknowledged.Count < 5)
                await Task.Delay(20);
            var before = till.Acknowledged.Keys.ToList();

            Assert.Equal((0, $"The database is in {copy}.\n", ""), await HostProcess.Run(["backup", copy, .. HostProcess.On(file)]));

            await stop.CancelAsync();
            await selling;
            var copied = HostProcess.Rows<string>(copy, "SELECT SaleUuid FROM Sales").Select(Guid.Parse).ToHashSet();
            Assert.Empty(before.Except(copied));
            Assert.True(till.Acknowledged.Count > before.Count, "Nothing was sold while the copy was made.");

            var (exitCode, _, errors) = await HostProcess.Run(["restore", copy, .. HostProcess.On(file)]);
            Assert.Equal((2, $"A host is running on {file}; stop it, then restore.\n"), (exitCode, errors));
        }

        var saved = HostProcess.Rows<long>(copy, "SELECT COUNT(*) FROM Sales")[0];
        Assert.Equal((0, $"The database is as it was in {copy}.\n", ""), await HostProcess.Run(["restore", copy, .. HostProcess.On(file)]));

        Assert.Equal(saved, HostProcess.Rows<long>(file, "SELECT COUNT(*) FROM Sales")[0]);
        var (verified, output, problems) = await HostProcess.Run(["verify", .. HostProcess.On(file)]);
        Assert.True(verified == 0, output + problems);
        using var again = await HostProcess.Serve(file);
        await again.SignIn("owner", "demo-owner-1");
    }

    [Fact]
    public async Task What_is_no_sound_copy_is_not_put_in_the_place_of_the_database()
    {
        using var folder = new TemporaryFolder();
        var file = folder["shop.db"];
        Assert.Equal(0, (await HostProcess.Run(["migrate", .. HostProcess.On(file)])).ExitCode);
        Assert.Equal(0, (await HostProcess.Run(["backup", folder["damaged.db"], .. HostProcess.On(file)])).ExitCode);
        var bytes = await File.ReadAllBytesAsync(folder["damaged.db"]);
        for (var page = 5; page < bytes.Length / 4096; page += 2)
            Array.Fill(bytes, (byte)0xA5, page * 4096, 4096);
        await File.WriteAllBytesAsync(folder["damaged.db"], bytes);
        await File.WriteAllTextAsync(folder["letter.db"], "Dear Sir or Madam, this is not a database at all. " + new string('.', 8192));
        using (var other = new SqliteConnection($"Data Source={folder["other.db"]};Pooling=False"))
            await other.ExecuteAsync("CREATE TABLE Letters (Text TEXT)");
        var whole = await File.ReadAllBytesAsync(file);

        Assert.Equal((2, "", $"{folder["damaged.db"]} is damaged; nothing was restored.\n"), await HostProcess.Run(["restore", folder["damaged.db"], .. HostProcess.On(file)]));
        Assert.Equal((2, "", $"{folder["letter.db"]} is not a backup of Store; nothing was restored.\n"), await HostProcess.Run(["restore", folder["letter.db"], .. HostProcess.On(file)]));
        Assert.Equal((2, "", $"{folder["other.db"]} is not a backup of Store; nothing was restored.\n"), await HostProcess.Run(["restore", folder["other.db"], .. HostProcess.On(file)]));
        Assert.Equal((2, "", $"There is no file {folder["none.db"]} to restore.\n"), await HostProcess.Run(["restore", folder["none.db"], .. HostProcess.On(file)]));
        Assert.Equal(whole, await File.ReadAllBytesAsync(file));
    }
}
