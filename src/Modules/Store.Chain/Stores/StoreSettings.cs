namespace Store.Chain.Stores;

/// <summary>What can be set of a store.</summary>
internal interface IStoreSettings
{
    string Name { get; }

    /// <summary>IANA name, such as Asia/Shanghai.</summary>
    string TimeZone { get; }

    /// <summary>ISO 4217 code of a currency with two decimals.</summary>
    string Currency { get; }

    /// <summary>Minutes after midnight at which the business day ends.</summary>
    int DayEndsMinutes { get; }
}

internal sealed class StoreSettingsValidator : AbstractValidator<IStoreSettings>
{
    // ISO 4217: currencies whose minor unit is not a hundredth.
    private static readonly HashSet<string> NotTwoDecimals = new(StringComparer.Ordinal)
    {
        "BHD", "BIF", "CLF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD", "JPY", "KMF", "KRW", "KWD", "LYD", "OMR", "PYG", "RWF", "TND", "UGX", "UYI", "UYW", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    public StoreSettingsValidator()
    {
        RuleFor(settings => settings.Name).NotEmpty().MaximumLength(100);
        RuleFor(settings => settings.TimeZone).NotEmpty().MaximumLength(60)
            .Must(zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)).WithMessage("'{PropertyValue}' is not a time zone; write it as Asia/Shanghai.");
        RuleFor(settings => settings.Currency).Matches("^[A-Z]{3}$")
            .Must(currency => !NotTwoDecimals.Contains(currency)).WithMessage("'{PropertyValue}' does not have two decimals; Store handles currencies that do.");
        RuleFor(settings => settings.DayEndsMinutes).InclusiveBetween(0, 12 * 60);
    }
}
