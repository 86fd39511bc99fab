using System.Data.Common;
using System.Reflection;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Store.Kernel.Database;

namespace Store.Migrations;

/// <summary>The database's schema: brings it up to date, prints it as T-SQL, and says whether it fits this host.</summary>
public static class Schema
{
    private const int ObjectDoesNotExist = 208;
    private const int DatabaseDoesNotExist = 4060;

    /// <summary>Every migration of this version, oldest first.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. typeof(Schema).Assembly.DefinedTypes
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>Applies what is missing. Safe with several hosts at once: one migrates, the others wait and find it done.</summary>
    public static async Task Migrate(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var context = Context(options);
        if (options.Engine == Engine.SqlServer)
        {
            await context.Database.MigrateAsync(cancellationToken);
            return;
        }

        using var turn = MigrationTurn.Take(options);
        await ForgetDeadMigrator(options, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>The T-SQL that brings any older database up to date, for a DBA to read and run.</summary>
    public static string Script()
    {
        using var context = Context(new DatabaseOptions(Engine.SqlServer, "Server=none", "Server=none"));
        return context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
    }

    /// <summary>What is wrong with the database's schema for this host, as the one line to show; null when it fits.</summary>
    public static async Task<string?> Mismatch(DatabaseOptions options, CancellationToken cancellationToken)
    {
        var applied = await Applied(options, cancellationToken);
        if (applied.Except(Known, StringComparer.Ordinal).LastOrDefault() is { } unknown)
            return $"The database is newer than this host ({unknown}); start the newer host.";
        return Known.Except(applied, StringComparer.Ordinal).FirstOrDefault() is { } missing
            ? $"The database lacks {missing}; run the verb 'migrate' first."
            : null;
    }

    private static async Task<IReadOnlyList<string>> Applied(DatabaseOptions options, CancellationToken cancellationToken)
    {
        // Asked at every start, so without the second or so that EF Core takes to get going.
        await using DbConnection connection = options.Engine == Engine.SqlServer
            ? new SqlConnection(options.ConnectionString)
            : new SqliteConnection(new SqliteConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return [.. await connection.QueryAsync<string>("SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId")];
        }
        catch (DbException failed) when (failed is SqliteException or SqlException { Number: ObjectDoesNotExist or DatabaseDoesNotExist })
        {
            return [];
        }
    }

    private static StoreContext Context(DatabaseOptions options)
    {
        var builder = new DbContextOptionsBuilder<StoreContext>()
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        if (options.Engine == Engine.SqlServer)
            builder.UseSqlServer(options.ConnectionString);
        else
            builder.UseSqlite(new SqliteConnectionStringBuilder(options.ConnectionString) { Pooling = false, DefaultTimeout = 60 }.ConnectionString).ReplaceService<IMigrationsSqlGenerator, ClusteredTables>();
        return new StoreContext(builder.Options);
    }

    /// <summary>A migrator that was killed leaves its row in EF's lock table for ever; whoever has the turn is the only one alive.</summary>
    private static async Task ForgetDeadMigrator(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TABLE IF EXISTS __EFMigrationsLock";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>EF Core's way to its migration builder; it has no model on purpose.</summary>
public sealed class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options);
