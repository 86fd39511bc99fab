using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Audit;
using Store.Kernel.Database;
using Store.Tests.Access;
using Store.Tests.Checkout;
using Store.Tests.Loyalty;

namespace Store.Tests.Members;

/// <summary>A person who asks what is kept of them, and then wants to be forgotten, in every corner of the database.</summary>
public sealed class PrivacyTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task No_word_of_a_person_is_left_in_the_database_once_they_are_forgotten_and_the_books_stay()
    {
        var person = await Known();
        Assert.All(person.Words, word => Assert.False(word.Length < 8));
        Assert.NotEmpty(await Places(person.Words));
        var totals = await store.Rows<long>("SELECT SUM(TotalMinor) FROM checkout.Sales WHERE MemberId = @MemberId", new { person.MemberId });

        (await store.Owner(0).Post($"/api/members/members/{person.MemberId}/erase", new { version = await Version(person.MemberId), givesUp = true })).Ok();

        Assert.Empty(await Places(person.Words));
        Assert.Equal(totals, await store.Rows<long>("SELECT SUM(TotalMinor) FROM checkout.Sales WHERE MemberId = @MemberId", new { person.MemberId }));
        Assert.Empty(await store.Breaks());
        var recalled = (await person.Till.Owner.Post($"{person.Till.Root}/parked-sales/{person.ParkedSaleId}/recall", new { recallUuid = Guid.NewGuid(), registerId = person.Till.RegisterId })).Ok();
        Assert.Equal((JsonValueKind.Null, 1), (recalled.GetProperty("basket").GetProperty("memberId").ValueKind, recalled.GetProperty("basket").GetProperty("lines").GetArrayLength()));
    }

    [Fact]
    public async Task The_export_holds_every_kind_of_thing_that_is_kept_of_a_person()
    {
        var person = await Known();

        var parts = (await store.Owner(0).Post($"/api/members/members/{person.MemberId}/export", new { })).Ok().GetProperty("parts");

        var empty = parts.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.Array && part.Value.GetArrayLength() == 0).Select(part => part.Name);
        Assert.Equal(["couponUses", "furtherContacts", "groups", "levels", "memberships"], empty.Order(StringComparer.Ordinal));
        foreach (var kind in new[] { "sales", "saleLines", "saleDiscounts", "payments", "tenderCorrections", "answers", "orders", "orderLines", "parkedSales", "points", "pointsActivities", "storedValue", "storedValueEntries", "topUps", "passes", "passEntries", "coupons", "notes", "feedback", "feedbackMessages", "purchases", "usualGoods", "consents", "cards", "linkedAccounts", "tags" })
            Assert.True(parts.TryGetProperty(kind, out var part) && part.GetArrayLength() > 0, $"{kind} is missing.");
        var text = JsonSerializer.Serialize(parts, Readable);
        Assert.All(person.Words, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Why_something_was_done_to_a_person_is_forgotten_with_them_in_approvals_ledgers_drawers_and_log()
    {
        await store.GivenProgram();
        var till = await store.GivenTill(openingFloat: 1000m);
        var words = new List<string>();
        string Word(string beginning) => Added(words, StoreApp.NewCode(beginning));
        var phone = Added(words, $"1{Random.Shared.NextInt64(3_000_000_000, 9_999_999_999)}");
        var (memberId, other) = (await MemberGivens.GivenMember(store, new { name = Word("本人"), phone }), await MemberGivens.GivenMember(store));
        await store.Merge(await MemberGivens.GivenMember(store, new { name = Word("旧档") }), memberId);
        foreach (var buyer in new[] { memberId, other })
            (await till.Sell([Till.Line(await till.Product(3000m), 1, 3000m)], [Till.Cash(3000m)], new { memberId = buyer })).Ok();
        await store.TopUp(till.StoreId, memberId, 100m);
        var clerk = store.Limited(
            till.StoreId, [], "loyalty.adjust-points", "loyalty.cash-out-points", "loyalty.pay-out-value", "checkout.sell", "checkout.correct-tenders", "checkout.take-orders");
        var manager = store.Limited(till.StoreId, new() { ["loyalty.points-by-hand"] = 9999, ["loyalty.points-cash-out"] = 9999, ["checkout.refund-amount"] = 9999, ["checkout.discount-percent"] = 90, ["checkout.void-amount"] = 9999 }, "access.approve");
        var root = $"/api/loyalty/stores/{till.StoreId}/members";

        await Approved($"{root}/{memberId}/points/adjustments", new { points = 500, reason = Word("补偿") });
        await Approved($"{root}/{memberId}/points/cash-outs", new { points = 1000, reason = Word("提现"), registerId = till.RegisterId });
        await Approved($"{root}/{memberId}/points/transfers", new { toMemberId = other, points = 100, reason = Word("给家人") });
        await Approved($"{root}/{other}/points/transfers", new { toMemberId = memberId, points = 50, reason = Word("还给") });
        await Approved($"{root}/{memberId}/value/pay-outs", new { amount = 100m, reason = Word("退款"), registerId = till.RegisterId });
        var line = new { productId = (await till.Product(30m)).ProductId, quantity = 1, unitPrice = 30m, discount = new { amount = 15m, reason = Word("赔礼") } };
        var sold = await Approved($"{till.Root}/sales", new { saleUuid = Guid.NewGuid(), registerId = till.RegisterId, memberId, lines = new[] { line }, payments = new[] { Till.Cash(15m) } });
        var saleId = sold.GetProperty("saleId").GetInt64();
        await Approved($"{till.Root}/sales/{saleId}/tender-corrections", new { correctionUuid = Guid.NewGuid(), from = "Cash", to = "Card", amount = 15m, reason = Word("刷错卡") });
        var attempt = new { attemptId = Random.Shared.NextInt64(1, 1L << 50), uuid = Guid.NewGuid(), saleId, why = Word("Gone") };
        await store.Transact(services => services.GetRequiredService<Db>().Execute("""
            INSERT INTO checkout.PaymentAttempts (AttemptId, AttemptUuid, StoreId, RegisterId, SaleUuid, Tender, Provider, AmountMinor, ApprovedMinor, RefundedMinor, State, Reason, StartedBy,
                   StartedByName, StartedAt, ChangedAt, Tries)
            SELECT @attemptId, @uuid, StoreId, RegisterId, SaleUuid, 'Card', 'Test', 1500, 0, 0, 'Reversed', @why, CashierId, CashierName, OccurredAt, OccurredAt, 1
            FROM   checkout.Sales
            WHERE  SaleId = @saleId
            """, attempt, CancellationToken.None));
        var ordered = await Approved($"{till.Root}/orders", new { orderUuid = Guid.NewGuid(), kind = "Special", customerName = Word("订货人"), customerPhone = "", memberId, lines = new[] { line } });
        var order = $"{till.Root}/orders/{ordered.GetProperty("orderId").GetInt64()}";
        (await till.Owner.Post($"{order}/payments", new { paymentUuid = Guid.NewGuid(), registerId = till.RegisterId, amount = 15m, payments = new[] { Till.Cash(15m) } })).Ok();
        await Approved($"{order}/cancel", new { paymentUuid = Guid.NewGuid(), registerId = till.RegisterId, reasonCode = "customer", refunds = new[] { Till.Cash(15m) } });
        var basket = new
        {
            format = 1, memberId, tillState = JsonSerializer.Serialize(new { priceReason = Word("Regular") }), lines = new[]
            {
                new { line.productId, productCode = "P1", productName = "茶", unit = "盒", quantity = 1m, unitPrice = 30m, amount = 20m, overridePrice = 20m, reasonCode = Word("Friend") },
            },
        };
        var parked = (await till.Owner.Post($"{till.Root}/parked-sales", new { parkUuid = Guid.NewGuid(), registerId = till.RegisterId, total = 20m, basket })).Ok().GetProperty("parkedSaleId").GetInt64();
        await Approved($"{till.Root}/parked-sales/{parked}/void", new { registerId = till.RegisterId, reasonCode = "left", note = Word("走了") });
        var coupon = await store.GivenCoupon(till.StoreId);
        var code = await coupon.CodeOf(memberId);
        (await till.Owner.Post($"{coupon.Root}/withdraw", new { code, reason = Word("作废") })).Ok();
        await store.DispatchEvents();
        var places = await Places(words);
        Assert.All(["Approvals", "PointsEntries", "ValueEntries", "Coupons", "SaleDiscounts", "TenderCorrections", "PaymentAttempts", "Orders", "ParkedSales", "Voids"], table => Assert.Contains(places, place => place.Contains(table, StringComparison.Ordinal)));
        Assert.All(["AuditEntries", "CashMovements"], table => Assert.DoesNotContain(places, place => place.Contains(table, StringComparison.Ordinal)));
        string[] ofOthers = [StoreApp.NewCode("Other"), StoreApp.NewCode("Other"), StoreApp.NewCode("Other")];
        await Logged($"points of member {memberId}", till.StoreId, new { balance = 5, reason = Word("Then") });
        await Logged($"points of member {other}", till.StoreId, new { reason = ofOthers[0] });
        await Logged($"sale {saleId}, Cash to Card", till.StoreId, new { reason = Word("Then"), note = Word("Agreed") });
        await Logged($"payment {attempt.attemptId}", till.StoreId, new { state = "Suspense", reason = attempt.why });
        await Logged($"sale {saleId}, Cash to Card", await store.GivenStore(), new { reason = ofOthers[1] });
        await Logged("coupon 九折券", 0, new { code, reason = Word("Then") });
        await Logged("coupon 九折券", 0, new { code = "OTHER", reason = ofOthers[2] });

        (await store.Owner(0).Post($"/api/members/members/{memberId}/erase", new { version = await Version(memberId), givesUp = true })).Ok();

        Assert.Empty(await Places(words));
        Assert.All(await Task.WhenAll(ofOthers.Select(word => Places([word]))), kept => Assert.Single(kept));
        Assert.Equal(["""{"balance":5}"""], await store.Rows<string>("SELECT NewValue FROM kernel.AuditEntries WHERE Subject = @subject AND Action = 'then'", new { subject = $"points of member {memberId}" }));
        Assert.Empty(await store.Breaks());

        Task Logged(string subject, long storeId, object now) => store.Transact(async services =>
        {
            await services.GetRequiredService<AuditLog>().Add("then", subject, storeId, old: null, now, CancellationToken.None);
            return subject;
        });

        async Task<JsonElement> Approved(string path, object body)
        {
            clerk.With("Approval", "0");
            var wanted = await clerk.Post(path, body);
            Assert.Equal((403, "approval_required"), (wanted.Status, wanted.Code));
            var approvalId = (await clerk.Post($"/api/access/stores/{till.StoreId}/approvals", new
            {
                limit = wanted.Json.GetProperty("limit").GetString(), value = wanted.Json.GetProperty("wanted").GetDecimal(), subject = wanted.Json.GetProperty("subject").GetString(), reason = Word("请批"),
            })).Ok().GetProperty("approvalId").GetInt64();
            (await manager.Post($"/api/access/approvals/{approvalId}/decide", new { approve = true, note = Word("同意") })).Ok();
            clerk.With("Approval", $"{approvalId}");
            return (await clerk.Post(path, body)).Ok();
        }
    }

    private static string Added(List<string> words, string word)
    {
        words.Add(word);
        return word;
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private sealed record Person(long MemberId, IReadOnlyList<string> Words, Till Till, long ParkedSaleId);

    /// <summary>A member of whom something is kept wherever something can be; every word is found nowhere else.</summary>
    private async Task<Person> Known()
    {
        var words = new List<string>();
        string Word(string beginning)
        {
            var word = StoreApp.NewCode(beginning);
            words.Add(word);
            return word;
        }

        await store.GivenProgram();
        var till = await store.GivenTill(openingFloat: 1000m);
        var product = await till.Product(30m);
        var (phone, otherPhone) = ($"1{Random.Shared.NextInt64(3_000_000_000, 9_999_999_999)}", $"1{Random.Shared.NextInt64(3_000_000_000, 9_999_999_999)}");
        words.AddRange([phone, otherPhone]);
        var name = Word("人");
        var email = $"{Word("mail").ToLowerInvariant()}@example.com";
        words[^1] = email;
        var memberId = (await till.Owner.Post("/api/members/members", new { name, phone, email })).Ok().GetProperty("memberId").GetInt64();
        (await till.Owner.Put($"/api/members/members/{memberId}", new { name, profile = new { notes = Word("备注"), preferences = Word("偏好"), tags = new[] { Word("标签") } }, version = 1 })).Ok();
        (await till.Owner.Post($"/api/members/members/{memberId}/cards", new { code = Word("C") })).Ok();
        (await till.Owner.Post($"/api/members/members/{memberId}/accounts", new { provider = "wechat", subject = Word("openid") })).Ok();
        (await till.Owner.Post($"/api/members/members/{memberId}/consents", new { channel = "Sms", given = true, source = "till" })).Ok();
        (await till.Owner.Post($"/api/members/members/{memberId}/notes", new { channel = "Phone", text = Word("说过"), remindOn = "2030-01-01" })).Ok();
        var feedbackId = (await till.Owner.Post($"/api/members/stores/{till.StoreId}/feedback", new { kind = "Complaint", score = 2, text = Word("抱怨"), memberId })).Ok().GetProperty("feedbackId").GetInt64();
        (await (await store.GivenPhone(memberId)).Post($"/api/members/page/feedback/{feedbackId}/messages", new { messageUuid = Guid.NewGuid(), text = Word("再说") })).Ok();
        (await till.Owner.Post($"/api/members/feedback/{feedbackId}/messages", new { messageUuid = Guid.NewGuid(), text = Word("答复") })).Ok();

        var question = (await till.Owner.Post("/api/checkout/questions", new
        {
            @event = "Item", kind = "Text", required = false, textHans = "问题", textHant = "問題", textEn = "Question", sortOrder = 1, active = true, choices = Array.Empty<object>(), productId = product.ProductId,
        })).Ok().GetProperty("questionId").GetInt64();
        (await till.Sell([Till.Line(product, 1, 30m)], [Till.Cash(30m)], new { memberId, answers = new[] { new { questionId = question, text = Word("回答"), lineNumber = 1 } } })).Ok();
        var cheaper = new object[]
        {
            new { productId = product.ProductId, quantity = 1, unitPrice = 25m, priceReason = Word("改价") },
            new { productId = product.ProductId, quantity = 1, unitPrice = 30m, discount = new { amount = 5m, reason = Word("让利") } },
        };
        var saleId = (await till.Sell(cheaper, [Till.Cash(50m)], new { memberId })).Ok().GetProperty("saleId").GetInt64();
        (await till.Owner.Post($"{till.Root}/sales/{saleId}/tender-corrections", new { correctionUuid = Guid.NewGuid(), from = "Cash", to = "Card", amount = 10m, reason = Word("错记") })).Ok();
        (await till.Owner.Post($"{till.Root}/returns/without-receipt", new
        {
            saleUuid = Guid.NewGuid(), registerId = till.RegisterId, reason = Word("不合身"), identityHint = Word("证"), memberId, lines = new[] { new { productId = product.ProductId, quantity = 1m, unitPrice = 10m } },
        })).Ok();
        (await till.Owner.Post($"{till.Root}/orders", new
        {
            orderUuid = Guid.NewGuid(), kind = "Special", customerName = Word("顾客"), customerPhone = otherPhone, note = Word("订单"), memberId, lines = new[] { Till.Line(product, 1, 30m) },
        }, Guid.NewGuid().ToString())).Ok();
        var parkedSaleId = (await till.Owner.Post($"{till.Root}/parked-sales", new
        {
            parkUuid = Guid.NewGuid(), registerId = till.RegisterId, total = 30m, note = Word("挂单"), basket = new
            {
                format = 1, memberId, tillState = JsonSerializer.Serialize(new { customer = new { memberId, name } }), lines = new[] { new { productId = product.ProductId, productCode = "P1", productName = "茶", unit = "盒", quantity = 1m, unitPrice = 30m, amount = 30m } },
            },
        })).Ok().GetProperty("parkedSaleId").GetInt64();

        await store.TopUp(till.StoreId, memberId, 100m);
        await store.Settle(till.StoreId, memberId, [LoyaltyGivens.Sold(await store.GivenValueProduct("Pass", uses: 3), 60m)], LoyaltyGivens.Paid("Cash", 60m));
        var passId = (await till.Owner.Get($"/api/loyalty/members/{memberId}/value")).Ok().GetProperty("passes")[0].GetProperty("passId").GetInt64();
        (await till.Owner.Post($"/api/loyalty/stores/{till.StoreId}/passes/{passId}/uses", new { uses = 1 })).Ok();
        (await till.Owner.Post($"/api/loyalty/stores/{till.StoreId}/members/{memberId}/points/adjustments", new { points = 5, reason = Word("补偿") })).Ok();
        var type = (await till.Owner.Post("/api/loyalty/points/activity-types", new { activityTypeId = 0, name = "问卷", points = 10, needsApproval = true, active = true, version = 0 })).Ok().GetProperty("activityTypeId").GetInt64();
        (await till.Owner.Post($"/api/loyalty/stores/{till.StoreId}/members/{memberId}/points/activities", new { activityTypeId = type, note = Word("活动") })).Ok();
        var coupon = await store.GivenCoupon(till.StoreId);
        (await till.Owner.Post($"/api/loyalty/coupon-templates/{coupon.TemplateId}/issue", new { runUuid = Guid.NewGuid(), memberIds = new[] { memberId } })).Ok();
        await store.DispatchEvents();
        return new Person(memberId, words, till, parkedSaleId);
    }

    private async Task<int> Version(long memberId) => (await store.Owner(0).Get($"/api/members/members/{memberId}")).Ok().GetProperty("version").GetInt32();

    /// <summary>The text columns in which one of the words stands.</summary>
    private async Task<IReadOnlyList<string>> Places(IReadOnlyList<string> words)
    {
        var sqlServer = store.Services.GetRequiredService<DatabaseOptions>().Engine == Engine.SqlServer;
        await using DbConnection connection = sqlServer ? new SqlConnection(store.ConnectionString) : new SqliteConnection(store.ConnectionString);
        await connection.OpenAsync();
        var columns = await Read(connection, sqlServer
            ? "SELECT CONCAT('[', TABLE_SCHEMA, '].[', TABLE_NAME, ']'), COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE DATA_TYPE = 'nvarchar'"
            : "SELECT '\"' || m.name || '\"', c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT'");
        var places = new List<string>();
        foreach (var (table, column) in columns)
        {
            var like = string.Join(" OR ", words.Select(word => $"\"{column}\" LIKE N'%{word}%'".Replace(sqlServer ? "" : "N'", "'", StringComparison.Ordinal)));
            if ((await Read(connection, $"SELECT COUNT(*), '' FROM {table} WHERE {like}"))[0].Item1 != "0")
                places.Add($"{table}.{column}");
        }

        return places;
    }

    private static async Task<IReadOnlyList<(string, string)>> Read(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync())
            rows.Add((Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!, reader.GetString(1)));
        return rows;
    }
}
