using System.Net;
using System.Net.Http.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Access;
using Store.Host;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Migrations;

namespace Store.Tests.Access;

/// <summary>A chain that worked with the first version goes on with its roles, people and sessions.</summary>
public sealed class OlderDatabaseTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("store-older-");

    private string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "store.db")};Pooling=False";

    [Fact]
    public async Task The_built_in_roles_get_their_limits_and_sessions_stay_open()
    {
        await MakeFirstVersion();
        await using (var older = new SqliteConnection(ConnectionString))
        {
            await older.ExecuteAsync("""
                INSERT INTO Roles (RoleId, Name, Version) VALUES (1, 'owner', 1), (2, 'manager', 1), (3, 'cashier', 1), (4, '夜班', 1);
                INSERT INTO RolePermissions (RoleId, Permission) VALUES (1, '*'), (2, 'checkout.sell'), (3, 'checkout.sell');
                INSERT INTO Users (UserId, UserName, DisplayName, SearchText, PasswordHash, Language, Active, FailedSignIns, CreatedAt, Version)
                VALUES (7, 'anna', '安娜', 'anna', 'x', 'zh-Hans', 1, 0, '2026-11-21 08:00:00', 1);
                INSERT INTO Sessions (TokenHash, UserId, Kind, CreatedAt, ExpiresAt)
                VALUES ('B', 7, 'Bearer', '2026-11-21 08:00:00', '2026-12-21 08:00:00'), ('A', 7, 'Cookie', '2026-11-21 09:00:00', '2026-11-21 21:00:00');
                """);
        }

        await Schema.Migrate(new DatabaseOptions(Engine.Sqlite, ConnectionString, ConnectionString), CancellationToken.None);

        await using var connection = new SqliteConnection(ConnectionString);
        var limits = (await connection.QueryAsync<(string Role, string Limit, long Hundredths)>(
            "SELECT r.Name, l.LimitName, l.ValueHundredths FROM RoleLimits l JOIN Roles r ON r.RoleId = l.RoleId")).ToList();
        Assert.Equal(2 * Limits.All.Count, limits.Count);
        Assert.Equal(Limits.All.Order(StringComparer.Ordinal), limits.Where(limit => limit.Role == "cashier").Select(limit => limit.Limit).Order(StringComparer.Ordinal));
        Assert.Contains(("cashier", Limits.DiscountPercent, 10_00L), limits);
        Assert.Contains(("manager", Limits.RefundAmount, 5000_00L), limits);
        Assert.Equal("manager", Assert.Single(await connection.QueryAsync<string>(
            "SELECT r.Name FROM RolePermissions p JOIN Roles r ON r.RoleId = p.RoleId WHERE p.Permission = 'access.approve'")));
        Assert.Equal([("A", 1L, 1L), ("B", 2L, 1L)], await connection.QueryAsync<(string, long, long)>(
            "SELECT TokenHash, SessionId, CASE WHEN LastSeenAt = CreatedAt THEN 1 ELSE 0 END FROM Sessions ORDER BY TokenHash"));
    }

    [Fact]
    public async Task The_built_in_roles_get_what_a_new_version_adds_and_not_again_what_was_taken_away()
    {
        await MakeFirstVersion();
        await Execute("""
            INSERT INTO Roles (RoleId, Name, Version) VALUES (1, 'owner', 1), (2, 'manager', 1), (3, 'cashier', 1), (4, '夜班', 1);
            INSERT INTO RolePermissions (RoleId, Permission) VALUES (1, '*'), (2, 'checkout.sell'), (2, 'marketing.view'), (3, 'checkout.sell'), (4, 'checkout.sell');
            INSERT INTO Users (UserId, UserName, DisplayName, SearchText, PasswordHash, Language, Active, FailedSignIns, CreatedAt, Version)
            VALUES (7, 'anna', '安娜', 'anna', 'x', 'zh-Hans', 1, 0, '2026-11-21 08:00:00', 1);
            INSERT INTO Grants (UserId, StoreId, RoleId) VALUES (7, 0, 1);
            """);
        await Schema.Migrate(new DatabaseOptions(Engine.Sqlite, ConnectionString, ConnectionString), CancellationToken.None);

        await using (var host = await Started())
        {
            var manager = await PermissionsOf("manager");
            Assert.Contains("checkout.open-drawer", manager);
            Assert.Contains("marketing.view", manager);
            Assert.DoesNotContain("catalog.import", manager);
            Assert.Equal(["*"], await PermissionsOf("owner"));
            Assert.Equal(["checkout.sell"], await PermissionsOf("夜班"));

            // The owner takes one away again.
            var change = await host.Put("/api/access/roles/3", new { name = "cashier", permissions = (await PermissionsOf("cashier")).Where(one => one != "checkout.open-drawer"), version = 2 });
            Assert.Equal(HttpStatusCode.OK, change.StatusCode);
        }

        // As if the next version added another one.
        await Execute("""
            DELETE FROM OfferedPermissions WHERE RoleId = 3 AND Permission = 'checkout.take-orders';
            DELETE FROM RolePermissions WHERE RoleId = 3 AND Permission = 'checkout.take-orders';
            """);
        await using (await Started())
        {
            var cashier = await PermissionsOf("cashier");
            Assert.Contains("checkout.take-orders", cashier);
            Assert.DoesNotContain("checkout.open-drawer", cashier);
        }
    }

    [Fact]
    public async Task Of_two_hosts_that_start_together_one_brings_the_roles_up_to_date()
    {
        await MakeFirstVersion();
        await Execute("INSERT INTO Roles (RoleId, Name, Version) VALUES (3, 'cashier', 1)");
        await Schema.Migrate(new DatabaseOptions(Engine.Sqlite, ConnectionString, ConnectionString), CancellationToken.None);

        var hosts = await Task.WhenAll(Started(), Started());

        Assert.Equal(2, await Scalar("SELECT Version FROM Roles WHERE RoleId = 3"));
        Assert.Contains("checkout.open-drawer", await PermissionsOf("cashier"));
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    private Task MakeFirstVersion() => OlderDatabase.Make(ConnectionString, "202611210070_Finance_Create");

    private async Task<string[]> PermissionsOf(string role)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        return [.. await connection.QueryAsync<string>(
            "SELECT p.Permission FROM RolePermissions p JOIN Roles r ON r.RoleId = p.RoleId WHERE r.Name = @role ORDER BY p.Permission", new { role })];
    }

    private async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.ExecuteAsync(sql);
    }

    private async Task<long> Scalar(string sql)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    /// <summary>A host of this version on the file, as it is started after an update.</summary>
    private async Task<RunningHost> Started()
    {
        var app = StoreHost.Build(
            ["--urls=http://127.0.0.1:0", "--environment=Production", $"--Database:ConnectionString={ConnectionString}", "--Logging:LogLevel:Default=Error"], TestSignIn.AddTo);
        await app.StartAsync();
        return new RunningHost(app);
    }

    private sealed class RunningHost(WebApplication app) : IAsyncDisposable
    {
        public async Task<HttpResponseMessage> Put(string path, object body)
        {
            using var http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", TestSignIn.Token([0], [Caller.Everything]));
            return await http.PutAsJsonAsync(path, body);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    public void Dispose() => folder.Delete(recursive: true);
}
