using System.Text;
using System.Text.Json.Nodes;

namespace Store.Tests.Devices;

/// <summary>What pages send to devices: whatever it is, it is taken on or refused, and neither breaks nor holds up anything.</summary>
public sealed class DeviceInputTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Paper = """
        {"jobUuid":"$","title":"小票","document":{"elements":[
            {"kind":"Text","text":"可乐","align":"Left","scale":1},{"kind":"Columns","columns":[{"text":"可乐","width":10,"align":"Left"},{"text":"3.50","width":9,"align":"Right"}]},
            {"kind":"Barcode","symbology":"Ean13","data":"6901234567892","module":2},{"kind":"QrCode","data":"x","module":3},{"kind":"Picture","png":"AAAA"},{"kind":"Feed","lines":1},{"kind":"Cut"}]}}
        """;

    private const string Label = """
        {"jobUuid":"$","title":"价签","labels":[{"widthMm":40,"heightMm":30,"copies":1,"gapMm":2,"elements":[
            {"kind":"Text","xMm":1,"yMm":1,"content":"可乐","heightMm":3,"widthMm":20},{"kind":"Barcode","xMm":1,"yMm":9,"content":"6901234567892","symbology":"Ean13","module":2},
            {"kind":"QrCode","xMm":1,"yMm":20,"content":"x","module":3}]}]}
        """;

    private const string Profile = """
        {"printers":[{"id":"receipt","name":"","address":"tcp:127.0.0.1:1","proof":"Auto","patienceSeconds":3,"profile":{"columns":48,"dotsPerLine":576,"chinese":"Gbk"},"drawer":{"id":"drawer","name":"","pin":2,"openLevel":"High"}}],
         "scales":[{"id":"scale","name":"","address":"tcp:127.0.0.1:1","model":"Toledo8217"}],"scanners":[{"id":"scanner","name":"","address":"tcp:127.0.0.1:1","end":"Line"}],
         "displays":[{"id":"display","name":"","address":"printer:receipt","model":"EpsonDmD"}],
         "labelPrinters":[{"id":"labels","name":"","address":"tcp:127.0.0.1:1","profile":{"language":"Zpl","dotsPerMm":8}}]}
        """;

    /// <summary>What may stand in the place of anything.</summary>
    private static readonly string[] Odd = ["null", "-1", "0", "99", "2147483647", "1e30", "\"\"", "\"\\u0000\\ud800\"", "\"none\"", "true", "[]", "[null]", "{}"];

    [Fact]
    public async Task Whatever_stands_in_the_place_of_anything_is_no_fault_of_the_service()
    {
        await using var till = await LabelTill.Open("Zpl", start: false);
        till.Till.Write("profile.json", new
        {
            printers = new[] { till.Till.Printer() }, displays = new[] { new { id = "display", name = "", address = "printer:receipt", model = "EpsonDmD" } }, labelPrinters = new[] { new { id = "labels", name = "", address = $"tcp:127.0.0.1:{till.Wire.Port}" } },
        });
        await till.Till.Start();
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, "printers/receipt/jobs", Paper), (HttpMethod.Post, "label-printers/labels/jobs", Label),
            (HttpMethod.Post, "drawers/drawer/open", """{"jobUuid":"$","reason":"换零钱"}"""), (HttpMethod.Put, "displays/display/lines", """{"upper":"WELCOME","lower":"欢迎"}"""),
            (HttpMethod.Put, "profile", Profile),
        })
        {
            foreach (var odd in Oddities(body).Append("null").Append("[]").Append("{}"))
            {
                var answer = await Send(till.Till, method, path, odd);
                Assert.True(answer is < 500 or 503, $"{path} answered {answer} to {odd}");
            }
        }
    }

    [Theory]
    [InlineData("""{"kind":"Columns","columns":[{"text":"x","width":2147483647},{"text":"y","width":2147483647}]}""")]
    [InlineData("""{"kind":"Columns","columns":[{"text":null}]}""")]
    [InlineData("""{"kind":"Columns","columns":[null]}""")]
    [InlineData("""null""")]
    [InlineData("""{"kind":"QrCode","data":"x","module":1000000}""")]
    public async Task What_no_paper_can_have_is_refused_at_once(string element)
    {
        await using var till = await DeviceTill.Open();

        Assert.Equal(400, await Send(till, HttpMethod.Post, "printers/receipt/jobs", """{"jobUuid":"$","document":{"elements":[""" + element + "]}}").WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_paper_that_is_longer_than_any_roll_is_refused()
    {
        await using var till = await DeviceTill.Open();
        var metres = string.Join(',', Enumerable.Repeat("""{"kind":"Feed","lines":100}""", 30));

        Assert.Equal(422, await Send(till, HttpMethod.Post, "printers/receipt/jobs", """{"jobUuid":"$","copies":10,"document":{"elements":[""" + metres + "]}}"));
    }

    [Theory]
    [InlineData("file:/etc/hostname", "profile.no_device")]
    [InlineData("file:/dev/fd/1", "profile.no_device")]
    [InlineData("serial:/tmp/x?9600,8N1", "profile.no_device")]
    public async Task A_page_names_devices_and_no_files(string address, string code)
    {
        await using var till = await DeviceTill.Open(start: false);
        var odd = till.Printer(address: $"file:{Path.Combine(till.Folder, "paper")}");
        till.Write("profile.json", new { printers = new[] { odd } });
        await till.Start();

        var refused = await till.Client.Put("/api/devices/profile", new { printers = new[] { till.Printer(address: address) } });

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.StartsWith("file:", (await till.Client.Get("/api/devices/profile")).Ok().GetProperty("printers")[0].GetProperty("address").GetString(), StringComparison.Ordinal);

        // What whoever set the till up has written into its file stays.
        (await till.Client.Put("/api/devices/profile", new { printers = new[] { odd } })).Ok();
    }

    [Fact]
    public async Task A_host_opens_no_address_at_a_pages_word_unless_it_is_told_that_it_may()
    {
        var profile = new { scales = new[] { new { id = "scale", name = "", address = "tcp:10.0.0.1:6379" } } };
        var refused = await store.Owner(0).Put("/api/devices/profile", profile);
        Assert.Equal((403, "profile.addresses_fixed"), (refused.Status, refused.Code));

        await using var till = await DeviceTill.Open(settings: "--Devices:ChangeAddresses=false");
        Assert.Equal("profile.addresses_fixed", (await till.Client.Put("/api/devices/profile", profile)).Code);
        var kept = (await till.Client.Put("/api/devices/profile", new { printers = new[] { till.Printer(columns: 32) } })).Ok();
        Assert.Equal(32, kept.GetProperty("printers")[0].GetProperty("profile").GetProperty("columns").GetInt32());
    }

    [Theory]
    [InlineData("columns", "0")]
    [InlineData("columns", "2000000000")]
    [InlineData("dotsPerLine", "0")]
    [InlineData("fontFile", "\"/etc/passwd\"")]
    public async Task A_printer_that_there_cannot_be_is_refused(string setting, string value)
    {
        await using var till = await DeviceTill.Open();
        var profile = JsonNode.Parse((await till.Client.Get("/api/devices/profile")).Ok().GetRawText())!;
        profile["printers"]![0]!["profile"]![setting] = JsonNode.Parse(value);

        Assert.Equal(400, await Send(till, HttpMethod.Put, "profile", profile.ToJsonString()));
    }

    private static async Task<int> Send(DeviceTill till, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/devices/{path}", UriKind.Relative))
        {
            Content = new StringContent(body.Replace("$", Guid.NewGuid().ToString(), StringComparison.Ordinal), Encoding.UTF8, "application/json"),
        };
        using var answer = await till.Client.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>The body with each thing in it in turn replaced by each of what is odd.</summary>
    private static IEnumerable<string> Oddities(string body)
    {
        var places = Places(JsonNode.Parse(body)!).Count();
        for (var place = 0; place < places; place++)
        {
            foreach (var odd in Odd)
            {
                var root = JsonNode.Parse(body)!;
                Places(root).ElementAt(place).ReplaceWith("@");
                yield return root.ToJsonString().Replace("\"@\"", odd, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<JsonNode> Places(JsonNode node) => node switch
    {
        JsonObject group => group.Select(member => member.Value).OfType<JsonNode>().SelectMany(value => Places(value).Prepend(value)),
        JsonArray list => list.OfType<JsonNode>().SelectMany(value => Places(value).Prepend(value)),
        _ => [],
    };
}
