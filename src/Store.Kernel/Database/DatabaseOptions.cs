using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Store.Kernel.Database;

/// <summary>Which database, from settings, environment (<c>Database__Engine</c>) or command line.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="ConnectionString">How to reach it; for the embedded engine <c>Data Source=file</c>.</param>
/// <param name="ReadConnectionString">A readable secondary for queries; the same as <paramref name="ConnectionString"/> where none is named.</param>
public sealed record DatabaseOptions(Engine Engine, string ConnectionString, string ReadConnectionString)
{
    /// <exception cref="SettingMissing">A setting is missing or wrong; the message says in one line what to set.</exception>
    public static DatabaseOptions From(IConfiguration configuration)
    {
        var name = configuration["Database:Engine"];
        if (!Enum.TryParse<Engine>(string.IsNullOrWhiteSpace(name) ? nameof(Engine.Sqlite) : name, ignoreCase: true, out var engine) || !Enum.IsDefined(engine))
            throw new SettingMissing($"Database:Engine is '{name}'; set it to Sqlite or SqlServer (environment: Database__Engine).");

        var connection = configuration["Database:ConnectionString"];
        if (string.IsNullOrWhiteSpace(connection))
        {
            if (engine == Engine.SqlServer)
                throw new SettingMissing("Database:ConnectionString is empty; set it to the SQL Server's connection string (environment: Database__ConnectionString).");
            connection = "Data Source=data/store.db";
        }

        Check(engine, "Database:ConnectionString", connection);
        var read = configuration["Database:ReadConnectionString"];
        if (!string.IsNullOrWhiteSpace(read))
            Check(engine, "Database:ReadConnectionString", read);
        return new DatabaseOptions(engine, connection, string.IsNullOrWhiteSpace(read) ? connection : read);
    }

    private static void Check(Engine engine, string setting, string connection)
    {
        try
        {
            DbConnectionStringBuilder parsed = engine == Engine.SqlServer ? new SqlConnectionStringBuilder(connection) : new SqliteConnectionStringBuilder(connection);
            if (parsed is SqliteConnectionStringBuilder { DataSource: "" })
                throw new SettingMissing($"{setting} names no file; set it to 'Data Source=FILE' (environment: {setting.Replace(":", "__", StringComparison.Ordinal)}).");
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new SettingMissing($"{setting} cannot be read: {wrong.Message.ReplaceLineEndings(" ")} (environment: {setting.Replace(":", "__", StringComparison.Ordinal)})");
        }
    }
}

/// <summary>The two engines Store runs on. SQL is written for SQL Server; the embedded one runs the same text.</summary>
public enum Engine
{
    Sqlite,
    SqlServer,
}

/// <summary>The host cannot start as it is set up. The message is the one line to show.</summary>
public sealed class SettingMissing(string message) : Exception(message);
