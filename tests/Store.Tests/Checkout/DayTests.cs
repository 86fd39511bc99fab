using System.Text.Json;
using Store.Tests.Catalog;

namespace Store.Tests.Checkout;

public sealed class DayTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_day_is_listed_newest_first_page_by_page()
    {
        var till = await store.GivenTill();
        var product = await till.Product(1m);
        foreach (var _ in Enumerable.Range(0, 5))
            await till.Sell(product, 1, 1m, cash: 1m);

        var numbers = new List<long>();
        var next = "";
        do
        {
            var page = (await till.Owner.Get($"{till.Root}/sales?limit=2{(next.Length == 0 ? "" : "&after=" + next)}")).Ok();
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("receiptNumber").GetInt64()));
            next = page.GetProperty("next").GetString() ?? "";
        }
        while (next.Length > 0);

        Assert.Equal([5, 4, 3, 2, 1], numbers);
    }

    [Fact]
    public async Task A_receipt_is_found_by_its_number_on_its_register()
    {
        var till = await store.GivenTill();
        var other = await store.GivenTillIn(till.StoreId);
        var product = await till.Product(1m);
        await till.Sell(product, 1, 1m, cash: 1m);
        await other.Sell(product, 2, 1m, cash: 2m);

        var found = (await till.Owner.Get($"{till.Root}/sales?receiptNumber=1&registerId={other.RegisterId}")).Ok().GetProperty("items");

        Assert.Equal(2m, Assert.Single(found.EnumerateArray()).Amount("total"));
    }

    [Fact]
    public async Task The_day_in_figures_counts_returns_off()
    {
        var till = await store.GivenTill();
        var tax = await store.GivenTaxCode(13m);
        var (cheap, dear) = (await till.Product(1m), await till.Product(11.30m, tax));
        await till.Sell(cheap, 4, 1m, cash: 4m);
        var saleId = (await till.Sell(dear, 2, 11.30m, cash: 22.60m)).Ok().GetProperty("saleId").GetInt64();
        await till.Return(saleId, [Till.Back(1, 1)], [Till.Cash(11.30m)]);

        var day = (await till.Owner.Get($"{till.Root}/summary")).Ok();

        Assert.Equal((2, 1), (day.GetProperty("sales").GetInt32(), day.GetProperty("returns").GetInt32()));
        Assert.Equal((14m, 1.30m, 15.30m, 7m), (day.Amount("netSales"), day.Amount("tax"), day.Amount("total"), day.Amount("averageTicket")));
        Assert.Equal(15.30m, day.GetProperty("byHour").EnumerateArray().Sum(hour => hour.Amount("total")));
        Assert.Equal([dear.Code, cheap.Code], day.GetProperty("topProducts").EnumerateArray().Select(product => product.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Another_store_sees_none_of_it()
    {
        var till = await store.GivenTill();
        var saleId = (await till.Sell(await till.Product(1m), 1, 1m, cash: 1m)).Ok().GetProperty("saleId").GetInt64();
        var stranger = store.SignedIn(await store.GivenStore(), "checkout.view-sales", "checkout.sell");

        foreach (var path in new[] { "sales", $"sales/{saleId}", "summary", $"sales/{saleId}/receipt", $"sales/{saleId}/receipt.txt" })
            Assert.Equal(403, (await stranger.Get($"{till.Root}/{path}")).Status);
        Assert.Equal(JsonValueKind.Object, (await till.Owner.Get($"{till.Root}/sales/{saleId}")).Ok().ValueKind);
    }
}
