using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Store.Benchmarks;

/// <summary>A till: one connection, one basket after the other.</summary>
internal sealed class Till(Uri address, string token, long storeId, long registerId, long[] products, int number) : IDisposable
{
    public const decimal Price = 2.50m;

    private readonly HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseCookies = false, UseProxy = false })
    {
        BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    // Points and stored value pay for part of every basket of so many.
    private const int PartTenderEvery = 4;
    private const decimal ByPoints = 1m;
    private const decimal ByValue = 5m;

    private int next = number * 101;
    private int baskets;
    private readonly Uri path = new($"/api/checkout/stores/{storeId}/sales", UriKind.Relative);

    /// <summary>Milliseconds that each sale took.</summary>
    public List<double> Took { get; } = [];

    /// <summary>Who buys, one after the other; passers-by where there is nobody.</summary>
    public IReadOnlyList<long> Members { get; set; } = [];

    public async Task Sell(int lines, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var content = new StringContent(Basket(lines), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"A sale was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        Took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    public void Dispose() => client.Dispose();

    private string Basket(int lines)
    {
        // Tills start far from each other and move on by a step of their own, so that some baskets meet and most do not.
        next += 13 + number;
        var first = next;
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $$"""{"saleUuid":"{{Guid.NewGuid()}}","registerId":{{registerId}},"lines":[""");
        for (var i = 0; i < lines; i++)
        {
            // A step that shares no factor with the number of products, so that no product comes twice.
            var product = products[(first + (i * 37)) % products.Length];
            body.Append(CultureInfo.InvariantCulture, $$"""{{(i == 0 ? "" : ",")}}{"productId":{{product}},"quantity":1,"unitPrice":{{Price}}}""");
        }

        var due = lines * Price;
        body.Append("],\"payments\":[");
        if (Members.Count > 0 && ++baskets % PartTenderEvery == 0)
        {
            body.Append(CultureInfo.InvariantCulture, $$"""{"tender":"Points","amount":{{ByPoints}}},{"tender":"StoredValue","amount":{{ByValue}}},""");
            due -= ByPoints + ByValue;
        }

        body.Append(CultureInfo.InvariantCulture, $$"""{"tender":"Cash","amount":{{due}}}]""");
        if (Members.Count > 0)
            body.Append(CultureInfo.InvariantCulture, $$""","memberId":{{Members[first % Members.Count]}}""");
        return body.Append('}').ToString();
    }
}
