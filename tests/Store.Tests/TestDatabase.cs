using System.Globalization;
using Microsoft.Data.SqlClient;
using Store.Kernel.Database;
using Store.Migrations;

namespace Store.Tests;

/// <summary>A database of one's own, made by the real migrations: a fresh file, or a fresh database on the server that <c>STORE_TEST_SQLSERVER</c> names.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="ConnectionString">How to reach it.</param>
public sealed record TestDatabase(Engine Engine, string ConnectionString)
{
    private static readonly Lazy<Task<string>> MigratedFile = new(async () =>
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("store-tests-").FullName, "migrated.db");
        await Schema.Migrate(new DatabaseOptions(Engine.Sqlite, $"Data Source={file}", $"Data Source={file}"), CancellationToken.None);
        return file;
    });

    private static readonly string? Server = Environment.GetEnvironmentVariable("STORE_TEST_SQLSERVER");
    private static int count;

    /// <summary>The settings of a host on this database, as on its command line.</summary>
    public string[] Settings => [$"--Database:Engine={Engine}", $"--Database:ConnectionString={ConnectionString}"];

    public static async Task<TestDatabase> New()
    {
        var number = Interlocked.Increment(ref count);
        if (Server is { Length: > 0 })
        {
            var connectionString = new SqlConnectionStringBuilder(Server)
            {
                InitialCatalog = string.Create(CultureInfo.InvariantCulture, $"store_test_{Environment.ProcessId}_{number}"),
            }.ConnectionString;
            await Schema.Migrate(new DatabaseOptions(Engine.SqlServer, connectionString, connectionString), CancellationToken.None);
            return new TestDatabase(Engine.SqlServer, connectionString);
        }

        var migrated = await MigratedFile.Value;
        var file = Path.Combine(Path.GetDirectoryName(migrated)!, string.Create(CultureInfo.InvariantCulture, $"{number}.db"));
        File.Copy(migrated, file);
        return new TestDatabase(Engine.Sqlite, $"Data Source={file}");
    }

    /// <summary>Removes the file; databases on a server stay for a look.</summary>
    public void Drop()
    {
        if (Engine == Engine.SqlServer)
            return;
        var file = ConnectionString["Data Source=".Length..];
        foreach (var part in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*"))
            File.Delete(part);
    }
}
