using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Catalog;
using Store.Contracts.Marketing;
using Store.Contracts.Members;
using Store.Host;
using Store.Kernel.Values;
using Store.Marketing.Pricing;
using Store.Marketing.Promotions;

namespace Store.Benchmarks;

/// <summary>What it takes to price a large basket among many live promotions: in the engine alone, and by the request that the till sends.</summary>
internal static class PricingBenchmark
{
    private const int Baskets = 400;
    // Some seconds of a till's work, until the runtime has compiled the hot paths for good.
    private const int WarmUpBaskets = 2000;

    private static readonly DateTime Noon = new(2026, 11, 25, 12, 0, 0);

    public static async Task<int> Run(string folder, int lines, int promotions, CancellationToken cancellationToken)
    {
        var definitions = Leaflet.Of(promotions, [.. Enumerable.Range(1, Leaflet.Products).Select(product => (long)product)]);
        var book = new PromotionBook(definitions.Select((definition, index) => new Promotion(index + 1, definition, CategoryBranches.None)));
        var baskets = Enumerable.Range(0, Baskets).Select(number => Basket(1, number, lines)).ToArray();
        var took = await Measure(basket => Task.FromResult(Promoter.Promote(book, basket)), baskets);
        Figures.Print("pricing discounts per basket", took.Discounts);
        Figures.Print("pricing p50 ms", Figures.Percentile(took.Milliseconds, 50));
        Figures.Print("pricing p99 ms", Figures.Percentile(took.Milliseconds, 99));

        using var files = new TemporaryFolder(folder);
        var database = files.File("store.db");
        await HostProcess.RunVerb(database, cancellationToken, "demo");
        await using var app = StoreHost.Build(
            ["--urls=http://127.0.0.1:0", "--environment=Production", $"--Database:ConnectionString=Data Source={database}", "--Logging:LogLevel:Default=Error"], _ => { });
        await app.StartAsync(cancellationToken);
        var shop = new Shop(new Uri(app.Urls.First()));
        await shop.SignIn(cancellationToken);
        foreach (var definition in definitions)
            await shop.Run(definition, cancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        took = await Measure(basket => mediator.Send(basket with { StoreId = shop.StoreId }, cancellationToken), baskets);
        Figures.Print("pricing request p50 ms", Figures.Percentile(took.Milliseconds, 50));
        Figures.Print("pricing request p99 ms", Figures.Percentile(took.Milliseconds, 99));
        await app.StopAsync(cancellationToken);
        return 0;
    }

    private static PromoteBasket Basket(long storeId, int number, int lines) => new(
        storeId, Noon,
        [
            .. Enumerable.Range(1, lines).Select(line => ((number * 131) + (line * 37)) % Leaflet.Products + 1).Select((product, index) => new BasketLine(
                index + 1, product, product % Leaflet.Categories + 1, $"品牌{product % Leaflet.Brands}", "件", new Quantity(Quantity.PerUnit * (1 + (product % 3))), new Money(199 + (product * 53 % 4000)), TakesDiscount: true)),
        ], Standing.Passerby, [], []);

    private static async Task<(List<double> Milliseconds, double Discounts)> Measure(Func<PromoteBasket, Task<PromotedBasket>> promote, PromoteBasket[] baskets)
    {
        var took = new List<double>();
        var discounts = 0;
        for (var i = -WarmUpBaskets; i < baskets.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var promoted = await promote(baskets[Math.Abs(i) % baskets.Length]);
            if (i < 0)
                continue;
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            discounts += promoted.Discounts.Count;
        }

        return (took, (double)discounts / baskets.Length);
    }
}

/// <summary>Promotions of every kind, as a supermarket has them: most on a few products, some on categories and brands, a few on everything.</summary>
internal static class Leaflet
{
    public const int Products = 2000;
    public const int Categories = 40;
    public const int Brands = 60;

    public static IReadOnlyList<PromotionDefinition> Of(int count, long[] productIds) => [.. Enumerable.Range(0, count).Select(number => Promotion(number, productIds))];

    private static PromotionDefinition Promotion(int number, long[] productIds)
    {
        PromotionGoods Some(int howMany) => new(null, null, [.. Enumerable.Range(0, howMany).Select(i => productIds[((number * 17) + (i * 7)) % productIds.Length])], null, null);
        PromotionGoods Category() => new(null, [$"品牌{number % Brands}"], null, null, null);
        var (kind, terms, goods) = (number % 20) switch
        {
            < 7 => (PromotionKind.Percent, new PromotionTerms(PercentOff: 5 + (number % 25)), Some(8)),
            < 11 => (PromotionKind.SpecialPrice, new PromotionTerms(Price: new Money(150 + (number % 400))), Some(5)),
            < 13 => (PromotionKind.NthItem, new PromotionTerms(Pieces: 2, PercentOff: 50), Some(30)),
            < 15 => (PromotionKind.MixAndMatch, new PromotionTerms(Pieces: 3, PercentOff: 20), Some(40)),
            15 => (PromotionKind.BuyXGetY, new PromotionTerms(Pieces: 2, RewardPieces: 1, PercentOff: 100), Some(20)),
            16 => (PromotionKind.AmountOff, new PromotionTerms(AmountOff: new Money(50 + (number % 100))), Category()),
            17 => (PromotionKind.Bundle, new PromotionTerms(Price: new Money(1500), Parts: [new BundlePart(Some(3).ProductIds!, 1), new BundlePart([.. Some(6).ProductIds!.Skip(3)], 1)]), null),
            18 => (PromotionKind.Percent, new PromotionTerms(PercentOff: 3 + (number % 9)), Category()),
            _ => (PromotionKind.SpendAndSave, new PromotionTerms(Tiers: [new SpendTier(new Money(20_000 + (number * 100)), new Money(2_000), null)]), number % 100 == 19 ? null : Some(60)),
        };
        return new PromotionDefinition(
            $"促销 {number}", kind, number % 6 == 0 ? Stacking.Compound : Stacking.Best, number % 3, null, new DateTime(2026, 1, 1), null, null, null, null, goods, null, null, null, null, null, terms);
    }
}
