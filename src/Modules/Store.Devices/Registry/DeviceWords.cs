using Microsoft.Net.Http.Headers;

namespace Store.Devices.Registry;

/// <summary>The words on papers that the devices make themselves, in the language of whoever asks.</summary>
internal sealed record DeviceWords(string TestPage, string TestLabel, string Columns, string Dots, string PairingCode, string MayDo, IReadOnlyDictionary<string, string> Scopes)
{
    private static readonly DeviceWords Hans = new("测试页", "测试标签", "列", "点", "配对码", "允许：", new Dictionary<string, string>
    {
        ["devices.use"] = "使用设备", ["devices.print"] = "打印", ["devices.open-drawer"] = "打开钱箱", ["devices.manage"] = "设置设备",
    });

    private static readonly DeviceWords Hant = new("測試頁", "測試標籤", "列", "點", "配對碼", "允許：", new Dictionary<string, string>
    {
        ["devices.use"] = "使用設備", ["devices.print"] = "列印", ["devices.open-drawer"] = "開啟錢箱", ["devices.manage"] = "設定設備",
    });

    private static readonly DeviceWords English = new("Test page", "Test label", "columns", "dots", "Pairing code", "May: ", new Dictionary<string, string>
    {
        ["devices.use"] = "use devices", ["devices.print"] = "print", ["devices.open-drawer"] = "open the drawer", ["devices.manage"] = "set devices up",
    });

    /// <summary>In the first language of the request that there are words in; Chinese where it names none.</summary>
    public static DeviceWords For(HttpRequest request)
    {
        var wanted = StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var list) ? list : [];
        return wanted.OrderByDescending(language => language.Quality ?? 1).Select(language => In(language.Value.ToString())).FirstOrDefault(words => words is not null) ?? Hans;
    }

    private static DeviceWords? In(string language) => language.ToLowerInvariant() switch
    {
        "zh-hant" or "zh-tw" or "zh-hk" or "zh-mo" => Hant,
        var chinese when chinese.StartsWith("zh", StringComparison.Ordinal) => Hans,
        var english when english.StartsWith("en", StringComparison.Ordinal) => English,
        _ => null,
    };
}
