using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Store.Kernel.Values;

namespace Store.Host.Web;

/// <summary>The OpenAPI document, made from the slices: schemas named by their slice, amounts and quantities as exact decimals.</summary>
internal static class OpenApi
{
    public const string Version = "v1";

    public static void AddStoreOpenApi(this IServiceCollection services) => services.AddOpenApi(Version, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = NameBySlice;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(Money) || type == typeof(Quantity) || type == typeof(TaxRate) || type == typeof(ExchangeRate) || type == typeof(decimal))
            {
                var nullable = type != context.JsonTypeInfo.Type;
                schema.Type = nullable ? JsonSchemaType.Number | JsonSchemaType.Null : JsonSchemaType.Number;
                schema.Format = "decimal";
                schema.Description = null;
                schema.Properties?.Clear();
                schema.Required?.Clear();
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            // A list in a query that is not given is an empty one.
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query && parameter.Schema?.Type == JsonSchemaType.Array) ?? [])
                parameter.Required = false;
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Store", Version = Version, Description = "Tills, goods, stock and books of a chain of stores." };
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
    });

    /// <summary>
    /// The record Result of the slice ChangePrice is ChangePriceResult, a page of ListSales' items PageOfListSalesItem: otherwise all Results and all pages would
    /// silently be one schema.
    /// </summary>
    private static string? NameBySlice(JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (type == typeof(Money) || type == typeof(Quantity) || type == typeof(TaxRate) || type == typeof(ExchangeRate) || type == typeof(System.Text.Json.JsonElement))
            return null;
        return OpenApiOptions.CreateDefaultSchemaReferenceId(info) is { } name ? NameOf(type) ?? name : null;
    }

    private static string? NameOf(Type type)
    {
        if (type.IsGenericType)
        {
            var arguments = string.Concat(type.GetGenericArguments().Select(argument => NameOf(argument) ?? argument.Name));
            return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{arguments}";
        }

        return type.DeclaringType is { } slice ? (slice.DeclaringType ?? slice).Name + type.Name : null;
    }
}
