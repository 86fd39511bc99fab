using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Database;

namespace Store.Tests.Checkout;

public sealed class ReceiptCheckTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_day_without_faults_matches_every_printed_number_to_its_sale()
    {
        var till = await store.GivenTill();
        var sales = await Sold(till, 3);
        (await Report(till, (sales[0].Uuid, 1), (sales[1].Uuid, 2))).Ok();
        Assert.Equal(0, (await Report(till, (sales[0].Uuid, 1))).Ok().GetProperty("reported").GetInt32());

        var check = await Check(till);

        var register = Assert.Single(check.GetProperty("registers").EnumerateArray());
        Assert.Equal((1, 3, 3, 2, 0), (Number(register, "firstNumber"), Number(register, "lastNumber"), Number(register, "sales"), Number(register, "printed"), Number(register, "findings")));
        var numbers = (await till.Owner.Get($"{till.Root}/registers/{till.RegisterId}/receipt-numbers?date={check.GetProperty("date").GetString()}")).Ok().GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([sales[0].SaleId, sales[1].SaleId, sales[2].SaleId], numbers.Select(one => one.GetProperty("saleId").GetInt64()));
        Assert.Equal([true, true, false], numbers.Select(one => one.GetProperty("printedAt").ValueKind == JsonValueKind.String));
    }

    [Fact]
    public async Task What_was_printed_and_never_received_and_what_was_printed_twice_is_shown()
    {
        var till = await store.GivenTill();
        var sales = await Sold(till, 2);
        var (lost, double1) = (Guid.NewGuid(), Guid.NewGuid());

        (await Report(till, (sales[0].Uuid, 1), (double1, 2), (sales[1].Uuid, 2), (lost, 3))).Ok();

        var findings = (await Check(till)).GetProperty("findings").EnumerateArray().Select(one => (one.GetProperty("kind").GetString(), Number(one, "receiptNumber"), one.GetProperty("saleUuid").GetGuid())).ToList();
        Assert.Equal([("Double", 2, double1), ("NotReceived", 3, lost)], findings);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "2")]
    [InlineData(4, "4")]
    public async Task A_number_that_no_sale_has_is_a_gap(int gone, string gaps)
    {
        var till = await store.GivenTill();
        var sales = await Sold(till, 4);
        await store.InScope(services =>
        {
            var db = services.GetRequiredService<Db>();
            return db.Transact(() => db.Execute("DELETE FROM checkout.Sales WHERE SaleId = @SaleId", new { sales[gone - 1].SaleId }, CancellationToken.None), CancellationToken.None);
        });

        var findings = (await Check(till)).GetProperty("findings").EnumerateArray().ToList();

        Assert.Equal(gaps, string.Join(',', findings.Select(one => Number(one, "receiptNumber"))));
        Assert.All(findings, one => Assert.Equal("Gap", one.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Only_who_sees_shifts_sees_it_and_only_tills_report()
    {
        var till = await store.GivenTill();
        var cashier = store.SignedIn(till.StoreId, "checkout.sell");

        Assert.Equal(403, (await cashier.Get($"{till.Root}/receipt-check")).Status);
        Assert.Equal(404, (await cashier.Post($"{till.Root}/registers/1/printed-receipts", new { receipts = new[] { new { saleUuid = Guid.NewGuid(), receiptNumber = 1, printedAt = "2026-11-22T00:00:00Z" } } })).Status);
        Assert.Equal(400, (await cashier.Post($"{till.Root}/registers/{till.RegisterId}/printed-receipts", new { receipts = Array.Empty<object>() })).Status);
    }

    private static async Task<List<(Guid Uuid, long SaleId)>> Sold(Till till, int count)
    {
        var product = await till.Product(1m);
        var sales = new List<(Guid, long)>();
        for (var i = 0; i < count; i++)
        {
            var uuid = Guid.NewGuid();
            sales.Add((uuid, (await till.Sell(product, 1, 1m, cash: 1m, saleUuid: uuid)).Ok().GetProperty("saleId").GetInt64()));
        }

        return sales;
    }

    private Task<StoreApp.Reply> Report(Till till, params (Guid Uuid, int Number)[] receipts) => till.Owner.Post($"{till.Root}/registers/{till.RegisterId}/printed-receipts", new
    {
        receipts = receipts.Select(one => new { saleUuid = one.Uuid, receiptNumber = one.Number, printedAt = store.Clock.GetUtcNow().UtcDateTime }),
    });

    private static async Task<JsonElement> Check(Till till) => (await till.Owner.Get($"{till.Root}/receipt-check")).Ok();

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
