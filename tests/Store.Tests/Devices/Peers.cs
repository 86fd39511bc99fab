using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Store.Tests.Processes;

namespace Store.Tests.Devices;

/// <summary>Programs of others that speak of the same things: encoders, readers of codes, a renderer of labels. Node runs them, once for many cases.</summary>
internal static class Peers
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests", "Store.Tests", "Devices", "peers");

    /// <summary>The answers of one program to cases, in their order.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Ask(string program, IEnumerable<object> cases)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, "peers.mjs")])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        var (answer, complaint) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new Dictionary<string, IEnumerable<object>> { [program] = cases }));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await complaint);
        return [.. JsonDocument.Parse(await answer).RootElement.GetProperty(program).EnumerateArray()];
    }

    /// <summary>What a reader of codes finds in pictures: each code's AIM identifier and what it says.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<(string Identifier, byte[] Data)>>> Read(IEnumerable<byte[]> pictures) =>
        [.. (await Ask("codes", pictures.Select(picture => new { png = Convert.ToBase64String(picture) })))
            .Select(codes => codes.EnumerateArray().Select(code => (code.GetProperty("identifier").GetString()!, code.GetProperty("bytes").GetBytesFromBase64())).ToList())];

    /// <summary>What another reader, which shares nothing with the first, finds in a picture.</summary>
    /// <param name="picture">A PNG.</param>
    /// <param name="kind">The only codes that it looks for: <c>ean13</c>, <c>code128</c>, <c>qrcode</c>.</param>
    public static async Task<string> ReadByZbar(byte[] picture, string kind)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["codes.png"], picture);
        var start = new ProcessStartInfo("zbarimg", ["--quiet", "--nodbus", "-Sdisable", $"-S{kind}.enable", "-Sbinary", folder["codes.png"]])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
        };
        using var zbar = Process.Start(start) ?? throw new InvalidOperationException("zbarimg did not start.");
        var (answer, complaint) = (zbar.StandardOutput.ReadToEndAsync(), zbar.StandardError.ReadToEndAsync());
        await zbar.WaitForExitAsync();
        Assert.True(zbar.ExitCode == 0, await complaint);
        return (await answer).Trim();
    }
}
