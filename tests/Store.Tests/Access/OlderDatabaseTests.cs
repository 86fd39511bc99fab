using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Store.Contracts.Access;
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
        await using (var first = new StoreContext(new DbContextOptionsBuilder<StoreContext>().UseSqlite(ConnectionString)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)).Options))
        {
            // By the name that EF Core sees in our shorter numbers.
            await first.GetService<IMigrator>().MigrateAsync(first.GetService<IMigrationsIdGenerator>().GetName("202611210070_Finance_Create"));
        }

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

    public void Dispose() => folder.Delete(recursive: true);
}
