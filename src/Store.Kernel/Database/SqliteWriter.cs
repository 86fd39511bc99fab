using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Store.Kernel.Database;

/// <summary>
/// The one writer of the embedded engine. Commands take turns in the order they came; each is a savepoint of its own, so that it is undone alone. One that ends
/// while others wait leaves the transaction open to the next, and the last of the row commits for all: the disk, which takes longer to confirm one write than the
/// processor takes for a sale, is asked once for many. None is answered before that commit is on disk; if it fails, all of them fail.
/// </summary>
internal sealed class SqliteWriter(Func<EmbeddedConnection> open) : IDisposable
{
    // Else tills that never pause could keep the first of the row waiting for ever.
    private static readonly TimeSpan GroupAtMost = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan EndAtMost = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private bool taken;
    private EmbeddedConnection? connection;
    private Group? group;

    /// <summary>Waits its turn and begins. Disposed without a commit, the transaction is undone.</summary>
    public async ValueTask<DbTransaction> Begin(CancellationToken cancellationToken)
    {
        await TakeTurn(cancellationToken);
        try
        {
            connection ??= open();
            group ??= new Group(connection.BeginInner());
            connection.Run("SAVEPOINT command", group.Transaction);
            return new EmbeddedTransaction(this, connection, group);
        }
        catch
        {
            EndGroup();
            PassTurn();
            throw;
        }
    }

    public bool Owns(DbConnection one) => ReferenceEquals(one, connection);

    public void Dispose()
    {
        // Work that nobody waited for when the host stopped has its turn to the end; what comes later finds the connection closed.
        var hasTurn = TakeTurn(CancellationToken.None).Wait(EndAtMost);
        connection?.Dispose();
        if (hasTurn)
            PassTurn();
    }

    /// <returns>Done once the command is on disk.</returns>
    private Task Commit(Group joined)
    {
        connection!.Run("RELEASE command", joined.Transaction);
        Leave(joined);
        return joined.OnDisk.Task;
    }

    private void Undo(Group joined)
    {
        try
        {
            connection!.Run("ROLLBACK TO command", joined.Transaction);
            connection.Run("RELEASE command", joined.Transaction);
        }
        catch (Exception failed) when (failed is DbException or InvalidOperationException)
        {
            // The engine has rolled back everything by itself, as it does when the disk is full: the commit below tells the others.
            EndGroup();
            PassTurn();
            return;
        }

        Leave(joined);
    }

    private void Leave(Group joined)
    {
        if (joined.Age.Elapsed < GroupAtMost && TryHandOver())
            return;
        EndGroup();
        PassTurn();
    }

    private void EndGroup()
    {
        if (group is not { } ended)
            return;
        group = null;
        using (ended.Transaction)
        {
            try
            {
                ended.Transaction.Commit();
                ended.OnDisk.SetResult();
            }
            catch (Exception failed) when (failed is DbException or InvalidOperationException)
            {
                ended.OnDisk.SetException(failed);
            }
        }
    }

    private async Task TakeTurn(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
        }

        await using (cancellationToken.UnsafeRegister(one => ((TaskCompletionSource)one!).TrySetCanceled(cancellationToken), turn))
            await turn.Task;
    }

    /// <summary>Gives the turn, and with it the duty to commit, to the next that still waits.</summary>
    private bool TryHandOver()
    {
        lock (gate)
        {
            while (waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return true;
            }

            return false;
        }
    }

    private void PassTurn()
    {
        lock (gate)
            taken = TryHandOver();
    }

    internal sealed class Group
    {
        public Group(SqliteTransaction transaction)
        {
            Transaction = transaction;

            // Nobody may be left to hear of a failed commit: the one command of the group may have been undone.
            _ = OnDisk.Task.ContinueWith(failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        public SqliteTransaction Transaction { get; }

        public Stopwatch Age { get; } = Stopwatch.StartNew();

        public TaskCompletionSource OnDisk { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>One command's share of the transaction.</summary>
    internal sealed class EmbeddedTransaction(SqliteWriter writer, EmbeddedConnection connection, Group group) : DbTransaction
    {
        private bool left;

        public SqliteTransaction Inner => group.Transaction;

        public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

        protected override DbConnection DbConnection => connection;

        public override void Commit() => throw new NotSupportedException("A commit waits for the disk: use CommitAsync.");

        public override Task CommitAsync(CancellationToken cancellationToken = default)
        {
            var onDisk = writer.Commit(group);
            left = true;
            return onDisk;
        }

        public override void Rollback()
        {
            if (left)
                return;
            left = true;
            writer.Undo(group);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                Rollback();
            base.Dispose(disposing);
        }
    }
}
