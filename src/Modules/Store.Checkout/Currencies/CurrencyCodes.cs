using System.Globalization;

namespace Store.Checkout.Currencies;

/// <summary>
/// The currencies of ISO 4217 and how many decimals their cash has. Amounts of all of them are kept in hundredths, so that 1000 yen is 1000.00 as everywhere in Store;
/// a currency without decimals takes whole amounts only, and of one with three a tenth of the hundredth is never tendered.
/// </summary>
internal static class CurrencyCodes
{
    private static readonly HashSet<string> Known = new((
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL "
        + "GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
        + "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD "
        + "TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG").Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> Whole = new("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' '), StringComparer.Ordinal);

    public static bool IsKnown(string? code) => code is not null && Known.Contains(code);

    /// <summary>Whether the currency has no decimals.</summary>
    public static bool IsWhole(string code) => Whole.Contains(code);

    /// <summary>Whether there is such an amount of the currency.</summary>
    public static bool Has(string code, Money amount) => !IsWhole(code) || amount.Minor % 100 == 0;

    /// <summary>An amount as the currency writes it: 1000 yen, 12.50 dollars.</summary>
    public static string Text(string code, Money amount) => IsWhole(code) ? amount.ToDecimal().ToString("0", CultureInfo.InvariantCulture) : amount.ToString();
}
