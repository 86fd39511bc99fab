using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Access.Approvals;
using Store.Access.Roles;
using Store.Access.Users;
using Store.Contracts.Access;
using Store.Kernel.Database;
using Store.Kernel.Verification;
using Store.Tests.Kernel;

namespace Store.Tests.Access;

/// <summary>What a cashier may not, another named person approves, once, on the record.</summary>
public sealed class ApprovalTests(KernelApp store) : IClassFixture<KernelApp>
{
    private const string Pin = "4711";

    [Fact]
    public async Task Within_the_own_limit_nobody_is_asked()
    {
        var (storeId, cashier, _) = await Shop();

        var reply = await cashier.Client.Go(storeId, 10m);

        Assert.Equal(JsonValueKind.Null, reply.Ok().GetProperty("approverId").ValueKind);
    }

    [Fact]
    public async Task Beyond_it_the_cashier_is_told_what_to_have_approved()
    {
        var (storeId, cashier, _) = await Shop();

        var reply = await cashier.Client.Go(storeId, 10.001m);

        Assert.Equal((403, "approval_required"), (reply.Status, reply.Code));
        Assert.Equal((10m, 10.01m), (reply.Json.GetProperty("allowed").GetDecimal(), reply.Json.GetProperty("wanted").GetDecimal()));
        Assert.Equal((storeId, Limits.DiscountPercent, "sale 7, line 1"),
            (reply.Json.GetProperty("storeId").GetInt64(), reply.Json.GetProperty("limit").GetString(), reply.Json.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task A_manager_approves_at_the_till_by_name_and_pin_and_it_is_on_the_record()
    {
        var (storeId, cashier, manager) = await Shop();

        var approval = (await cashier.Client.ApproveHere(storeId, 25m, new { userName = $" {manager.Person.UserName.ToUpperInvariant()} ", pin = Pin })).Ok();
        var approvalId = approval.GetProperty("approvalId").GetInt64();
        var reply = (await cashier.Client.Go(storeId, 25m, approvalId)).Ok();

        Assert.Equal((approvalId, manager.Person.UserId), (reply.GetProperty("approvalId").GetInt64(), reply.GetProperty("approverId").GetInt64()));
        var kept = (await store.Owner(storeId).Get($"/api/access/approvals?storeId={storeId}")).Ok().GetProperty("items")[0];
        Assert.Equal(
            ("Used", $"店员 {cashier.Person.UserName}", $"店员 {manager.Person.UserName}", 25m, "顾客投诉", "sale 7, line 1"),
            (kept.GetProperty("state").GetString(), kept.GetProperty("askedByName").GetString(), kept.GetProperty("approverName").GetString(), kept.GetProperty("value").GetDecimal(),
                kept.GetProperty("reason").GetString(), kept.GetProperty("usedFor").GetString()));
        Assert.Equal(["access.approve", "access.use-approval"], await store.Rows<string>(
            "SELECT Action FROM kernel.AuditEntries WHERE StoreId = @storeId AND Subject = 'sale 7, line 1' ORDER BY AuditEntryId", new { storeId }));
    }

    [Fact]
    public async Task A_manager_approves_at_the_till_by_badge_and_pin()
    {
        var (storeId, cashier, manager) = await Shop();
        var code = (await store.Owner(storeId).Post($"/api/access/users/{manager.Person.UserId}/badge", null)).Ok().GetProperty("code").GetString();

        Assert.Equal("pin.refused", (await cashier.Client.ApproveHere(storeId, 25m, new { badge = code, pin = "4712" })).Code);
        var approvalId = (await cashier.Client.ApproveHere(storeId, 25m, new { badge = code!.ToLowerInvariant(), pin = Pin })).Ok().GetProperty("approvalId").GetInt64();

        Assert.Equal(200, (await cashier.Client.Go(storeId, 25m, approvalId)).Status);
    }

    [Fact]
    public async Task A_manager_approves_on_the_phone_and_the_till_sees_it()
    {
        var (storeId, cashier, manager) = await Shop();
        var approvalId = (await cashier.Client.Ask(storeId, 25m)).Ok().GetProperty("approvalId").GetInt64();
        Assert.Equal("Pending", await StateOf(cashier.Client, approvalId));
        Assert.Equal("approval_required", (await cashier.Client.Go(storeId, 25m, approvalId)).Code);

        var pending = Assert.Single((await manager.Client.Get("/api/access/approvals/pending")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal((approvalId, 25m, true), (pending.GetProperty("approvalId").GetInt64(), pending.GetProperty("value").GetDecimal(), pending.GetProperty("withinOwnLimit").GetBoolean()));
        (await manager.Client.Post($"/api/access/approvals/{approvalId}/decide", new { approve = true, note = "好的" })).Ok();

        var seen = (await cashier.Client.Get($"/api/access/approvals/{approvalId}")).Ok();
        Assert.Equal(("Granted", $"店员 {manager.Person.UserName}", "好的"), (seen.GetProperty("state").GetString(), seen.GetProperty("approverName").GetString(), seen.GetProperty("note").GetString()));
        Assert.Equal(manager.Person.UserId, (await cashier.Client.Go(storeId, 25m, approvalId)).Ok().GetProperty("approverId").GetInt64());
        Assert.Equal("Used", await StateOf(cashier.Client, approvalId));
        Assert.Empty((await manager.Client.Get("/api/access/approvals/pending")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal("approval.decided", (await manager.Client.Post($"/api/access/approvals/{approvalId}/decide", new { approve = false, note = (string?)null })).Code);
    }

    [Fact]
    public async Task A_refused_or_withdrawn_request_approves_nothing()
    {
        var (storeId, cashier, manager) = await Shop();
        var refused = (await cashier.Client.Ask(storeId, 25m)).Ok().GetProperty("approvalId").GetInt64();
        var withdrawn = (await cashier.Client.Ask(storeId, 25m)).Ok().GetProperty("approvalId").GetInt64();

        (await manager.Client.Post($"/api/access/approvals/{refused}/decide", new { approve = false, note = "太多了" })).Ok();
        (await cashier.Client.Delete($"/api/access/approvals/{withdrawn}")).Ok();

        Assert.Equal(("Refused", "Expired"), (await StateOf(cashier.Client, refused), await StateOf(cashier.Client, withdrawn)));
        Assert.Equal(409, (await manager.Client.Post($"/api/access/approvals/{withdrawn}/decide", new { approve = true, note = (string?)null })).Status);
        Assert.Equal("approval_required", (await cashier.Client.Go(storeId, 25m, refused, withdrawn)).Code);
    }

    [Fact]
    public async Task Nobody_approves_for_themselves()
    {
        var (storeId, _, manager) = await Shop();

        var here = await manager.Client.ApproveHere(storeId, 40m, new { userName = manager.Person.UserName, pin = Pin });
        var asked = (await manager.Client.Ask(storeId, 60m)).Ok().GetProperty("approvalId").GetInt64();
        var granted = await manager.Client.Post($"/api/access/approvals/{asked}/decide", new { approve = true, note = (string?)null });

        Assert.Equal((403, "approval.own"), (here.Status, here.Code));
        Assert.Equal((403, "approval.own"), (granted.Status, granted.Code));
        Assert.Empty((await manager.Client.Get("/api/access/approvals/pending")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(0, await FailedTries(manager.Person));
    }

    [Fact]
    public async Task Nobody_approves_beyond_their_own_limit_or_in_another_store_or_without_the_permission()
    {
        var (storeId, cashier, manager) = await Shop();
        var elsewhere = await Someone(BuiltInRoles.Manager, await store.GivenStore());
        var colleague = await Someone(BuiltInRoles.Cashier, storeId);

        var tooFar = await cashier.Client.ApproveHere(storeId, 50.01m, new { userName = manager.Person.UserName, pin = Pin });
        var notHere = await cashier.Client.ApproveHere(storeId, 25m, new { userName = elsewhere.Person.UserName, pin = Pin });
        var mayNot = await cashier.Client.ApproveHere(storeId, 5m, new { userName = colleague.Person.UserName, pin = Pin });
        var asked = (await cashier.Client.Ask(storeId, 50.01m)).Ok().GetProperty("approvalId").GetInt64();

        Assert.Equal((403, "approval.beyond_own", 50m), (tooFar.Status, tooFar.Code, tooFar.Json.GetProperty("allowed").GetDecimal()));
        Assert.Equal((403, "approval.not_approver"), (notHere.Status, notHere.Code));
        Assert.Equal((403, "approval.not_approver"), (mayNot.Status, mayNot.Code));
        Assert.Equal((403, "approval.beyond_own"), StatusAndCode(await manager.Client.Post($"/api/access/approvals/{asked}/decide", new { approve = true, note = (string?)null })));
        Assert.Equal(404, (await elsewhere.Client.Post($"/api/access/approvals/{asked}/decide", new { approve = true, note = (string?)null })).Status);
        Assert.Equal(404, (await elsewhere.Client.Get($"/api/access/approvals/{asked}")).Status);
        Assert.Equal(403, (await colleague.Client.Post($"/api/access/approvals/{asked}/decide", new { approve = true, note = (string?)null })).Status);

        // Who may not go as far can still say no.
        Assert.Equal(200, (await manager.Client.Post($"/api/access/approvals/{asked}/decide", new { approve = false, note = (string?)null })).Status);
        Assert.Equal((0, 0, 0), (await FailedTries(manager.Person), await FailedTries(elsewhere.Person), await FailedTries(colleague.Person)));
    }

    [Fact]
    public async Task An_approval_holds_for_one_store_one_limit_one_asker_and_up_to_its_value()
    {
        var (storeId, cashier, manager) = await Shop();
        var other = await store.GivenStore();
        var everywhere = await Someone(BuiltInRoles.Cashier, storeId, other);
        var colleague = await Someone(BuiltInRoles.Cashier, storeId);
        var approvalId = (await everywhere.Client.ApproveHere(storeId, 25m, new { userName = manager.Person.UserName, pin = Pin })).Ok().GetProperty("approvalId").GetInt64();

        Assert.Equal("approval_required", (await everywhere.Client.Go(storeId, 25.01m, approvalId)).Code);
        Assert.Equal("approval_required", (await everywhere.Client.Go(other, 25m, approvalId)).Code);
        Assert.Equal("approval_required", (await everywhere.Client.Go(storeId, 25m, [approvalId], limit: Limits.PriceCutPercent)).Code);
        Assert.Equal("approval_required", (await colleague.Client.Go(storeId, 25m, approvalId)).Code);
        Assert.Equal("approval_required", (await cashier.Client.Go(storeId, 25m, approvalId)).Code);

        Assert.Equal(200, (await everywhere.Client.Go(storeId, 20m, approvalId)).Status);
        Assert.Equal("approval_required", (await everywhere.Client.Go(storeId, 20m, approvalId)).Code);
    }

    [Fact]
    public async Task Of_several_approvals_the_smallest_that_fits_is_used_and_the_one_given_for_it_first()
    {
        var (storeId, cashier, manager) = await Shop();
        async Task<long> Approved(decimal value, string subject = "sale 7, line 1") => (await cashier.Client.ApproveHere(
            storeId, value, new { userName = manager.Person.UserName, pin = Pin }, subject)).Ok().GetProperty("approvalId").GetInt64();
        var (great, small, ofAnother) = (await Approved(40m), await Approved(20m), await Approved(15m, "sale 8, line 1"));

        Assert.Equal(small, (await cashier.Client.Go(storeId, 15m, great, small, ofAnother)).Ok().GetProperty("approvalId").GetInt64());
        Assert.Equal(great, (await cashier.Client.Go(storeId, 15m, great, small, ofAnother)).Ok().GetProperty("approvalId").GetInt64());
        Assert.Equal(ofAnother, (await cashier.Client.Go(storeId, 15m, great, small, ofAnother)).Ok().GetProperty("approvalId").GetInt64());
    }

    [Fact]
    public async Task An_approval_of_a_request_that_failed_after_all_can_still_be_used_and_a_retry_needs_no_other()
    {
        var (storeId, cashier, manager) = await Shop();
        var approvalId = (await cashier.Client.ApproveHere(storeId, 25m, new { userName = manager.Person.UserName, pin = Pin })).Ok().GetProperty("approvalId").GetInt64();

        Assert.Equal("beyond.failed", (await cashier.Client.Go(storeId, 25m, [approvalId], thenFail: true)).Code);
        Assert.Equal(200, (await cashier.Client.Preview(storeId, 25m, approvalId)).Status);
        var key = Guid.NewGuid().ToString();
        var first = await cashier.Client.Go(storeId, 25m, [approvalId], idempotencyKey: key);
        var again = await cashier.Client.Go(storeId, 25m, [approvalId], idempotencyKey: key);
        var without = await cashier.Client.Go(storeId, 25m, [], idempotencyKey: key);

        Assert.Equal((200, 200, 200), (first.Status, again.Status, without.Status));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal("approval_required", (await cashier.Client.Go(storeId, 25m, approvalId)).Code);
    }

    [Fact]
    public async Task Of_two_requests_at_once_with_one_approval_one_passes()
    {
        var (storeId, cashier, manager) = await Shop();
        for (var round = 0; round < 5; round++)
        {
            var approvalId = (await cashier.Client.ApproveHere(storeId, 25m, new { userName = manager.Person.UserName, pin = Pin })).Ok().GetProperty("approvalId").GetInt64();

            var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => cashier.Client.Go(storeId, 25m, approvalId)));

            Assert.Equal(1, replies.Count(reply => reply.Status == 200));
            Assert.Equal(5, replies.Count(reply => reply.Code == "approval_required"));
        }
    }

    [Fact]
    public async Task After_a_quarter_of_an_hour_it_is_over()
    {
        var (storeId, cashier, manager) = await Shop();
        var granted = (await cashier.Client.ApproveHere(storeId, 25m, new { userName = manager.Person.UserName, pin = Pin })).Ok().GetProperty("approvalId").GetInt64();
        var pending = (await cashier.Client.Ask(storeId, 25m)).Ok().GetProperty("approvalId").GetInt64();

        await store.Later(TimeSpan.FromMinutes(15));

        Assert.Equal("approval_required", (await cashier.Client.Go(storeId, 25m, granted)).Code);
        Assert.Equal(409, (await manager.Client.Post($"/api/access/approvals/{pending}/decide", new { approve = true, note = (string?)null })).Status);
        Assert.Equal(("Expired", "Expired"), (await StateOf(cashier.Client, granted), await StateOf(cashier.Client, pending)));
        Assert.Empty((await manager.Client.Get("/api/access/approvals/pending")).Ok().GetProperty("items").EnumerateArray());

        // A month later nobody wants to know of it any more; the next request sweeps it up.
        await store.Later(TimeSpan.FromDays(31));
        var next = await store.WithSession(cashier.Person);
        (await next.Ask(storeId, 25m)).Ok();
        await store.Later(TimeSpan.FromDays(31));
        (await (await store.WithSession(cashier.Person)).Ask(storeId, 25m)).Ok();
        Assert.Equal(1, Assert.Single(await store.Rows<int>("SELECT COUNT(*) FROM access.Approvals WHERE StoreId = @storeId", new { storeId })));
    }

    [Fact]
    public async Task A_program_neither_approves_nor_has_a_limit()
    {
        var (storeId, cashier, _) = await Shop();
        var key = (await store.Owner(storeId).Post("/api/access/api-keys", new
        {
            name = "程序", storeIds = new[] { storeId }, scopes = new[] { "access.approve", "checkout.sell" }, expiresAt = (DateTime?)null,
        })).Ok().GetProperty("key").GetString()!;
        var program = store.WithApiKey(key);
        var asked = (await cashier.Client.Ask(storeId, 5m)).Ok().GetProperty("approvalId").GetInt64();

        Assert.Equal((403, "approval.by_program"), StatusAndCode(await program.Post($"/api/access/approvals/{asked}/decide", new { approve = true, note = (string?)null })));
        Assert.Equal("approval_required", (await program.Go(storeId, 0.01m)).Code);
    }

    [Fact]
    public async Task The_record_is_shown_by_store_and_day_page_by_page()
    {
        var (storeId, cashier, manager) = await Shop();
        for (var i = 0; i < 3; i++)
            (await cashier.Client.ApproveHere(storeId, 25m, new { userName = manager.Person.UserName, pin = Pin })).Ok();
        var owner = store.Owner(storeId);
        var day = (await owner.Get("/api/access/approvals?limit=1")).Ok().GetProperty("items")[0].GetProperty("businessDate").GetString();

        var first = (await owner.Get($"/api/access/approvals?storeId={storeId}&date={day}&limit=2")).Ok();
        var second = (await owner.Get($"/api/access/approvals?storeId={storeId}&date={day}&limit=2&after={first.GetProperty("next").GetString()}")).Ok();

        Assert.Equal((2, 1), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        Assert.Empty((await owner.Get($"/api/access/approvals?storeId={storeId}&date=2020-01-01")).Ok().GetProperty("items").EnumerateArray());
        Assert.Empty((await store.Owner(await store.GivenStore()).Get($"/api/access/approvals?storeId={storeId}")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(403, (await cashier.Client.Get("/api/access/approvals")).Status);
    }

    [Fact]
    public async Task Bad_requests_are_refused_as_such()
    {
        var (storeId, cashier, manager) = await Shop();
        var by = new { userName = manager.Person.UserName, pin = Pin };

        foreach (var pin in new[] { "123", "123456789", "47a1", "", null })
            Assert.Equal(400, (await cashier.Client.ApproveHere(storeId, 25m, new { userName = manager.Person.UserName, pin })).Status);
        Assert.Equal(400, (await cashier.Client.ApproveHere(storeId, 25m, new { pin = Pin })).Status);
        Assert.Equal(400, (await cashier.Client.ApproveHere(storeId, 25m, new { userName = "x", badge = "y", pin = Pin })).Status);
        Assert.Equal(400, (await cashier.Client.ApproveHere(storeId, 25.001m, by)).Status);
        Assert.Equal(400, (await cashier.Client.ApproveHere(storeId, 25m, by, reason: "")).Status);
        Assert.Equal(400, (await cashier.Client.ApproveHere(storeId, 25m, null)).Status);
        Assert.Equal(403, (await cashier.Client.ApproveHere(await store.GivenStore(), 25m, by)).Status);
        Assert.Equal(403, (await cashier.Client.Ask(await store.GivenStore(), 25m)).Status);
        Assert.Equal(404, (await cashier.Client.Get("/api/access/approvals/1")).Status);
        Assert.Equal("approval_required", (await Sent(cashier.Client, storeId, "x,,7,-1,99999999999999999999")).Code);
    }

    [Fact]
    public async Task Verify_names_an_approval_that_nobody_else_gave()
    {
        var (storeId, cashier, manager) = await Shop();
        var approvalId = (await cashier.Client.ApproveHere(storeId, 25m, new { userName = manager.Person.UserName, pin = Pin })).Ok().GetProperty("approvalId").GetInt64();
        Task<IReadOnlyList<string>> Breaks() => store.InScope(services => services.GetServices<IInvariant>().OfType<SomebodyElseApproved>().Single().Breaks(CancellationToken.None));
        Assert.Empty(await Breaks());

        Task<int> By(long userId) => store.Transact(services => services.GetRequiredService<Db>().Execute(
            "UPDATE access.Approvals SET ApproverId = @userId WHERE ApprovalId = @approvalId", new { userId, approvalId }, CancellationToken.None));
        await By(cashier.Person.UserId);
        Assert.Contains($"Approval {approvalId}", Assert.Single(await Breaks()), StringComparison.Ordinal);
        await By(manager.Person.UserId);
        Assert.Empty(await Breaks());
    }

    [Fact]
    public async Task One_cashier_has_only_so_many_questions_open()
    {
        var (storeId, cashier, _) = await Shop();
        for (var i = 0; i < 20; i++)
            (await cashier.Client.Ask(storeId, 25m)).Ok();

        Assert.Equal("approval.too_many", (await cashier.Client.Ask(storeId, 25m)).Code);
    }

    private static (int, string?) StatusAndCode(StoreApp.Reply reply) => (reply.Status, reply.Code);

    private static async Task<string?> StateOf(StoreApp.Client client, long approvalId) => (await client.Get($"/api/access/approvals/{approvalId}")).Ok().GetProperty("state").GetString();

    private static Task<StoreApp.Reply> Sent(StoreApp.Client client, long storeId, string header)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/notes/stores/{storeId}/beyond")
        {
            Content = JsonContent.Create(new { limit = Limits.DiscountPercent, value = 25m, subject = "x" }, options: ValueJson.Stored),
        };
        request.Headers.TryAddWithoutValidation("Approval", header);
        return client.Send(request);
    }

    private async Task<int> FailedTries(Person person) => Assert.Single(await store.Rows<int>("SELECT FailedSignIns FROM access.Users WHERE UserId = @UserId", person));

    private async Task<(long StoreId, Member Cashier, Member Manager)> Shop()
    {
        var storeId = await store.GivenStore();
        return (storeId, await Someone(BuiltInRoles.Cashier, storeId), await Someone(BuiltInRoles.Manager, storeId));
    }

    private async Task<Member> Someone(string role, params long[] storeIds)
    {
        var person = await store.GivenPerson(role, storeIds);
        await store.GivenPin(person, Pin);
        return new Member(person, await store.WithSession(person));
    }

    private sealed record Member(Person Person, StoreApp.Client Client);
}

internal static class ApprovalCalls
{
    public static Task<StoreApp.Reply> Go(this StoreApp.Client client, long storeId, decimal value, params long[] approvals) => client.Go(storeId, value, approvals, Limits.DiscountPercent);

    public static Task<StoreApp.Reply> Go(
        this StoreApp.Client client, long storeId, decimal value, long[] approvals, string limit = Limits.DiscountPercent, bool thenFail = false, string? idempotencyKey = null)
    {
        var request = Request($"/api/notes/stores/{storeId}/beyond", new { limit, value, subject = "sale 7, line 1", thenFail }, approvals);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return client.Send(request);
    }

    public static Task<StoreApp.Reply> Preview(this StoreApp.Client client, long storeId, decimal value, params long[] approvals) =>
        client.Send(Request($"/api/notes/stores/{storeId}/beyond/preview", new { limit = Limits.DiscountPercent, value, subject = "sale 7, line 1" }, approvals));

    public static Task<StoreApp.Reply> ApproveHere(
        this StoreApp.Client client, long storeId, decimal value, object? approver, string subject = "sale 7, line 1", string reason = "顾客投诉") =>
        client.Post($"/api/access/stores/{storeId}/approvals/here", new { limit = Limits.DiscountPercent, value, subject, reason, approver });

    public static Task<StoreApp.Reply> Ask(this StoreApp.Client client, long storeId, decimal value) =>
        client.Post($"/api/access/stores/{storeId}/approvals", new { limit = Limits.DiscountPercent, value, subject = "sale 7, line 1", reason = "顾客投诉" });

    /// <summary>The person has that PIN from then on.</summary>
    public static Task<int> GivenPin(this StoreApp store, Person person, string pin) => store.Transact(async services =>
    {
        await services.GetRequiredService<Accounts>().SetPin(person.UserId, Hashes.GetOrAdd(pin, new Passwords().Hash), exceptTokenHash: null, CancellationToken.None);
        return 1;
    });

    // Hashing is slow on purpose; the same PIN is hashed once.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> Hashes = new(StringComparer.Ordinal);

    private static HttpRequestMessage Request(string path, object body, long[] approvals)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ValueJson.Stored) };
        if (approvals.Length > 0)
            request.Headers.Add("Approval", string.Join(", ", approvals));
        return request;
    }
}
