using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Store.Kernel.Database;

/// <summary>SQL Server, the reference engine: pooled connections, read committed snapshot.</summary>
internal sealed class SqlServerEngine(DatabaseOptions options) : DatabaseEngine
{
    private static readonly int[] DuplicateKey = [2601, 2627];

    // Deadlock victim, snapshot conflict, lost connections, a server that is starting or failing over.
    private static readonly int[] Transient =
        [1205, 3960, -2, 20, 64, 233, 596, 921, 976, 983, 4060, 10053, 10054, 10060, 10928, 10929, 40197, 40501, 40613, 49918, 49919, 49920];

    public override Engine Kind => Engine.SqlServer;

    public override async ValueTask<DbConnection> OpenRead(CancellationToken cancellationToken) => await Open(options.ReadConnectionString, cancellationToken);

    public override async ValueTask<DbTransaction> Begin(CancellationToken cancellationToken)
    {
        var connection = await Open(options.ConnectionString, cancellationToken);
        try
        {
            return await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override ValueTask Release(DbConnection connection) => connection.DisposeAsync();

    public override bool IsDuplicate(DbException exception) => exception is SqlException sql && Array.IndexOf(DuplicateKey, sql.Number) >= 0;

    public override bool IsTransient(DbException exception) => exception is SqlException sql && Array.IndexOf(Transient, sql.Number) >= 0;

    public override async Task Backup(string file, CancellationToken cancellationToken)
    {
        var name = new SqlConnectionStringBuilder(options.ConnectionString).InitialCatalog;
        await using var connection = await Open(options.ConnectionString, cancellationToken);
        await Run(connection, $"BACKUP DATABASE {Quote(name)} TO DISK = @File WITH INIT, CHECKSUM, COPY_ONLY", file, cancellationToken);
    }

    public override async Task Restore(string file, CancellationToken cancellationToken)
    {
        var settings = new SqlConnectionStringBuilder(options.ConnectionString);
        var name = Quote(settings.InitialCatalog);
        settings.InitialCatalog = "master";
        await using var connection = await Open(settings.ConnectionString, cancellationToken);
        await Run(connection, "RESTORE VERIFYONLY FROM DISK = @File WITH CHECKSUM", file, cancellationToken);
        await Run(connection, $"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE", file, cancellationToken);
        await Run(connection, $"RESTORE DATABASE {name} FROM DISK = @File WITH REPLACE, CHECKSUM", file, cancellationToken);
        await Run(connection, $"ALTER DATABASE {name} SET MULTI_USER", file, cancellationToken);
    }

    private static async Task Run(SqlConnection connection, string sql, string file, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("@File", file);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    private static async Task<SqlConnection> Open(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
