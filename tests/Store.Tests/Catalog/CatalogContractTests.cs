using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Catalog;
using Store.Kernel.Database;
using Store.Kernel.Http;

namespace Store.Tests.Catalog;

/// <summary>What other modules ask of the catalog.</summary>
public sealed class CatalogContractTests(StoreApp store) : IClassFixture<StoreApp>
{
    private static readonly DateTime Noon = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Unspecified);

    [Fact]
    public async Task Products_without_a_price_out_of_sale_or_unknown_are_left_out_of_the_answer()
    {
        var storeId = await store.GivenStore();
        var taxCode = await store.GivenTaxCode(13);
        var sold = await store.GivenProduct(storeId, price: 2.50m, name: "矿泉水", taxCode: taxCode);
        var unpriced = await store.GivenProduct(storeId, price: null);
        var inactive = await store.GivenProduct(storeId, active: false);

        var later = DateTime.SpecifyKind(store.Clock.GetUtcNow().UtcDateTime.AddDays(2), DateTimeKind.Unspecified);
        var priced = await Ask(new PriceProducts(storeId, [new(sold.ProductId), new(unpriced.ProductId), new(inactive.ProductId), new(1)], later));

        var only = Assert.Single(priced);
        Assert.Equal(new PricedProduct(sold.ProductId, sold.Code, "矿泉水", "件", Money.FromDecimal(2.50m), sold.PriceId, taxCode, TaxRate.FromPercent(13)), only);
    }

    [Fact]
    public async Task More_products_than_one_statement_takes_are_priced()
    {
        var storeId = await store.GivenStore();
        var product = await store.GivenProduct(0, price: 2m);

        var priced = await Ask(new PriceProducts(storeId, [.. Enumerable.Range(1, 2500).Select(id => new PriceItem(id)), new(product.ProductId)], Noon.AddYears(100)));

        Assert.Equal(product.ProductId, Assert.Single(priced).ProductId);
    }

    [Fact]
    public async Task Products_that_are_missing_are_made_and_those_that_exist_stay_as_they_are()
    {
        var storeId = await store.GivenStore();
        var known = await store.GivenProduct(storeId, price: 9m, name: "原名");
        var code = StoreApp.NewCode("x").ToLowerInvariant();

        var request = new EnsureProducts(storeId,
        [
            new ProductToEnsure(code, "Heart holder", Money.FromDecimal(1.25m), "NONE"), new ProductToEnsure(code.ToUpperInvariant(), "again", Money.Zero, "NONE"),
            new ProductToEnsure(known.Code, "新名", Money.FromDecimal(1m), "NONE"), new ProductToEnsure($" {code}2 ", "", Money.Zero, "NONE"),
        ]);
        var first = await Command(request);
        var second = await Command(request);

        Assert.Equal(first[code].ProductId, second[code].ProductId);
        Assert.Equal(first[code], first[code.ToUpperInvariant()]);
        Assert.Equal((code.ToUpperInvariant(), "Heart holder", "NONE"), (first[code].Code, first[code].Name, first[code].TaxCode));
        Assert.Equal(code.ToUpperInvariant() + "2", first[$" {code}2 "].Name);
        Assert.Equal("原名", first[known.Code].Name);
        Assert.Equal(1.25m, (await store.LookUp(storeId, code)).Ok().Price());
        Assert.Equal(9m, (await store.LookUp(storeId, known.Code)).Ok().Price());
        Assert.Equal(["Heart holder"], await store.Search(storeId, $"olde {code}"));
    }

    [Fact]
    public async Task The_same_products_are_made_once_by_callers_in_parallel()
    {
        var storeId = await store.GivenStore();
        var products = Enumerable.Range(0, 20).Select(_ => new ProductToEnsure(StoreApp.NewCode("E"), "", Money.FromDecimal(1), "NONE")).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Command(new EnsureProducts(storeId, products)))));

        Assert.All(answers, answer => Assert.Equal(answers[0].Values.Select(p => p.ProductId).Order(), answer.Values.Select(p => p.ProductId).Order()));
    }

    [Fact]
    public async Task An_unknown_tax_code_makes_nothing()
    {
        var code = StoreApp.NewCode("U");
        var refused = await Assert.ThrowsAsync<RuleBroken>(() => Command(new EnsureProducts(0, [new ProductToEnsure(code, "", Money.Zero, "NO-SUCH")])));

        Assert.Equal("tax_code.unknown", refused.Code);
        Assert.Empty(await store.Rows<long>("SELECT ProductId FROM catalog.Products WHERE Code = @code", new { code }));
    }

    [Fact]
    public async Task Products_are_described_and_listed_in_the_order_of_their_ids()
    {
        var storeId = await store.GivenStore();
        var (first, second, gone) = (await store.GivenProduct(storeId, name: "甲"), await store.GivenProduct(storeId, name: "乙"), await store.GivenProduct(storeId, active: false));

        var described = await Ask(new DescribeProducts([first.ProductId, second.ProductId, gone.ProductId, 5]));
        var page = await Ask(new ListProducts(first.ProductId, 500));

        Assert.Equal(3, described.Count);
        Assert.Contains(new ProductFacts(first.ProductId, first.Code, "甲", "件"), described);
        Assert.Contains(page, product => product.ProductId == second.ProductId);
        Assert.DoesNotContain(page, product => product.ProductId == first.ProductId || product.ProductId == gone.ProductId);
        Assert.Equal(page.Select(product => product.ProductId).Order(), page.Select(product => product.ProductId));
        Assert.Contains(gone.ProductId, await Ask(new SearchProductIds(gone.Code, 10)));
    }

    private Task<T> Ask<T>(IRequest<T> request) => store.InScope(services => services.GetRequiredService<IMediator>().Send(request));

    private Task<T> Command<T>(IRequest<T> request) => store.InScope(services =>
        services.GetRequiredService<Db>().Transact(() => services.GetRequiredService<IMediator>().Send(request), CancellationToken.None));
}
