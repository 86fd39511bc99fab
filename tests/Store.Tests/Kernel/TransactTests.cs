using System.Data;
using System.Data.Common;
using Store.Kernel.Access;
using Store.Kernel.Database;

namespace Store.Tests.Kernel;

/// <summary>What is run again and what is not, on an engine whose connections break.</summary>
public sealed class TransactTests
{
    [Fact]
    public async Task Work_that_loses_its_connection_is_done_again() => Assert.Equal(3, await Runs(breaksAtCommit: false));

    /// <summary>The server may have committed before the connection broke: done again, it would be done twice.</summary>
    [Fact]
    public async Task What_may_have_been_committed_is_not_done_again() => Assert.Equal(1, await Runs(breaksAtCommit: true));

    private static async Task<int> Runs(bool breaksAtCommit)
    {
        var runs = 0;
        await using var db = new Db(new BreakingEngine(), new Caller(), []);
        await Assert.ThrowsAsync<Broken>(() => db.Transact(() =>
        {
            runs++;
            return breaksAtCommit ? Task.FromResult(runs) : throw new Broken();
        }, CancellationToken.None));
        return runs;
    }

    private sealed class Broken : DbException;

    private sealed class BreakingEngine : DatabaseEngine
    {
        public override Engine Kind => Engine.SqlServer;

        public override ValueTask<DbConnection> OpenRead(CancellationToken cancellationToken) => throw new Broken();

        public override ValueTask<DbTransaction> Begin(CancellationToken cancellationToken) => ValueTask.FromResult<DbTransaction>(new BreakingTransaction());

        public override ValueTask Release(DbConnection connection) => ValueTask.CompletedTask;

        public override bool IsDuplicate(DbException exception) => false;

        public override bool IsTransient(DbException exception) => exception is Broken;

        public override Task Backup(string file, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task Restore(string file, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class BreakingTransaction : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

        protected override DbConnection? DbConnection => null;

        public override void Commit() => throw new Broken();

        public override void Rollback()
        {
        }
    }
}
