using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;

namespace Store.Tests.Kernel;

public sealed class OutboxTests(KernelApp store) : IClassFixture<KernelApp>
{
    [Fact]
    public async Task An_event_reaches_every_handler_once()
    {
        var text = await Note();

        Assert.Equal(["notes.taken"], await Done(text));
        await store.DispatchEvents();
        Assert.Equal(["notes.counted", "notes.kept", "notes.taken"], await Done(text));
        Assert.Equal(0, await store.DispatchEvents());
        Assert.Equal(["notes.counted", "notes.kept", "notes.taken"], await Done(text));
    }

    [Fact]
    public async Task What_is_rolled_back_leaves_no_event()
    {
        var text = StoreApp.NewCode("note ");

        var reply = await Post([text], thenFail: true);
        await store.DispatchEvents();

        Assert.Equal((422, "note.too_late"), (reply.Status, reply.Code));
        Assert.Empty(await Done(text));
    }

    [Fact]
    public async Task A_bad_event_stops_no_other_and_is_followed_up_once_when_it_can_be()
    {
        string[] texts = [StoreApp.NewCode("a "), StoreApp.NewCode("bad "), StoreApp.NewCode("c ")];
        store.Trouble.With[texts[1]] = true;
        await Post(texts);

        await store.DispatchEvents();

        Assert.Equal(["notes.counted", "notes.kept", "notes.taken"], await Done(texts[0]));
        Assert.Equal(["notes.counted", "notes.kept", "notes.taken"], await Done(texts[2]));
        Assert.DoesNotContain("notes.kept", await Done(texts[1]));
        Assert.Equal((0, 1, nameof(InvalidOperationException)), await Message(texts[1]));

        store.Trouble.With.Clear();
        await store.DispatchEvents();
        Assert.Equal((0, 1, nameof(InvalidOperationException)), await Message(texts[1]));

        await store.Pass(TimeSpan.FromMinutes(1));
        await store.DispatchEvents();
        Assert.Equal(["notes.counted", "notes.kept", "notes.taken"], await Done(texts[1]));
        Assert.Equal(1, (await Message(texts[1])).State);
    }

    [Fact]
    public async Task An_event_that_never_goes_well_is_parked_for_a_person()
    {
        var text = StoreApp.NewCode("bad ");
        store.Trouble.With[text] = true;
        await Post([text]);

        for (var attempt = 1; attempt <= 12; attempt++)
        {
            await store.DispatchEvents();
            Assert.Equal(attempt, (await Message(text)).Attempts);
            await store.Pass(TimeSpan.FromMinutes(11));
        }

        Assert.Equal(2, (await Message(text)).State);
        store.Trouble.With.Clear();
        Assert.Equal(0, await store.DispatchEvents());
        Assert.DoesNotContain("notes.kept", await Done(text));
    }

    [Fact]
    public async Task Of_many_dispatchers_at_once_one_hands_an_event_on()
    {
        var texts = Enumerable.Range(0, 600).Select(_ => StoreApp.NewCode("n ")).ToArray();
        foreach (var some in texts.Chunk(100))
            await Post(some);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.DispatchEvents())));

        var done = await store.Rows<string>("SELECT Subject FROM kernel.AuditEntries WHERE Action = 'notes.kept' AND Subject IN @texts", new { texts });
        Assert.Equal(texts.Order(StringComparer.Ordinal), done.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_dead_host_had_claimed_is_handed_on_a_minute_later()
    {
        var text = await Note();
        await store.InScope(services =>
        {
            var db = services.GetRequiredService<Db>();
            return db.Transact(
                () => db.Execute(
                    "UPDATE kernel.OutboxMessages SET ClaimId = 1, DueAt = @until WHERE State = 0",
                    new { until = store.Clock.GetUtcNow().UtcDateTime.AddMinutes(1) }, CancellationToken.None),
                CancellationToken.None);
        });

        Assert.Equal(0, await store.DispatchEvents());
        await store.Pass(TimeSpan.FromSeconds(61));
        await store.DispatchEvents();

        Assert.Equal(["notes.counted", "notes.kept", "notes.taken"], await Done(text));
    }

    private async Task<string> Note()
    {
        var text = StoreApp.NewCode("note ");
        (await Post([text])).Ok();
        return text;
    }

    private Task<StoreApp.Reply> Post(string[] texts, bool thenFail = false) => store.SignedIn(0, "notes.take").Post("/api/notes/notes", new { texts, thenFail });

    private async Task<string[]> Done(string text) =>
        [.. await store.Rows<string>("SELECT Action FROM kernel.AuditEntries WHERE Subject = @text ORDER BY Action", new { text })];

    private async Task<(int State, int Attempts, string LastError)> Message(string text)
    {
        var row = Assert.Single(await store.Rows<MessageRow>(
            "SELECT State, Attempts, COALESCE(LastError, '') AS LastError FROM kernel.OutboxMessages WHERE Kind = 'Kernel.Noted' AND Payload = @payload",
            new { payload = $$"""{"text":"{{text}}"}""" }));
        return (row.State, row.Attempts, row.LastError);
    }

    private sealed record MessageRow(int State, int Attempts, string LastError);
}
