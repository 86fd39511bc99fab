namespace Store.Tests.Kernel;

public sealed class IdempotencyTests(KernelApp store) : IClassFixture<KernelApp>
{
    [Fact]
    public async Task Of_many_calls_at_once_with_one_key_one_is_carried_out_and_all_have_its_answer()
    {
        var (caller, key, text) = (store.SignedIn(0, "notes.take"), StoreApp.NewCode("K"), StoreApp.NewCode("note "));

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Post(caller, key, text))));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Single(replies.Select(reply => reply.Text).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await Taken(text));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var (caller, key, text) = (store.SignedIn(0, "notes.take"), StoreApp.NewCode("K"), StoreApp.NewCode("note "));
        (await Post(caller, key, StoreApp.NewCode("note "))).Ok();

        var reply = await Post(caller, key, text);

        Assert.Equal((422, "idempotency.key_reused"), (reply.Status, reply.Code));
        Assert.Equal(0, await Taken(text));
    }

    [Fact]
    public async Task Another_persons_key_is_another_key()
    {
        var (key, text) = (StoreApp.NewCode("K"), StoreApp.NewCode("note "));

        var first = (await Post(store.SignedIn(0, "notes.take"), key, text)).Ok().GetProperty("noteId").GetInt64();
        var second = (await Post(store.SignedIn(0, "notes.take"), key, text)).Ok().GetProperty("noteId").GetInt64();

        Assert.NotEqual(first, second);
        Assert.Equal(2, await Taken(text));
    }

    [Fact]
    public async Task What_was_refused_is_not_remembered()
    {
        var (caller, key, text) = (store.SignedIn(0, "notes.take"), StoreApp.NewCode("K"), StoreApp.NewCode("note "));

        Assert.Equal(422, (await Post(caller, key, text, thenFail: true)).Status);

        (await Post(caller, key, text)).Ok();
        Assert.Equal(1, await Taken(text));
    }

    [Fact]
    public async Task A_key_without_end_is_refused()
    {
        var reply = await Post(store.SignedIn(0, "notes.take"), new string('k', 101), "x");

        Assert.Equal((422, "idempotency.key_too_long"), (reply.Status, reply.Code));
    }

    private static Task<StoreApp.Reply> Post(StoreApp.Client caller, string key, string text, bool thenFail = false) =>
        caller.Post("/api/notes/notes", new { texts = new[] { text }, thenFail }, key);

    private async Task<long> Taken(string text) =>
        Assert.Single(await store.Rows<long>("SELECT COUNT(*) FROM kernel.AuditEntries WHERE Action = 'notes.taken' AND Subject = @text", new { text }));
}
