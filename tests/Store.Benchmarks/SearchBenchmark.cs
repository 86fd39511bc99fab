using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Store.Benchmarks;

/// <summary>A till's search and look-up among many products, taken over from a file.</summary>
internal static class SearchBenchmark
{
    private const int Requests = 400;

    private static readonly string[] Brands = ["农夫山泉", "康师傅", "统一", "旺旺", "蒙牛", "伊利", "海天", "金龙鱼", "奥利奥", "乐事", "好丽友", "三只松鼠", "百草味", "光明", "太太乐", "李锦记"];
    private static readonly string[] Kinds = ["矿泉水", "红烧牛肉面", "绿茶", "雪饼", "纯牛奶", "酸奶", "生抽酱油", "调和油", "夹心饼干", "薯片", "巧克力派", "坚果", "牛肉干", "鲜牛奶", "鸡精", "蚝油", "洗发水", "牙膏"];
    private static readonly string[] Kind = ["原味", "香辣", "柠檬", "草莓", "无糖", "家庭装", "便携装", "礼盒", "经典", "特浓", "低脂", "海苔"];

    public static async Task<int> Run(string folder, int products, CancellationToken cancellationToken)
    {
        using var files = new TemporaryFolder(folder);
        var database = files.File("store.db");
        await HostProcess.RunVerb(database, cancellationToken, "demo");
        var goods = files.File("goods.csv");
        await File.WriteAllLinesAsync(goods, Rows(products), Encoding.UTF8, cancellationToken);
        var (_, took, peak) = await HostProcess.RunVerb(database, cancellationToken, "import", "products", goods);
        Figures.Print("import of the products rows/s", products / took.TotalSeconds);
        Figures.Print("import of the products peak memory MB", peak);

        using var host = await HostProcess.Serve(database, "Production", cancellationToken);
        var shop = new Shop(host.Address);
        await shop.SignIn(cancellationToken);
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await shop.CashierToken(cancellationToken));
        var root = $"/api/catalog/stores/{shop.StoreId}";
        await Measure("one character", i => $"{root}/search?text={Brands[i % Brands.Length][..1]}");
        await Measure("part of the name", i => $"{root}/search?text={Kinds[i % Kinds.Length][1..]}");
        await Measure("two words", i => $"{root}/search?text={Brands[i % Brands.Length][..2]}%20{Kind[i % Kind.Length]}");
        await Measure("pinyin initials", i => $"{root}/search?text={(i % 3) switch { 0 => "nfsq", 1 => "kqs", _ => "hsnrm" }}");
        await Measure("item code", i => $"{root}/search?text={CodeOf(i * 37 % products)[..6]}");
        await Measure("tail of a barcode", i => $"{root}/search?text={BarcodeOf(i * 91 % products)[^5..]}");
        await Measure("nothing found", i => $"{root}/search?text=xyz{i}");
        await Measure("look-up of a barcode", i => $"{root}/lookup?code={BarcodeOf(i * 53 % products)}");
        await Measure("look-up of a code", i => $"{root}/lookup?code={CodeOf(i * 29 % products)}");
        return 0;

        async Task Measure(string what, Func<int, string> path)
        {
            var times = new List<double>();
            for (var i = -Requests / 4; i < Requests; i++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(new Uri(path(Math.Abs(i)), UriKind.Relative), cancellationToken);
                var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                if (!answer.IsSuccessStatusCode)
                    throw new InvalidOperationException($"{path(Math.Abs(i))} was answered {(int)answer.StatusCode}: {text}");
                if (i >= 0)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            Figures.Print($"{what} p50 ms", Figures.Percentile(times, 50));
            Figures.Print($"{what} p99 ms", Figures.Percentile(times, 99));
        }
    }

    private static IEnumerable<string> Rows(int count)
    {
        yield return "code,name,brand,spec,unit,category,tax_code,price,barcodes";
        for (var i = 0; i < count; i++)
        {
            var (brand, kind, more) = (Brands[i % Brands.Length], Kinds[i / Brands.Length % Kinds.Length], Kind[i / 7 % Kind.Length]);
            yield return string.Create(CultureInfo.InvariantCulture, $"{CodeOf(i)},{brand}{kind} {more} {i},{brand},{(i % 9 * 50) + 100}g,件,,NONE,{(i % 500) + 1}.50,{BarcodeOf(i)}");
        }
    }

    private static string CodeOf(int i) => string.Create(CultureInfo.InvariantCulture, $"G{i:D7}");

    /// <summary>An EAN-13 that no demo product has.</summary>
    private static string BarcodeOf(int i)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"6959{i * 7919L % 100_000_007:D8}");
        var sum = digits.Select((digit, place) => (digit - '0') * (place % 2 == 0 ? 1 : 3)).Sum();
        return string.Create(CultureInfo.InvariantCulture, $"{digits}{(10 - (sum % 10)) % 10}");
    }
}
