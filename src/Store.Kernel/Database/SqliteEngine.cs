using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Store.Kernel.Database;

/// <summary>
/// The embedded engine: one file, write-ahead log, every commit on disk before it is acknowledged. Readers never wait;
/// writers of this process take turns in the order they came, writers of other processes wait on the file's lock.
/// </summary>
internal sealed class SqliteEngine : DatabaseEngine, IDisposable
{
    // Long enough for another process's import batch or backup step; a till's command waits rather than fails.
    private const int BusyTimeoutSeconds = 60;

    // 16 MB. Copying the log into the file makes the commit that does it wait for the disk twice more; at the engine's own 4 MB that was every fifth
    // commit of sixteen busy tills, and they sold a quarter less.
    private const int PagesBetweenCheckpoints = 4000;

    private readonly string dataFile;
    private readonly string connectionString;
    private readonly EmbeddedSql sql;
    private readonly ConcurrentBag<EmbeddedConnection> readers = [];
    private readonly SqliteWriter writer;

    public SqliteEngine(DatabaseOptions options, EmbeddedSql sql)
    {
        this.sql = sql;
        var settings = new SqliteConnectionStringBuilder(options.ConnectionString) { Pooling = false, DefaultTimeout = BusyTimeoutSeconds };
        dataFile = Path.GetFullPath(settings.DataSource);
        settings.DataSource = dataFile;
        connectionString = settings.ConnectionString;
        Directory.CreateDirectory(Path.GetDirectoryName(dataFile)!);
        writer = new SqliteWriter(Open);
    }

    public override Engine Kind => Engine.Sqlite;

    public override ValueTask<DbConnection> OpenRead(CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbConnection>(readers.TryTake(out var reader) ? reader : Open());

    public override ValueTask<DbTransaction> Begin(CancellationToken cancellationToken) => writer.Begin(cancellationToken);

    public override ValueTask Release(DbConnection connection)
    {
        // The writer's connection stays with the writer.
        if (!writer.Owns(connection))
            readers.Add((EmbeddedConnection)connection);
        return ValueTask.CompletedTask;
    }

    public override bool IsDuplicate(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY };

    public override bool IsTransient(DbException exception) => exception is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED };

    public override IDisposable HoldWhileRunning() => HostLock.TakeShared(dataFile);

    public override async Task Backup(string file, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(file);
        var unfinished = target + ".part";
        File.Delete(unfinished);
        using (var source = Open())
        {
            await using var command = source.CreateCommand();
            command.CommandText = "VACUUM INTO @Target";
            command.CommandTimeout = 0;
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@Target";
            parameter.Value = unfinished;
            command.Parameters.Add(parameter);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        File.Move(unfinished, target, overwrite: true);
    }

    public override async Task Restore(string file, CancellationToken cancellationToken)
    {
        var source = Path.GetFullPath(file);
        CheckIsSound(source);
        using (HostLock.TakeForRestore(dataFile))
        {
            var unfinished = dataFile + ".part";
            await using (var from = File.OpenRead(source))
            await using (var to = File.Create(unfinished))
            {
                await from.CopyToAsync(to, cancellationToken);
                to.Flush(flushToDisk: true);
            }

            // The old log must not be replayed over the restored file.
            File.Delete(dataFile + "-wal");
            File.Delete(dataFile + "-shm");
            File.Move(unfinished, dataFile, overwrite: true);
        }
    }

    public void Dispose()
    {
        writer.Dispose();
        foreach (var reader in readers)
            reader.Dispose();
    }

    private static void CheckIsSound(string file)
    {
        if (!File.Exists(file))
            throw new SettingMissing($"There is no file {file} to restore.");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check";
            if (command.ExecuteScalar() is not "ok")
                throw new SettingMissing($"{file} is damaged; nothing was restored.");
            command.CommandText = "SELECT COUNT(*) FROM NodeLeases";
            command.ExecuteScalar();
        }
        catch (SqliteException refused)
        {
            // Not a database at all, or one without Store's tables; anything else that goes wrong in a look is damage.
            throw new SettingMissing(refused.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_ERROR
                ? $"{file} is not a backup of Store; nothing was restored."
                : $"{file} is damaged; nothing was restored.");
        }
    }

    /// <summary>
    /// A prepared statement keeps its plan, as SQL Server's do. Otherwise the engine makes a new one each time a statement runs that has its limit among its values, in case another
    /// plan suits this limit better.
    /// </summary>
    private static void KeepPlans(SqliteConnection connection) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _), connection.Handle!);

    private EmbeddedConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                PRAGMA busy_timeout = {BusyTimeoutSeconds * 1000};
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA foreign_keys = ON;
                PRAGMA cache_size = -16000;
                PRAGMA temp_store = MEMORY;
                PRAGMA journal_size_limit = 67108864;
                PRAGMA wal_autocheckpoint = {PagesBetweenCheckpoints};
                """;
            command.ExecuteNonQuery();
            KeepPlans(connection);
            return new EmbeddedConnection(connection, sql);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
