using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MediatR;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Store.Host;
using Store.Host.Verbs;
using Store.Kernel.Http;
using Store.Kernel.Pipeline;

namespace Store.Tests.Rules;

/// <summary>What every endpoint says about itself, and what lists and store-bound requests keep to.</summary>
internal static partial class EndpointRules
{
    /// <summary>What is wrong with an endpoint.</summary>
    public static IEnumerable<string> Faults(Facts endpoint)
    {
        if (endpoint.Access is null)
            yield return $"{endpoint.Slice} does not say who may use it";
        else if (endpoint.Access.Permission is { } permission && !(Permission().IsMatch(permission) && permission.StartsWith(endpoint.Module + ".", StringComparison.Ordinal)))
            yield return $"{endpoint.Slice} asks for {permission}, which is not {endpoint.Module}.what-is-done";
        if (endpoint.Name != endpoint.Slice)
            yield return $"{endpoint.Slice} is named {endpoint.Name}";
        if (string.IsNullOrWhiteSpace(endpoint.Summary))
            yield return $"{endpoint.Slice} has no summary";
        if (!endpoint.Tags.Contains(endpoint.Module, StringComparer.Ordinal))
            yield return $"{endpoint.Slice} is not tagged {endpoint.Module}";
        if (!endpoint.Route.StartsWith($"/api/{endpoint.Module}/", StringComparison.Ordinal))
            yield return $"{endpoint.Slice} hangs at {endpoint.Route}";
        if (endpoint.Route.Contains("{storeId", StringComparison.Ordinal) && !endpoint.Requests.All(typeof(IStoreScoped).IsAssignableFrom))
            yield return $"{endpoint.Slice} is about one store and its request is not IStoreScoped, so the kernel does not check the caller's store";
    }

    /// <summary>The operations that answer a list and take no limit.</summary>
    public static IEnumerable<string> ListsWithoutLimit(JsonNode document)
    {
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            if (operations!["get"] is not { } get || get["responses"]?["200"]?["content"]?["application/json"]?["schema"] is not { } schema)
                continue;
            var answer = Resolve(document, schema);
            var isList = IsArray(answer) || (answer["properties"] is JsonObject properties && properties.Any(property => IsArray(Resolve(document, property.Value!))));
            if (isList && get["parameters"]?.AsArray().Any(parameter => (string?)parameter!["name"] == "limit") != true)
                yield return (string?)get["operationId"] ?? path;
        }
    }

    private static JsonNode Resolve(JsonNode document, JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]! : schema;

    private static bool IsArray(JsonNode schema) => schema["type"] is { } type && (type is JsonArray types ? types.Any(one => (string?)one == "array") : (string?)type == "array");

    [GeneratedRegex("^[a-z]+\\.[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Permission();

    /// <summary>An endpoint as its slice mapped it.</summary>
    internal sealed record Facts(string Module, string Slice, string Route, string? Name, string? Summary, IReadOnlyList<string> Tags, AccessRule? Access, IReadOnlyList<Type> Requests);
}

/// <summary>The rules over every endpoint of the host.</summary>
public sealed class EndpointRulesTests
{
    /// <summary>Lists that are given whole, and why they stay short.</summary>
    private static readonly Dictionary<string, string> WholeLists = new(StringComparer.Ordinal)
    {
        ["CheckReceipts"] = "one row per register, 200 findings at most of each kind",
        ["GetAttempt"] = "refunds of one payment",
        ["GetFeedback"] = "the newest page of one conversation, and three answers that fit",
        ["ExplainPrice"] = "one row per price list that a product stands on",
        ["GetMe"] = "one row per store that the caller works in",
        ["GetMember"] = "one person",
        ["GetMemberValue"] = "passes of one member, those that can be used first, 200 at most",
        ["GetMemberPurchases"] = "twelve months and twenty goods of one person",
        ["GetPriceChange"] = "the stores of one document",
        ["GetOrder"] = "lines of one order, 500 at most",
        ["GetProduct"] = "barcodes of one product",
        ["GetReasonCodes"] = "made by hand, some dozens; a till keeps the whole of it",
        ["GetReceipt"] = "lines of one receipt, 500 at most",
        ["GetRefundRules"] = "pairs of three tenders",
        ["GetStyle"] = "one style, whose matrix is shown whole",
        ["GetReturnable"] = "lines of one sale, 500 at most",
        ["GetSale"] = "lines of one sale, 500 at most",
        ["GetShift"] = "one row per tender",
        ["GetXReport"] = "a handful of sums",
        ["LookUpProduct"] = "the flags of one product",
        ["ListAccounts"] = "the chart of accounts",
        ["ListAnswers"] = "answers of one sale, 200 at most",
        ["ListCouponKeys"] = "promotions with a coupon word that have not ended, made by hand",
        ["ListCurrencies"] = "one row per currency that a store takes",
        ["ListDevices"] = "the devices of one till",
        ["ListUsbPrinters"] = "the printers on the USB of one till",
        ["GetJob"] = "what does not look right on one paper",
        ["GetProfile"] = "the devices of one till",
        ["GetDevice"] = "what one device can do",
        ["GetStatistics"] = "a dozen numbers of one device",
        ["ListPairings"] = "windows and programs of one till, paired by hand",
        ["ListCashOnItsWay"] = "cash between two tills right now",
        ["ListCategories"] = "the tree is shown whole; a supermarket has a few hundred",
        ["ListCodeMasks"] = "made by hand, a dozen",
        ["ListFilingRules"] = "made by hand, a dozen",
        ["ListFreeBarcodes"] = "as many as are asked for, 200 at most",
        ["ListGroups"] = "made by hand, a dozen",
        ["ListLevels"] = "made by hand, a handful",
        ["ListPermissions"] = "one row per permission in the code",
        ["ListPictures"] = "pictures of one product, 12 at most",
        ["ListRegisters"] = "the tills of one store",
        ["ListRoles"] = "made by hand, a dozen",
        ["ListStaff"] = "the people of one store, 500 at most",
        ["ListStores"] = "the stores of a chain that the caller works in, wanted whole by every page",
        ["ListMemberAccounts"] = "accounts of one member, 50 at most",
        ["ListQuickReplies"] = "made by hand, 200 at most",
        ["ListPointsLevels"] = "levels, made by hand, a dozen",
        ["ListTopUpRules"] = "made by hand, a dozen",
        ["ListPlans"] = "made by hand, a dozen",
        ["ListValueProducts"] = "made by hand, a dozen",
        ["ListTaxCodes"] = "a handful by law",
        ["ListUnfinishedShifts"] = "about one per register",
        ["GetOrderPaper"] = "one paper",
        ["GetParkingPaper"] = "one paper",
        ["GetXReportPaper"] = "one paper",
        ["GetZReportPaper"] = "one paper",
        ["PreviewFiling"] = "pages of 500 by themselves",
        ["ShowLoyaltyEffect"] = "days of a month or months of a year",
        ["ShowListing"] = "the stores that the caller works in",
        ["ShowLinks"] = "parts of one kit, 50 at most, and the first packs and kits",
        ["ShowMyPoints"] = "the next dozen expiries",
        ["ShowMyProfile"] = "five channels at most",
        ["ShowMyValue"] = "passes of one member, 50 at most",
        ["ShowTrialBalance"] = "one row per account",
        ["PriceBasket"] = "lines of one basket, 500 at most",
        ["SummarizeDay"] = "24 hours, a few tenders, ten products",
    };

    [Fact]
    public async Task Every_endpoint_says_who_may_use_it_and_what_it_is()
    {
        var endpoints = await Endpoints();

        Assert.True(endpoints.Count > 40, $"Only {endpoints.Count} endpoints were found.");
        Assert.Empty(endpoints.SelectMany(EndpointRules.Faults));
        Assert.Empty(ModuleRules.Doubles(endpoints.Select(endpoint => endpoint.Slice)));
    }

    [Fact]
    public async Task A_list_takes_a_limit_or_is_known_to_be_short()
    {
        var unlimited = EndpointRules.ListsWithoutLimit(JsonNode.Parse(await OpenApiDocument.Text(CancellationToken.None))!).ToList();

        Assert.Empty(unlimited.Except(WholeLists.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void The_rules_see_what_they_are_for()
    {
        var good = new EndpointRules.Facts("chain", "ListStores", "/api/chain/stores/{storeId:long}", "ListStores", "List the stores", ["chain"], new AccessRule("chain.view-all"), [typeof(OfOneStore)]);
        Assert.Empty(EndpointRules.Faults(good));
        Assert.Equal(["ListStores does not say who may use it"], EndpointRules.Faults(good with { Access = null }));
        Assert.Equal(["ListStores asks for catalog.view, which is not chain.what-is-done"], EndpointRules.Faults(good with { Access = new AccessRule("catalog.view") }));
        Assert.Equal(["ListStores asks for chain.View_All, which is not chain.what-is-done"], EndpointRules.Faults(good with { Access = new AccessRule("chain.View_All") }));
        Assert.Equal(["ListStores is named GetStores"], EndpointRules.Faults(good with { Name = "GetStores" }));
        Assert.Equal(["ListStores has no summary"], EndpointRules.Faults(good with { Summary = " " }));
        Assert.Equal(["ListStores is not tagged chain"], EndpointRules.Faults(good with { Tags = ["Store.Host"] }));
        Assert.Equal(["ListStores hangs at /stores"], EndpointRules.Faults(good with { Route = "/stores" }));
        Assert.Contains("is not IStoreScoped", Assert.Single(EndpointRules.Faults(good with { Requests = [typeof(OfAllStores)] })), StringComparison.Ordinal);

        Assert.Equal(["ListA", "ListB"], EndpointRules.ListsWithoutLimit(JsonNode.Parse("""
            {
              "paths": {
                "/a": { "get": { "operationId": "ListA", "responses": { "200": { "content": { "application/json": { "schema": { "type": "array" } } } } } } },
                "/b": { "get": { "operationId": "ListB", "parameters": [ { "name": "text" } ], "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/B" } } } } } } },
                "/c": { "get": { "operationId": "ListC", "parameters": [ { "name": "limit" } ], "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/B" } } } } } } },
                "/d": { "post": { "operationId": "PostD" }, "get": { "operationId": "GetD", "responses": { "200": { "content": { "application/json": { "schema": { "type": "object" } } } } } } }
              },
              "components": { "schemas": { "B": { "type": "object", "properties": { "items": { "type": [ "null", "array" ] } } } } }
            }
            """)!));
    }

    private static async Task<IReadOnlyList<EndpointRules.Facts>> Endpoints()
    {
        await using var app = StoreHost.Build([$"--Database:ConnectionString=Data Source={Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "none.db")}"]);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("{**", StringComparison.Ordinal))
            .Select(FactsOf)];
    }

    private static EndpointRules.Facts FactsOf(RouteEndpoint endpoint)
    {
        var slice = endpoint.Metadata.GetMetadata<MethodInfo>()!.DeclaringType!;
        while (slice.DeclaringType is { } outer)
            slice = outer;
        var requests = slice.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
            .Where(nested => Array.Exists(nested.GetInterfaces(), contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequest<>)));
        return new EndpointRules.Facts(
            slice.Assembly.GetName().Name!["Store.".Length..].ToLowerInvariant(), slice.Name, endpoint.RoutePattern.RawText!,
            endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName, endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary,
            [.. endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags ?? []], endpoint.Metadata.GetMetadata<AccessRule>(), [.. requests]);
    }

    private sealed record OfOneStore(long StoreId) : IQuery<Done>, IStoreScoped;

    private sealed record OfAllStores : IQuery<Done>;
}
