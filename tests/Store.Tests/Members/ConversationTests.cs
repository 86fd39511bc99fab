using System.Text.Json;

namespace Store.Tests.Members;

/// <summary>What a member and a store write to and fro, with people and with prepared answers.</summary>
public sealed class ConversationTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Both_sides_write_in_turn_and_see_what_they_have_not_read()
    {
        var (storeId, phone, feedbackId, staff) = await Asked("有没有低糖的？");
        Assert.Equal(1, (await staff.Get("/api/members/feedback/unread")).Ok().GetProperty("conversations").GetInt32());
        Assert.Equal(["有没有低糖的？"], Texts((await staff.Get("/api/members/feedback?unread=true")).Ok()));

        await Answer(staff, feedbackId, "有的");
        await Write(phone, feedbackId, " 多少钱？ ");
        await Answer(staff, feedbackId, "十二块");

        Assert.Equal((2, "Answered"), (await Mine(phone) is var mine ? mine.GetProperty("unread").GetInt32() : 0, mine.GetProperty("state").GetString()));
        Assert.Equal(2, (await phone.Get("/api/members/page/feedback/unread")).Ok().GetProperty("messages").GetInt32());
        var newest = (await phone.Get($"/api/members/page/feedback/{feedbackId}/messages?limit=2")).Ok();
        Assert.Equal(["Staff 十二块", "Member 多少钱？"], Said(newest));
        Assert.NotEqual("", newest.GetProperty("items")[0].GetProperty("authorName").GetString());
        Assert.Equal(["Staff 有的"], Said((await phone.Get($"/api/members/page/feedback/{feedbackId}/messages?limit=2&after={newest.GetProperty("next").GetString()}")).Ok()));

        // What has come since the last message that was seen stays unread.
        (await phone.Post($"/api/members/page/feedback/{feedbackId}/read", new { upTo = 2 })).Ok();
        Assert.Equal(1, (await Mine(phone)).GetProperty("unread").GetInt32());
        (await staff.Post($"/api/members/feedback/{feedbackId}/read", new { upTo = 0 })).Ok();
        Assert.Equal(1, (await staff.Get($"/api/members/feedback/{feedbackId}")).Ok().GetProperty("feedback").GetProperty("unread").GetInt32());
        (await staff.Post($"/api/members/feedback/{feedbackId}/read", new { upTo = 3 })).Ok();
        Assert.Equal(0, (await staff.Get("/api/members/feedback/unread")).Ok().GetProperty("conversations").GetInt32());

        var elsewhere = store.Owner(await store.GivenStore());
        var stranger = await store.GivenPhone(await store.GivenMember());
        var refused = new List<int>
        {
            (await elsewhere.Get($"/api/members/feedback/{feedbackId}")).Status, (await elsewhere.Get($"/api/members/feedback/{feedbackId}/messages")).Status,
            (await Send(elsewhere, feedbackId, "我也说", Guid.NewGuid())).Status, (await stranger.Post($"/api/members/page/feedback/{feedbackId}/messages", Message("我也说"))).Status,
            (await stranger.Post($"/api/members/page/feedback/{feedbackId}/read", new { upTo = 9 })).Status,
        };
        Assert.All(refused, status => Assert.Equal(404, status));
        Assert.Equal(403, (await Send(store.SignedIn(storeId, "members.view"), feedbackId, "只看", Guid.NewGuid())).Status);
        Assert.Equal(400, (await Send(staff, feedbackId, " ", Guid.NewGuid())).Status);
        Assert.Equal(400, (await Send(staff, feedbackId, new string('长', 1001), Guid.NewGuid())).Status);
    }

    [Fact]
    public async Task A_retry_is_one_message_and_of_two_who_answer_at_once_both_stay()
    {
        var (_, phone, feedbackId, staff) = await Asked("请回电");
        var (uuid, other) = (Guid.NewGuid(), Guid.NewGuid());

        var sent = await Task.WhenAll(new[] { uuid, uuid, other, uuid }.Select(one => Send(staff, feedbackId, "马上", one)));

        Assert.Equal(2, sent.Select(reply => reply.Ok().GetProperty("messageNo").GetInt32()).Distinct().Count());
        Assert.Equal(["Staff 马上", "Staff 马上"], Said((await phone.Get($"/api/members/page/feedback/{feedbackId}/messages")).Ok()));
    }

    [Fact]
    public async Task A_members_message_opens_what_was_closed_and_stops_whoever_would_close_it_unread()
    {
        var (_, phone, feedbackId, staff) = await Asked("漏了一件");
        (await staff.Put($"/api/members/feedback/{feedbackId}", new { state = "Answered", answer = "补寄", version = 1 })).Ok();
        (await staff.Put($"/api/members/feedback/{feedbackId}", new { state = "Closed", answer = "补寄", version = 2 })).Ok();
        Assert.Equal(["Staff 补寄"], Said((await phone.Get($"/api/members/page/feedback/{feedbackId}/messages")).Ok()));

        await Write(phone, feedbackId, "还没到");

        var open = (await staff.Get($"/api/members/feedback/{feedbackId}")).Ok();
        Assert.Equal(["Member 还没到", "Staff 补寄"], Said(open.GetProperty("latest")));
        Assert.Equal(("Open", 1, ""), (open.GetProperty("feedback").GetProperty("state").GetString(), open.GetProperty("feedback").GetProperty("unread").GetInt32(), open.GetProperty("note").GetString()));
        Assert.Equal(409, (await staff.Put($"/api/members/feedback/{feedbackId}", new { state = "Closed", answer = "", version = 3 })).Status);
        (await staff.Put($"/api/members/feedback/{feedbackId}", new { state = "InHand", answer = "查快递", version = 4 })).Ok();
        Assert.Equal("查快递", (await staff.Get($"/api/members/feedback/{feedbackId}")).Ok().GetProperty("note").GetString());
        Assert.Equal(("InHand", "补寄"), ((await Mine(phone)).GetProperty("state").GetString(), (await Mine(phone)).GetProperty("answer").GetString()));
    }

    [Fact]
    public async Task A_prepared_answer_is_given_by_itself_once_and_is_no_answer_of_a_person()
    {
        var manager = store.SignedIn(0, "members.manage-replies", "members.view");
        var (word, closer) = (StoreApp.NewCode("Refund"), StoreApp.NewCode("z"));
        var general = await Prepare(manager, "退货", "七天内可退", [word], answersBySelf: true);
        var close = await Prepare(manager, "退货到店", "带小票到店", [word + closer, "到店"], answersBySelf: true);
        var byHand = await Prepare(manager, "只给人用", "您好", [word], answersBySelf: false);

        // The closest keyword first; then what is left; then nobody but people.
        var (_, phone, feedbackId, staff) = await Asked($"怎么 {word.ToLowerInvariant()}{closer}");
        Assert.Equal(["Auto 带小票到店"], Said((await phone.Get($"/api/members/page/feedback/{feedbackId}/messages")).Ok()));
        Assert.Equal(("Open", 1), ((await Mine(phone)).GetProperty("state").GetString(), (await Mine(phone)).GetProperty("unread").GetInt32()));
        Assert.Equal("", (await Mine(phone)).GetProperty("answer").GetString());
        Assert.Equal(1, (await staff.Get("/api/members/satisfaction")).Ok().GetProperty("items")[0].GetProperty("open").GetInt32());
        Assert.Equal([close, general, byHand], await Fitting(staff, feedbackId));
        await Write(phone, feedbackId, word);
        await Write(phone, feedbackId, word);
        Assert.Equal([general, byHand], await Fitting(staff, feedbackId));
        Assert.Equal([$"Member {word}", "Auto 七天内可退", $"Member {word}", "Auto 带小票到店"], Said((await phone.Get($"/api/members/page/feedback/{feedbackId}/messages")).Ok()));

        // Where a person has it in hand, nothing comes by itself.
        (_, phone, feedbackId, staff) = await Asked("在吗");
        (await staff.Put($"/api/members/feedback/{feedbackId}", new { state = "InHand", answer = "", version = 1 })).Ok();
        await Write(phone, feedbackId, word);
        Assert.Equal([$"Member {word}"], Said((await phone.Get($"/api/members/page/feedback/{feedbackId}/messages")).Ok()));

        object Fields(string title, string[] keywords) => new { title, body = "七天内可退", keywords, answersBySelf = true };
        var taken = (await manager.Get("/api/members/quick-replies")).Ok().GetProperty("items").EnumerateArray().First(one => one.GetProperty("replyId").GetInt64() != general).GetProperty("title").GetString()!;
        Assert.Equal((409, "reply.taken"), Told(await manager.Put($"/api/members/quick-replies/{general}", new { reply = Fields(taken, [word]), version = 1 })));
        Assert.Equal(400, (await manager.Put($"/api/members/quick-replies/{general}", new { reply = Fields("新", [" "]), version = 1 })).Status);
        (await manager.Put($"/api/members/quick-replies/{general}", new { reply = Fields(StoreApp.NewCode("新"), [word]), version = 1 })).Ok();
        Assert.Equal((409, "reply.stale"), Told(await manager.Put($"/api/members/quick-replies/{general}", new { reply = Fields(StoreApp.NewCode("新"), [word]), version = 1 })));
        (await manager.Delete($"/api/members/quick-replies/{general}")).Ok();
        Assert.Equal((404, "reply.not_found"), Told(await manager.Delete($"/api/members/quick-replies/{general}")));
        Assert.Equal(403, (await store.SignedIn(0, "members.manage").Post("/api/members/quick-replies", Fields("没有权限", [word]))).Status);
    }

    [Fact]
    public async Task Twenty_messages_in_ten_minutes_are_enough_and_the_last_can_be_repeated()
    {
        var (_, phone, feedbackId, _) = await Asked("喂");
        for (var i = 1; i < 20; i++)
            await Write(phone, feedbackId, "喂");
        var last = Message("喂喂");
        (await phone.Post($"/api/members/page/feedback/{feedbackId}/messages", last)).Ok();

        Assert.Equal((422, "feedback.too_fast"), Told(await phone.Post($"/api/members/page/feedback/{feedbackId}/messages", Message("还在吗"))));
        Assert.Equal(20, (await phone.Post($"/api/members/page/feedback/{feedbackId}/messages", last)).Ok().GetProperty("messageNo").GetInt32());
    }

    private static object Message(string text) => new { messageUuid = Guid.NewGuid(), text };

    private static async Task Write(StoreApp.Client phone, long feedbackId, string text) => (await phone.Post($"/api/members/page/feedback/{feedbackId}/messages", Message(text))).Ok();

    private static async Task Answer(StoreApp.Client staff, long feedbackId, string text) => (await Send(staff, feedbackId, text, Guid.NewGuid())).Ok();

    private static Task<StoreApp.Reply> Send(StoreApp.Client staff, long feedbackId, string text, Guid messageUuid) =>
        staff.Post($"/api/members/feedback/{feedbackId}/messages", new { messageUuid, text });

    private static async Task<long> Prepare(StoreApp.Client manager, string title, string body, string[] keywords, bool answersBySelf) =>
        (await manager.Post("/api/members/quick-replies", new { title = StoreApp.NewCode(title), body, keywords, answersBySelf })).Ok().GetProperty("replyId").GetInt64();

    private static async Task<long[]> Fitting(StoreApp.Client staff, long feedbackId) =>
        [.. (await staff.Get($"/api/members/feedback/{feedbackId}")).Ok().GetProperty("fittingReplyIds").EnumerateArray().Select(one => one.GetInt64())];

    private static async Task<JsonElement> Mine(StoreApp.Client phone) => Assert.Single((await phone.Get("/api/members/page/feedback")).Ok().GetProperty("items").EnumerateArray());

    private static string[] Said(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("author").GetString()} {item.GetProperty("body").GetString()}")];

    private static string[] Texts(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("body").GetString()!)];

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);

    /// <summary>A member who has asked a store something on their phone, and staff of the store.</summary>
    private async Task<(long StoreId, StoreApp.Client Phone, long FeedbackId, StoreApp.Client Staff)> Asked(string text)
    {
        var storeId = await store.GivenStore();
        var phone = await store.GivenPhone(await store.GivenMember());
        var feedbackId = (await phone.Post("/api/members/page/feedback", new { storeId, kind = "Question", text })).Ok().GetProperty("feedbackId").GetInt64();
        return (storeId, phone, feedbackId, store.SignedIn(storeId, "members.view", "members.manage"));
    }
}
