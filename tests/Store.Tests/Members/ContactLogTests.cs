using System.Text.Json;

namespace Store.Tests.Members;

public sealed class ContactLogTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task What_was_said_is_kept_and_comes_back_on_its_day_to_whoever_wrote_it()
    {
        var memberId = await store.GivenMember(new { name = "赵女士" });
        var clerk = store.SignedIn(0, "members.view", "members.manage");
        var today = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime);
        (await clerk.Post($"/api/members/members/{memberId}/notes", new { channel = "Phone", text = "想要新茶" })).Ok();
        var noteId = (await clerk.Post($"/api/members/members/{memberId}/notes", new { channel = "Visit", text = "下周到货", remindOn = today.AddDays(7) })).Ok().GetProperty("noteId").GetInt64();
        Assert.Equal(400, (await clerk.Post($"/api/members/members/{memberId}/notes", new { channel = "Pigeon", text = "x" })).Status);
        Assert.Equal(404, (await clerk.Post("/api/members/members/12345/notes", new { channel = "Phone", text = "x" })).Status);

        Assert.Equal(["下周到货", "想要新茶"], Texts((await clerk.Get($"/api/members/members/{memberId}/notes")).Ok(), "body"));
        Assert.Equal(["赵女士"], Texts((await clerk.Get($"/api/members/reminders?until={today.AddDays(7):O}")).Ok(), "memberName"));
        Assert.Empty(Texts((await clerk.Get($"/api/members/reminders?until={today.AddDays(6):O}")).Ok(), "body"));
        Assert.Empty(Texts((await store.SignedIn(0, "members.view").Get("/api/members/reminders")).Ok(), "body"));

        (await clerk.Post($"/api/members/notes/{noteId}/done", new { })).Ok();
        (await clerk.Post($"/api/members/notes/{noteId}/done", new { })).Ok();
        Assert.Empty(Texts((await clerk.Get("/api/members/reminders")).Ok(), "body"));
        Assert.Equal(404, (await clerk.Post("/api/members/notes/12345/done", new { })).Status);
    }

    [Fact]
    public async Task Reminders_are_leafed_through_and_finished_by_whose_they_are_or_whose_member_it_is()
    {
        var (storeId, elsewhere) = (await store.GivenStore(), await store.GivenStore());
        var memberId = await store.GivenMember(new { name = "有约的人" });
        (await store.Owner(storeId).Put($"/api/members/members/{memberId}", new { name = "有约的人", homeStoreId = storeId, profile = new { }, version = 1 })).Ok();
        var clerk = store.SignedIn(elsewhere, "members.view", "members.manage");
        var day = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime);
        var notes = new List<long>();
        foreach (var text in new[] { "一", "二", "三", "四", "五" })
            notes.Add((await clerk.Post($"/api/members/members/{memberId}/notes", new { channel = "Phone", text, remindOn = text == "五" ? day : day.AddDays(1) })).Ok().GetProperty("noteId").GetInt64());

        var read = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = (await clerk.Get($"/api/members/reminders?limit=2{(next.Length > 0 ? $"&after={next}" : "")}")).Ok();
            read.AddRange(Texts(page, "body"));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(["五", "一", "二", "三", "四"], read);
        Assert.Equal(400, (await clerk.Get("/api/members/reminders?after=x")).Status);
        Assert.Equal(404, (await store.SignedIn(elsewhere, "members.manage").Post($"/api/members/notes/{notes[0]}/done", new { })).Status);
        (await store.SignedIn(storeId, "members.manage").Post($"/api/members/notes/{notes[0]}/done", new { })).Ok();
        (await clerk.Post($"/api/members/notes/{notes[1]}/done", new { })).Ok();
    }

    [Fact]
    public async Task Satisfaction_is_asked_for_between_two_days_and_for_one_person()
    {
        var (storeId, memberId) = (await store.GivenStore(), await store.GivenMember());
        var clerk = store.SignedIn(storeId, "members.view", "members.register");
        foreach (var score in new[] { 2, 5 })
            (await clerk.Post($"/api/members/stores/{storeId}/feedback", new { kind = "Survey", text = "", memberId, score })).Ok();
        var day = DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime);

        Task<StoreApp.Reply> Asked(DateOnly from, DateOnly to) => clerk.Get($"/api/members/satisfaction?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
        Assert.Equal(3.5m, Assert.Single((await Asked(day.AddDays(-1), day.AddDays(1))).Ok().GetProperty("items").EnumerateArray()).GetProperty("average").GetDecimal());
        Assert.Empty((await Asked(day.AddDays(-9), day.AddDays(-2))).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(400, (await Asked(day, day.AddDays(-1))).Status);

        async Task<JsonElement> Of(StoreApp.Client by) => (await by.Get($"/api/members/members/{memberId}")).Ok().GetProperty("satisfaction");
        Assert.Equal((2, 3.5m), ((await Of(clerk)).GetProperty("scores").GetInt32(), (await Of(clerk)).GetProperty("average").GetDecimal()));
        Assert.Equal(0, (await Of(store.SignedIn(await store.GivenStore(), "members.view"))).GetProperty("scores").GetInt32());
    }

    [Fact]
    public async Task A_complaint_is_answered_once_and_seen_in_its_own_store()
    {
        var (storeId, other) = (await store.GivenStore(), await store.GivenStore());
        var memberId = await store.GivenMember();
        var clerk = store.SignedIn(storeId, "members.view", "members.manage", "members.register");
        var feedbackId = (await clerk.Post($"/api/members/stores/{storeId}/feedback", new { kind = "Complaint", text = "太慢", memberId, score = 2 })).Ok().GetProperty("feedbackId").GetInt64();
        (await clerk.Post($"/api/members/stores/{storeId}/feedback", new { kind = "Survey", text = "", score = 5 })).Ok();
        Assert.Equal(400, (await clerk.Post($"/api/members/stores/{storeId}/feedback", new { kind = "Survey", text = "" })).Status);
        Assert.Equal(403, (await clerk.Post($"/api/members/stores/{other}/feedback", new { kind = "Praise", text = "好" })).Status);

        Assert.Equal(["太慢"], Texts((await clerk.Get("/api/members/feedback?state=Open")).Ok(), "body"));
        Assert.Empty(Texts((await store.SignedIn(other, "members.view").Get("/api/members/feedback")).Ok(), "body"));
        Assert.Equal(404, (await store.SignedIn(other, "members.manage").Put($"/api/members/feedback/{feedbackId}", new { state = "Closed", answer = "", version = 1 })).Status);

        Assert.Equal(400, (await clerk.Put($"/api/members/feedback/{feedbackId}", new { state = "Answered", answer = "", version = 1 })).Status);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => clerk.Put($"/api/members/feedback/{feedbackId}", new { state = "Answered", answer = "抱歉", version = 1 })));
        Assert.Equal([200, 409, 409, 409], answers.Select(answer => answer.Status).Order());
        (await clerk.Put($"/api/members/feedback/{feedbackId}", new { state = "Closed", answer = "抱歉", version = 2 })).Ok();
        Assert.Equal((422, "feedback.state"), Told(await clerk.Put($"/api/members/feedback/{feedbackId}", new { state = "Answered", answer = "再", version = 3 })));

        var content = Assert.Single((await clerk.Get("/api/members/satisfaction")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal((2, 3.5m, 1, 0), (content.GetProperty("scores").GetInt32(), content.GetProperty("average").GetDecimal(), content.GetProperty("complaints").GetInt32(), content.GetProperty("open").GetInt32()));
    }

    [Fact]
    public async Task Notes_and_complaints_go_with_the_person()
    {
        var storeId = await store.GivenStore();
        var (memberId, otherId) = (await store.GivenMember(), await store.GivenMember());
        var owner = store.Owner(0, storeId);
        (await owner.Post($"/api/members/members/{otherId}/notes", new { channel = "Phone", text = "秘密话" })).Ok();
        (await owner.Post($"/api/members/stores/{storeId}/feedback", new { kind = "Complaint", text = "秘密怨", memberId = otherId, score = 1 })).Ok();
        (await owner.Post($"/api/members/members/{memberId}/merge", new { otherId, version = 1, otherVersion = 1 })).Ok();
        Assert.Equal(["秘密话"], Texts((await owner.Get($"/api/members/members/{memberId}/notes")).Ok(), "body"));
        var parts = (await owner.Post($"/api/members/members/{memberId}/export", new { })).Ok().GetProperty("parts");
        Assert.Equal(("秘密话", "秘密怨"), (parts.GetProperty("notes")[0].GetProperty("body").GetString(), parts.GetProperty("feedback")[0].GetProperty("body").GetString()));

        (await owner.Post($"/api/members/members/{memberId}/erase", new { version = 2 })).Ok();

        Assert.Empty(Texts((await owner.Get($"/api/members/members/{memberId}/notes")).Ok(), "body"));
        Assert.Equal([""], Texts((await owner.Get($"/api/members/feedback?storeId={storeId}")).Ok(), "body"));
    }

    private static string[] Texts(JsonElement page, string name) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(name).GetString()!)];

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
