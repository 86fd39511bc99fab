using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;

namespace Store.Tests.Kernel;

/// <summary>Commands that wait for the embedded engine's one writer share a commit, and yet each stands or falls by itself.</summary>
public sealed class OneWriterTests(StoreApp store) : IClassFixture<StoreApp>
{
    private DatabaseEngine Engine => store.Services.GetRequiredService<DatabaseEngine>();

    private bool HasOneWriter => Engine.Kind == Store.Kernel.Database.Engine.Sqlite;

    [Fact]
    public async Task Of_many_at_once_those_that_fail_leave_nothing_and_the_others_are_there_when_they_are_answered()
    {
        var user = Random.Shared.NextInt64();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            var work = store.InScope(services => services.GetRequiredService<Db>().Transact(async () =>
            {
                await Write(services.GetRequiredService<Db>(), user, $"K{i}");
                return i % 3 == 0 ? throw new InvalidDataException() : i;
            }, CancellationToken.None));
            if (i % 3 == 0)
                await Assert.ThrowsAsync<InvalidDataException>(() => work);
            else
                Assert.Equal(i, await work);
            Assert.Equal(i % 3 != 0, (await Keys(user)).Contains($"K{i}"));
        })));

        Assert.Equal(40, (await Keys(user)).Count);
    }

    [Fact]
    public async Task One_that_stops_waiting_holds_up_nobody()
    {
        if (!HasOneWriter)
            return;
        using var impatient = new CancellationTokenSource();
        var first = await Engine.Begin(CancellationToken.None);
        var second = Engine.Begin(impatient.Token).AsTask();
        var third = Engine.Begin(CancellationToken.None).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var committed = first.CommitAsync();
        await using (var last = await third)
            await last.CommitAsync();

        await committed;
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_last_of_the_row_has_committed()
    {
        if (!HasOneWriter)
            return;
        var user = Random.Shared.NextInt64();
        await using var first = await Engine.Begin(CancellationToken.None);
        var waiting = Engine.Begin(CancellationToken.None).AsTask();
        await Insert(first, user, "first");

        var committed = first.CommitAsync();
        await using var second = await waiting;

        Assert.False(committed.IsCompleted);
        Assert.Empty(await Keys(user));
        await second.DisposeAsync();
        await committed;
        Assert.Equal(["first"], await Keys(user));
    }

    [Fact]
    public async Task When_the_commit_fails_everyone_in_it_fails_and_the_next_goes_on()
    {
        if (!HasOneWriter)
            return;
        var user = Random.Shared.NextInt64();
        await using var first = await Engine.Begin(CancellationToken.None);
        var waiting = Engine.Begin(CancellationToken.None).AsTask();
        await Insert(first, user, "first");
        var committed = first.CommitAsync();
        await using var second = await waiting;

        // A barcode of a product that is not there, looked at only at the commit.
        await Run(second, "PRAGMA defer_foreign_keys = ON");
        await Run(second, "INSERT INTO Barcodes (Barcode, ProductId, Unit, FactorMilli) VALUES ('x', -2, 'x', 1)");
        await Assert.ThrowsAnyAsync<DbException>(() => second.CommitAsync());
        await Assert.ThrowsAnyAsync<DbException>(() => committed);

        await using var third = await Engine.Begin(CancellationToken.None);
        await Insert(third, user, "third");
        await third.CommitAsync();
        Assert.Equal(["third"], await Keys(user));
    }

    [Fact]
    public async Task When_the_engine_rolls_back_by_itself_everyone_in_it_fails_and_the_next_goes_on()
    {
        if (!HasOneWriter)
            return;
        var user = Random.Shared.NextInt64();
        await using var first = await Engine.Begin(CancellationToken.None);
        var waiting = Engine.Begin(CancellationToken.None).AsTask();
        await Insert(first, user, "first");
        var committed = first.CommitAsync();
        var second = await waiting;

        // As the engine does when the disk is full.
        await Run(second, "ROLLBACK");
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Insert(second, user, "second"));
        await second.DisposeAsync();
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => committed);

        await using var third = await Engine.Begin(CancellationToken.None);
        await Insert(third, user, "third");
        await third.CommitAsync();
        Assert.Equal(["third"], await Keys(user));
    }

    private static Task<int> Write(Db db, long user, string key) => db.Execute("""
        INSERT INTO kernel.IdempotencyKeys (UserId, IdempotencyKey, Operation, BodyHash, Answer, CreatedAt)
        VALUES (@user, @key, '', '', '', @At)
        """, new { user, key, At = DateTime.UnixEpoch }, CancellationToken.None);

    private static Task Insert(DbTransaction transaction, long user, string key) => Run(
        transaction, $"INSERT INTO IdempotencyKeys (UserId, IdempotencyKey, Operation, BodyHash, Answer, CreatedAt) VALUES ({user}, '{key}', '', '', '', '2026-01-01')");

    private static async Task Run(DbTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private Task<IReadOnlyList<string>> Keys(long user) =>
        store.Rows<string>("SELECT IdempotencyKey FROM kernel.IdempotencyKeys WHERE UserId = @user ORDER BY IdempotencyKey", new { user });
}
