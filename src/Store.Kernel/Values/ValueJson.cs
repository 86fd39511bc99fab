using System.Text.Json;
using System.Text.Json.Serialization;

namespace Store.Kernel.Values;

/// <summary>How amounts, quantities and rates stand in JSON: as plain decimal numbers. Too many decimals are bad input.</summary>
public static class ValueJson
{
    /// <summary>Adds Store's converters; every serializer of Store uses them.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new DecimalConverter<Money>(Money.FromDecimal, money => money.ToDecimal()));
        options.Converters.Add(new DecimalConverter<Quantity>(Quantity.FromDecimal, quantity => quantity.ToDecimal()));
        options.Converters.Add(new DecimalConverter<TaxRate>(TaxRate.FromPercent, rate => rate.ToPercent()));
        options.Converters.Add(new DecimalConverter<ExchangeRate>(ExchangeRate.FromDecimal, rate => rate.ToDecimal()));
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }

    /// <summary>What events and stored answers are written with.</summary>
    public static JsonSerializerOptions Stored { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    private sealed class DecimalConverter<T>(Func<decimal, T> read, Func<T, decimal> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var number))
                throw new JsonException($"{typeToConvert.Name} is a number.");
            try
            {
                return read(number);
            }
            catch (FormatException refused)
            {
                throw new JsonException(refused.Message, refused);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(write(value));
    }
}
