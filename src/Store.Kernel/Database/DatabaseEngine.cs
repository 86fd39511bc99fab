using System.Data.Common;

namespace Store.Kernel.Database;

/// <summary>What differs between the two engines. Everything else is the same SQL.</summary>
public abstract class DatabaseEngine
{
    public abstract Engine Kind { get; }

    /// <summary>A connection for reading outside a transaction.</summary>
    public abstract ValueTask<DbConnection> OpenRead(CancellationToken cancellationToken);

    /// <summary>
    /// Opens the transaction that a command runs in; disposed without a commit, it is undone. On the embedded engine this waits its turn: there is one writer.
    /// </summary>
    public abstract ValueTask<DbTransaction> Begin(CancellationToken cancellationToken);

    /// <summary>Gives a connection back, after its transaction has been disposed.</summary>
    public abstract ValueTask Release(DbConnection connection);

    /// <summary>A unique index refused the row.</summary>
    public abstract bool IsDuplicate(DbException exception);

    /// <summary>Nothing was committed and the same command may well pass if run again: a lost deadlock, a broken connection.</summary>
    public abstract bool IsTransient(DbException exception);

    /// <summary>Marks the database as in use for as long as the result lives, where the engine has no server that knows; null otherwise.</summary>
    public virtual IDisposable? HoldWhileRunning() => null;

    /// <summary>Writes a consistent copy of the whole database while the host goes on working.</summary>
    public abstract Task Backup(string file, CancellationToken cancellationToken);

    /// <summary>Puts a copy in the place of the database. No host may be running on it.</summary>
    public abstract Task Restore(string file, CancellationToken cancellationToken);
}
