using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace Store.Tests.Processes;

/// <summary>A till that sells as fast as it can and knows of each sale whether it was acknowledged.</summary>
internal sealed class LoadedTill(long storeId, long registerId, long productId, decimal price, LoadedMember? buyer)
{
    private readonly ConcurrentDictionary<Guid, LoyalPart> unanswered = new();

    /// <summary>Acknowledged sales: the till's UUID and the answer's id and receipt number.</summary>
    public ConcurrentDictionary<Guid, (long SaleId, long ReceiptNumber)> Acknowledged { get; } = new();

    /// <summary>Those of them that a member bought.</summary>
    public ConcurrentBag<LoyalSale> ToMembers { get; } = [];

    /// <summary>Sells until it is told to stop or the host is gone.</summary>
    public async Task SellUntil(HttpClient http, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                await Sell(http, Guid.NewGuid());
        }
        catch (HttpRequestException)
        {
            // The host was killed; the sale stays unanswered.
        }
        catch (IOException)
        {
            // Likewise, in the middle of the answer.
        }
    }

    /// <summary>What a till does when the connection is back.</summary>
    public async Task SendAgain(HttpClient http)
    {
        foreach (var saleUuid in unanswered.Keys)
            await Sell(http, saleUuid);
    }

    public async Task Sell(HttpClient http, Guid saleUuid)
    {
        // Sent again it is the same basket.
        var part = unanswered.GetOrAdd(saleUuid, _ => buyer?.Next() ?? LoyalPart.None);
        using var answer = await http.PostAsJsonAsync($"/api/checkout/stores/{storeId}/sales", new
        {
            saleUuid, registerId, memberId = buyer?.MemberId, coupons = part.Coupon is null ? null : new[] { part.Coupon },
            lines = new[] { new { productId, quantity = 1, unitPrice = price } }, payments = Payments(part),
        });
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
        var sale = JsonDocument.Parse(text).RootElement;
        Acknowledged[saleUuid] = (sale.GetProperty("saleId").GetInt64(), sale.GetProperty("receiptNumber").GetInt64());
        if (unanswered.TryRemove(saleUuid, out _) && buyer is not null)
            ToMembers.Add(new LoyalSale(buyer.MemberId, part, sale.GetProperty("total").GetDecimal()));
    }

    /// <summary>A register of its own in a store, with an open shift; sells to a member where one is named.</summary>
    public static async Task<LoadedTill> Open(HostProcess host, long storeId, string code, long productId, decimal price, LoadedMember? buyer = null) =>
        new(storeId, await Register(host, storeId, code), productId, price, buyer);

    public static async Task<long> Register(HostProcess host, long storeId, string code)
    {
        var registerId = (await host.Post($"/api/checkout/stores/{storeId}/registers", new { code, name = code })).GetProperty("registerId").GetInt64();
        await host.Post($"/api/checkout/stores/{storeId}/shifts", new { registerId, @float = 100 });
        return registerId;
    }

    /// <summary>What a coupon takes off comes back as change.</summary>
    private IEnumerable<Payment> Payments(LoyalPart part) => new Payment[]
    {
        new("Points", part.Points), new("StoredValue", part.Value), new("GiftCard", part.Card, buyer?.CardCode), new("Cash", price - part.Points - part.Value - part.Card),
    }.Where(payment => payment.Amount > 0);

    private sealed record Payment(string Tender, decimal Amount, string? Reference = null);
}
