using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Store.Kernel.Database;

/// <summary>An open connection of the embedded engine that translates statements and keeps them prepared.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The text comes from the slices; values are always parameters.")]
internal sealed class EmbeddedConnection(SqliteConnection inner, EmbeddedSql sql) : DbConnection
{
    private const int PreparedAtMost = 400;

    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<MultiRowStatement, EmbeddedRows> forRows = [];

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => throw new NotSupportedException();
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open() => inner.Open();

    public override void Close() => inner.Close();

    /// <summary>Takes the file's write lock.</summary>
    public SqliteTransaction BeginInner() => inner.BeginTransaction(deferred: false);

    /// <summary>Runs a statement that has no parameters.</summary>
    public void Run(string text, SqliteTransaction transaction)
    {
        var command = Rent(text);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
        Return(command);
    }

    /// <summary>Runs a statement for so many of the rows in the open transaction; says how many rows of the table that touched.</summary>
    public int RunForRows<T>(MultiRowStatement statement, IReadOnlyList<T> rows, int from, int count)
        where T : class
    {
        if (!forRows.TryGetValue(statement, out var ready))
            forRows.Add(statement, ready = new EmbeddedRows(inner.Handle!, sql.Translate(statement.Sql), statement.Values));
        return ready.Run(rows, from, count);
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("Transactions are begun by the writer, one after the other.");

    protected override DbCommand CreateDbCommand() => new EmbeddedCommand(this, inner.CreateCommand());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
            foreach (var ready in forRows.Values)
                ready.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes the prepared statement of a text out of the cache, so that no second reader can disturb it.</summary>
    private SqliteCommand Rent(string text)
    {
        var translated = sql.Translate(text);
        if (prepared.Remove(translated, out var command))
            return command;
        command = inner.CreateCommand();
        command.CommandText = translated;
        return command;
    }

    private void Return(SqliteCommand command)
    {
        command.Transaction = null;
        if (prepared.Count >= PreparedAtMost)
            Forget();
        if (!prepared.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    private void Forget()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
    }

    /// <summary>Collects text and parameters as Dapper sets them, and runs them on the prepared statement of that text.</summary>
    private sealed class EmbeddedCommand(EmbeddedConnection connection, SqliteCommand collected) : DbCommand
    {
        private SqliteCommand? running;

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout
        {
            get => collected.CommandTimeout;
            set => collected.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => collected.CommandType;
            set => collected.CommandType = value;
        }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException();
        }

        protected override DbParameterCollection DbParameterCollection => collected.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel() => running?.Cancel();

        public override int ExecuteNonQuery() => Prepared().ExecuteNonQuery();

        public override object? ExecuteScalar() => Prepared().ExecuteScalar();

        public override void Prepare() => Prepared().Prepare();

        protected override DbParameter CreateDbParameter() => collected.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Prepared().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                if (running is not null)
                {
                    running.Parameters.Clear();
                    connection.Return(running);
                    running = null;
                }

                collected.Dispose();
            }

            base.Dispose(disposing);
        }

        private SqliteCommand Prepared()
        {
            if (running is not null)
                return running;
            var command = connection.Rent(CommandText);
            foreach (SqliteParameter parameter in collected.Parameters)
            {
                // Without its mark the name would be looked for among all names of the statement four times, once for each mark it could have.
                if (!parameter.ParameterName.StartsWith('@'))
                    parameter.ParameterName = "@" + parameter.ParameterName;
                command.Parameters.Add(parameter);
            }

            command.Transaction = (DbTransaction as SqliteWriter.EmbeddedTransaction)?.Inner;
            return running = command;
        }
    }
}
