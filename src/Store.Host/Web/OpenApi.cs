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
            if (type == typeof(Money) || type == typeof(Quantity) || type == typeof(TaxRate))
            {
                var nullable = type != context.JsonTypeInfo.Type;
                schema.Type = nullable ? JsonSchemaType.Number | JsonSchemaType.Null : JsonSchemaType.Number;
                schema.Format = "decimal";
                schema.Properties?.Clear();
                schema.Required?.Clear();
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Store", Version = Version, Description = "Tills, goods, stock and books of a chain of stores." };
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
    });

    /// <summary>The record Result of the slice ChangePrice is ChangePriceResult: otherwise all Results would silently be one schema.</summary>
    private static string? NameBySlice(JsonTypeInfo info)
    {
        var type = info.Type;
        if (type == typeof(Money) || type == typeof(Quantity) || type == typeof(TaxRate))
            return null;
        return type.DeclaringType is { } slice && OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not null
            ? (type.DeclaringType.DeclaringType is { } outer ? outer.Name : slice.Name) + type.Name
            : OpenApiOptions.CreateDefaultSchemaReferenceId(info);
    }
}
