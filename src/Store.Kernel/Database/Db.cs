using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Store.Kernel.Access;

namespace Store.Kernel.Database;

/// <summary>
/// The database of one request. Inside a command everything runs in its transaction; outside one, on a read connection.
/// <para>
/// Each statement carries <c>/* File.cs:line */</c>, so that a slow-query view leads to the slice. <c>@Stores</c> in a statement is the list of
/// stores the caller may see, put in by the kernel. Rows map onto records by name; the suffixes Minor, Milli, Ppm and Nano of a column are the unit, not
/// the name. An expression that can be NULL is wrapped in COALESCE: the embedded engine knows no type for a NULL that is not a column.
/// </para>
/// </summary>
public sealed class Db(DatabaseEngine engine, Caller caller, IEnumerable<IStatementObserver> observers) : IAsyncDisposable
{
    private readonly IStatementObserver[] observers = [.. observers];
    private readonly List<Action> afterCommit = [];
    private readonly Dictionary<string, (object Rows, Func<Task> Insert)> insertLast = new(StringComparer.Ordinal);
    private DbConnection? connection;
    private DbTransaction? transaction;
    private bool committing;

    /// <summary>Whether a command's transaction is open.</summary>
    public bool InTransaction => transaction is not null;

    /// <summary>All rows of the answer; page what can be long.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(
        string sql, object? parameters, CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var rows = await (await Connection(cancellationToken)).QueryAsync<T>(Statement(sql, parameters, file, line, cancellationToken));
        return rows.AsList();
    }

    /// <summary>The first row, or null.</summary>
    public async Task<T?> Find<T>(
        string sql, object? parameters, CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        await (await Connection(cancellationToken)).QueryFirstOrDefaultAsync<T>(Statement(sql, parameters, file, line, cancellationToken));

    /// <summary>One value: the first column of the only row.</summary>
    public async Task<T> Scalar<T>(
        string sql, object? parameters, CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        await (await Connection(cancellationToken)).QuerySingleAsync<T>(Statement(sql, parameters, file, line, cancellationToken));

    /// <summary>Runs a change and says how many rows it touched.</summary>
    /// <exception cref="InvalidOperationException">No transaction is open: only commands change data.</exception>
    public async Task<int> Execute(
        string sql, object? parameters, CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        RequireTransaction();
        return await (await Connection(cancellationToken)).ExecuteAsync(Statement(sql, parameters, file, line, cancellationToken));
    }

    /// <summary>
    /// Inserts many rows in as few statements as the engines allow. <paramref name="sql"/> is an ordinary <c>INSERT ... VALUES (@A, @B)</c>
    /// for one row; its one pair of values is repeated.
    /// </summary>
    public Task<int> Insert<T>(
        string sql, IReadOnlyList<T> rows, CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : class => RunForRows(sql, rows, file, line, cancellationToken);

    /// <summary>
    /// Changes many rows, each with figures of its own, in as few round trips as the engines allow; says how many that touched. <paramref name="sql"/> is an ordinary
    /// <c>UPDATE ... WHERE A = @A</c> for one row.
    /// </summary>
    public Task<int> Update<T>(
        string sql, IReadOnlyList<T> rows, CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : class => RunForRows(sql, rows, file, line, cancellationToken);

    /// <summary>Inserts rows as the last thing of the transaction, in one statement with all others of the same kind. Forgotten when it rolls back.</summary>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    public void InsertLast<T>(string sql, IReadOnlyList<T> rows, CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : class
    {
        RequireTransaction();
        if (!insertLast.TryGetValue(sql, out var gathered))
        {
            var all = new List<T>();
            insertLast[sql] = gathered = (all, () => Insert(sql, all, cancellationToken, file, line));
        }

        ((List<T>)gathered.Rows).AddRange(rows);
    }

    /// <summary>Something to do once the transaction is on disk, such as waking the outbox. Forgotten when it rolls back.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction, and again up to three times when it loses a deadlock, its connection before the commit, or a race
    /// (<see cref="RunAgain"/>). A commit that fails is not tried again: it may be on disk, and then the work would be done twice. Inside an open transaction it joins that one.
    /// </summary>
    public async Task<T> Transact<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        if (InTransaction)
            return await work();

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TransactOnce(work, cancellationToken);
            }
            catch (Exception failed) when (attempt < 3 && !committing && (failed is RunAgain || (failed is DbException refused && engine.IsTransient(refused))))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), cancellationToken);
            }
        }
    }

    /// <summary>Whether a unique index refused a row: someone else was first.</summary>
    public bool IsDuplicate(DbException exception) => engine.IsDuplicate(exception);

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
            await transaction.DisposeAsync();
        if (connection is not null)
            await engine.Release(connection);
        (transaction, connection) = (null, null);
    }

    private async Task<T> TransactOnce<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        afterCommit.Clear();
        insertLast.Clear();
        committing = false;
        try
        {
            transaction = await engine.Begin(cancellationToken);
            connection = transaction.Connection;
            var result = await work();
            foreach (var (_, insert) in insertLast.Values)
                await insert();

            // From here on the answer is not to be had by running again, so a caller that has gone away does not stop it either.
            committing = true;
            await transaction.CommitAsync(CancellationToken.None);
            await DisposeAsync();
            foreach (var action in afterCommit)
                action();
            return result;
        }
        finally
        {
            await DisposeAsync();
        }
    }

    private async Task<int> RunForRows<T>(string sql, IReadOnlyList<T> rows, string file, int line, CancellationToken cancellationToken)
        where T : class
    {
        RequireTransaction();
        var touched = 0;
        var statement = MultiRowStatement.Of<T>(sql);
        for (var from = 0; from < rows.Count; from += statement.RowsAtMost)
        {
            var count = Math.Min(statement.RowsAtMost, rows.Count - from);
            if (connection is EmbeddedConnection embedded)
            {
                // Who watches sees what SQL Server would be sent.
                if (observers.Length > 0)
                    Announced(statement.Text(count), file, line);
                touched += embedded.RunForRows(statement, rows, from, count);
            }
            else
            {
                touched += await connection!.ExecuteAsync(Statement(statement.Text(count), statement.Parameters(rows, from, count), file, line, cancellationToken));
            }
        }

        return touched;
    }

    private async ValueTask<DbConnection> Connection(CancellationToken cancellationToken) =>
        connection ??= await engine.OpenRead(cancellationToken);

    private CommandDefinition Statement(string sql, object? parameters, string file, int line, CancellationToken cancellationToken)
    {
        var marked = Announced(sql, file, line);
        if (sql.Contains("@Stores", StringComparison.Ordinal))
        {
            var withStores = new DynamicParameters(parameters);
            withStores.Add("Stores", caller.Stores);
            parameters = withStores;
        }

        return new CommandDefinition(marked, parameters, transaction, cancellationToken: cancellationToken);
    }

    private string Announced(string sql, string file, int line)
    {
        var marked = StatementMark.Mark(sql, file, line);
        foreach (var observer in observers)
            observer.Executing(marked);
        return marked;
    }

    private void RequireTransaction()
    {
        if (!InTransaction)
            throw new InvalidOperationException("Only a command changes data: send an ICommand, or open a transaction.");
    }
}

/// <summary>
/// Another request has written what this one was about to write, or changed what it had read. The transaction rolls back and runs again, and finds it.
/// </summary>
public sealed class RunAgain(string why, Exception? inner = null) : Exception(why, inner);

/// <summary>Sees every statement just before it runs; tests parse them, the benchmark counts them.</summary>
public interface IStatementObserver
{
    void Executing(string statement);
}
