using System.Text.Json;

namespace Store.Checkout.Imports;

/// <summary>What the columns of a file of sales mean.</summary>
/// <param name="Columns">The names of the columns.</param>
/// <param name="TimeFormat">How times are written, in the store's own clock: <c>yyyy-MM-dd HH:mm:ss</c>.</param>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
/// <param name="ReturnPrefix">What an invoice number begins with when goods came back; empty where no invoice is a return.</param>
/// <param name="TaxCode">The tax code of the lines; its tax is taken to be in the amounts.</param>
/// <param name="RejectPrefixes">Beginnings of invoice numbers that are no sales, each with the reason to give.</param>
internal sealed record SalesMap(
    SalesMap.ColumnNames Columns, string TimeFormat, string Currency, string ReturnPrefix = "", string TaxCode = "NONE", IReadOnlyDictionary<string, string>? RejectPrefixes = null)
{
    internal sealed record ColumnNames(string Invoice, string Product, string Name, string Quantity, string Time, string UnitPrice, string? Member = null);

    private static readonly JsonSerializerOptions Strict = new(ValueJson.Stored) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <exception cref="SettingMissing">The file is not there or is no such map.</exception>
    public static SalesMap Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<SalesMap>(File.ReadAllText(file), Strict) ?? throw new JsonException("it is empty");
        }
        catch (JsonException wrong)
        {
            throw new SettingMissing($"{file} is no map of columns: {wrong.Message}");
        }
        catch (IOException)
        {
            throw new SettingMissing($"There is no map {file}.");
        }
    }
}
