namespace Store.Tests.Checkout;

public sealed class ReasonTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Root = "/api/checkout";

    [Fact]
    public async Task A_chain_starts_with_the_usual_reasons_in_three_languages()
    {
        var owner = store.Owner(await store.GivenStore());

        var reasons = (await owner.Get($"{Root}/reasons")).Ok().GetProperty("reasons").EnumerateArray()
            .Where(reason => reason.GetProperty("event").GetString() == "NoSale" && reason.GetProperty("code").GetString() == "change").ToList();

        var reason = Assert.Single(reasons);
        Assert.Equal(("换零钱", "換零錢", "Change money"), (reason.GetProperty("nameHans").GetString(), reason.GetProperty("nameHant").GetString(), reason.GetProperty("nameEn").GetString()));
    }

    [Fact]
    public async Task A_till_that_has_the_list_is_not_sent_it_again_until_it_changes()
    {
        var owner = store.Owner(await store.GivenStore());
        var version = (await owner.Get($"{Root}/reasons")).Ok().GetProperty("version").GetInt64();

        var same = (await owner.Get($"{Root}/reasons?version={version}")).Ok();
        (await Save(owner, "Discount", StoreApp.NewCode("x").ToLowerInvariant())).Ok();
        var changed = (await owner.Get($"{Root}/reasons?version={version}")).Ok();

        Assert.True(same.GetProperty("unchanged").GetBoolean());
        Assert.Equal(0, same.GetProperty("reasons").GetArrayLength());
        Assert.False(changed.GetProperty("unchanged").GetBoolean());
        Assert.True(changed.GetProperty("reasons").GetArrayLength() > 10);
    }

    [Fact]
    public async Task A_reason_is_changed_by_one_of_two_and_switched_off_without_being_forgotten()
    {
        var owner = store.Owner(await store.GivenStore());
        var code = StoreApp.NewCode("x").ToLowerInvariant();
        var version = (await Save(owner, "Return", code)).Ok().GetProperty("version").GetInt64();

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Save(owner, "Return", code, active: false, version: version)));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "reason.stale"), (reply.Status, reply.Code)));
        Assert.DoesNotContain(code, (await owner.Get($"{Root}/reasons")).Text, StringComparison.Ordinal);
        Assert.Contains(code, (await owner.Get($"{Root}/reasons?all=true")).Text, StringComparison.Ordinal);
        Assert.Equal(409, (await Save(owner, "Return", code)).Status);
    }

    [Theory]
    [InlineData("Wedding", "gift", 400)]
    [InlineData("Return", "Gift!", 400)]
    public async Task A_reason_has_an_event_and_a_plain_code(string happening, string code, int status) =>
        Assert.Equal(status, (await Save(store.Owner(await store.GivenStore()), happening, code)).Status);

    [Fact]
    public async Task Reasons_and_questions_are_changed_by_who_may()
    {
        var cashier = store.SignedIn(await store.GivenStore(), "checkout.sell");

        Assert.Equal(403, (await Save(cashier, "Return", "gift")).Status);
        Assert.Equal(403, (await Ask(cashier, "Sale")).Status);
        Assert.Equal(200, (await cashier.Get($"{Root}/reasons")).Status);
    }

    [Fact]
    public async Task A_question_has_choices_follows_another_of_its_event_and_never_itself()
    {
        var owner = store.Owner(await store.GivenStore());
        var first = await Id(Ask(owner, "CashIn", required: false));
        var second = await Id(Ask(owner, "CashIn", required: false, after: first));

        var circle = await owner.Put($"{Root}/questions/{first.Id}", new { question = Question("CashIn", required: false, after: second), version = first.Version });
        var stale = await owner.Put($"{Root}/questions/{second.Id}", new { question = Question("CashIn", required: false, after: first, active: false), version = 1 });
        var off = await owner.Put($"{Root}/questions/{second.Id}", new { question = Question("CashIn", required: false, after: first, active: false), version = second.Version });

        Assert.Equal((422, "question.circle"), (circle.Status, circle.Code));
        Assert.Equal((409, "question.stale"), (stale.Status, stale.Code));
        Assert.Equal(200, off.Status);
        Assert.Equal("question.follows_unknown", (await Ask(owner, "CashOut", required: false, after: first)).Code);
        Assert.Equal(400, (await Ask(owner, "CashIn", kind: "List")).Status);
        Assert.Equal(400, (await owner.Post($"{Root}/questions", new { @event = "CashIn", kind = "Text", required = false, textHans = "?", textHant = "?", textEn = "?", productId = 1, sortOrder = 1, active = true, choices = Array.Empty<object>() })).Status);
    }

    [Fact]
    public async Task A_required_question_is_answered_before_the_drawer_opens_and_the_answer_is_kept_with_it()
    {
        var till = await store.GivenTill();
        var question = await Id(Ask(till.Owner, "NoSale", kind: "List", choices: ["self", "boss"], reason: "ask-who"));
        var follow = await Id(Ask(till.Owner, "NoSale", kind: "Date", after: question, afterAnswer: "boss", reason: "ask-who"));
        var path = $"{till.Root}/registers/{till.RegisterId}/drawer-openings";
        async Task<StoreApp.Reply> Open(params object[] answers) => await till.Owner.Post(path, new { openingUuid = Guid.NewGuid(), reasonCode = "ask-who", answers });

        Assert.Equal("question.unanswered", (await Open()).Code);
        Assert.Equal("question.unanswered", (await Open(new { questionId = question.Id, text = "boss" })).Code);
        Assert.Equal("answer.wrong", (await Open(new { questionId = question.Id, text = "nobody" })).Code);
        Assert.Equal("answer.wrong", (await Open(new { questionId = question.Id, text = "boss" }, new { questionId = follow.Id, text = "tomorrow" })).Code);
        Assert.Equal("question.unknown", (await Open(new { questionId = 1, text = "x" })).Code);
        Assert.Equal(200, (await Open(new { questionId = question.Id, text = "self" })).Status);
        var opened = (await Open(new { questionId = question.Id, text = "boss" }, new { questionId = follow.Id, text = "2026-11-22" })).Ok().GetProperty("drawerOpeningId").GetInt64();
        Assert.Equal(200, (await till.Owner.Post(path, new { openingUuid = Guid.NewGuid(), reasonCode = "change" })).Status);

        var answers = (await till.Owner.Get($"{till.Root}/answers?subjectId={opened}")).Ok().GetProperty("items").EnumerateArray().Select(answer => answer.GetProperty("answer").GetString());
        Assert.Equal(["选项 boss", "2026-11-22"], answers);
    }

    private static Task<StoreApp.Reply> Save(StoreApp.Client by, string happening, string code, bool active = true, long? version = null) =>
        by.Put($"{Root}/reason-codes/{happening}/{code}", new { nameHans = "原因", nameHant = "原因", nameEn = "Reason", sortOrder = 50, active, version });

    private static Task<StoreApp.Reply> Ask(
        StoreApp.Client by, string happening, string kind = "Text", bool required = true, (long Id, long Version)? after = null, string? afterAnswer = null, string? reason = null, string[]? choices = null) =>
        by.Post($"{Root}/questions", Question(happening, kind, required, after, afterAnswer, reason, choices));

    private static object Question(
        string happening, string kind = "Text", bool required = true, (long Id, long Version)? after = null, string? afterAnswer = null, string? reason = null, string[]? choices = null, bool active = true) => new
        {
            @event = happening, reasonCode = reason, afterQuestionId = after?.Id, afterAnswer, kind, required, textHans = "问题", textHant = "問題", textEn = "Question", sortOrder = 1, active,
            choices = (choices ?? []).Select(code => new { code, nameHans = $"选项 {code}", nameHant = $"選項 {code}", nameEn = $"Choice {code}" }),
        };

    private static async Task<(long Id, long Version)> Id(Task<StoreApp.Reply> asked)
    {
        var question = (await asked).Ok();
        return (question.GetProperty("questionId").GetInt64(), question.GetProperty("version").GetInt64());
    }
}
