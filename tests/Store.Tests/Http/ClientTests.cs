using System.Net.Http.Headers;
using Store.Client;

namespace Store.Tests.Http;

/// <summary>A program that sells through the generated client.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task A_sale_is_made_through_the_generated_client()
    {
        await using var host = await DemoHost.Start();
        using var http = new HttpClient { BaseAddress = host.Address };
        var client = new StoreClient(http);
        var person = await client.SignInAsync(new SignInCommand { UserName = "owner", Password = "demo-owner-1", Kind = SessionKind.Bearer });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);

        var storeId = (await client.ListStoresAsync()).Stores[0].StoreId;
        var registerId = (await client.ListRegistersAsync(storeId)).Registers[0].RegisterId;
        var shift = await client.OpenShiftAsync(storeId, new OpenShiftBody { RegisterId = registerId, Float = 100m });
        var water = await client.LookUpProductAsync(storeId, "100001");
        var sold = await client.CompleteSaleAsync(storeId, new CompleteSaleBody
        {
            SaleUuid = Guid.NewGuid(), RegisterId = registerId,
            Lines = [new TicketLine { ProductId = water.ProductId, Quantity = 3m, UnitPrice = water.Price }],
            Payments = [new CompleteSalePayment { Tender = "Cash", Amount = 50m }],
        });

        Assert.Equal((3m * water.Price, 50m - (3m * water.Price)), (sold.Total, sold.Change));
        var seen = await client.GetSaleAsync(storeId, sold.SaleId);
        Assert.Equal((sold.SaleUuid, "农夫山泉饮用天然水 550ml"), (seen.SaleUuid, Assert.Single(seen.Lines).ProductName));
        Assert.Equal(0m, (await client.CloseShiftAsync(storeId, shift.ShiftId, new CloseShiftBody { Counted = 100m + sold.Total })).OverShort);

        var refused = await Assert.ThrowsAsync<ApiException<ProblemDetails>>(() => client.GetSaleAsync(storeId, 1));
        Assert.Equal((404, "sale.not_found"), (refused.StatusCode, refused.Result.AdditionalProperties["code"].ToString()));
    }
}
