using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Store.Devices.Drawing;

/// <summary>
/// A font of dots: a BDF file, or a HEX file as GNU Unifont has it, either also gzipped. Where a user names none, Debian's Unifont is taken if it is there; Latin letters
/// are always there.
/// </summary>
internal sealed class BitmapFont
{
    /// <summary>A cell of a receipt printer's narrow font; Chinese characters fill two side by side.</summary>
    public const int CellWidth = 12;
    public const int CellHeight = 24;

    public const string Kinds = "a font file called .bdf, .hex, .bdf.gz or .hex.gz";

    private const string DebianUnifont = "/usr/share/unifont/unifont.hex";
    private const string LatinResource = "Store.Devices.Drawing.Latin.bdf";

    private static readonly ConcurrentDictionary<string, Lazy<BitmapFont>> Loaded = new(StringComparer.Ordinal);

    private readonly Dictionary<int, Bitmap> glyphs = [];
    private readonly Dictionary<int, string> unread = [];

    /// <summary>ASCII, which Store brings along; a fixed font of X11 in the public domain.</summary>
    public static BitmapFont Latin => Loaded.GetOrAdd("", _ => new Lazy<BitmapFont>(() =>
    {
        using var resource = typeof(BitmapFont).Assembly.GetManifestResourceStream(LatinResource)!;
        return Read(resource);
    })).Value;

    /// <summary>The font of a file, or of Debian; null when there is neither.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no font.</exception>
    public static BitmapFont? From(string? file)
    {
        if (file is null && !File.Exists(DebianUnifont))
            return null;
        return Loaded.GetOrAdd(file ?? DebianUnifont, path => new Lazy<BitmapFont>(() =>
        {
            using var stream = File.OpenRead(path);
            return Read(stream);
        })).Value;
    }

    /// <summary>Whether a file is called as fonts are: of another one not even whether it is there can be found out.</summary>
    public static bool IsOne(string file) => file.EndsWith(".bdf", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".hex", StringComparison.OrdinalIgnoreCase)
        || (file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && IsOne(file[..^3]));

    public static BitmapFont Read(Stream file)
    {
        using var reader = new StreamReader(Unzipped(file), Encoding.Latin1);
        var font = new BitmapFont();
        if (reader.Peek() == 'S')
            font.ReadBdf(reader);
        else
            font.ReadHex(reader);
        return font;
    }

    public bool Has(Rune rune) => glyphs.ContainsKey(rune.Value) || unread.ContainsKey(rune.Value);

    /// <summary>A character drawn to fill so many cells side by side; null when the font lacks it.</summary>
    public Bitmap? Cell(Rune rune, int cells) => Glyph(rune) is { } glyph ? Fitted(glyph, CellWidth * cells, CellHeight) : null;

    private Bitmap? Glyph(Rune rune)
    {
        lock (glyphs)
        {
            if (glyphs.TryGetValue(rune.Value, out var glyph))
                return glyph;
            if (!unread.Remove(rune.Value, out var hex))
                return null;
            var width = hex.Length == 64 ? 16 : 8;
            return glyphs[rune.Value] = Bitmap.FromRows(width, 16, Convert.FromHexString(hex));
        }
    }

    /// <summary>
    /// Small glyphs are drawn half as large again where there is room: each dot becomes one and a half, a black one gets the shared half, and so strokes stay even.
    /// </summary>
    private static Bitmap Fitted(Bitmap glyph, int width, int height)
    {
        var times = Math.Min(2 * width / glyph.Width, 2 * height / glyph.Height);
        var halves = Math.Max(2, times);
        var (across, down) = (glyph.Width * halves / 2, glyph.Height * halves / 2);
        var cell = new Bitmap(width, height);
        var (left, top) = (Math.Max(0, (width - across) / 2), Math.Max(0, (height - down) / 2));
        for (var y = 0; y < down; y++)
        {
            for (var x = 0; x < across; x++)
                cell[left + x, top + y] = Halves(x, halves).Any(column => Halves(y, halves).Any(row => glyph[column, row]));
        }
        return cell;

        static IEnumerable<int> Halves(int dot, int halves) => [2 * dot / halves, (2 * dot + 1) / halves];
    }

    private void ReadHex(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 4 || line.Length - colon - 1 is not (32 or 64) || !int.TryParse(line.AsSpan(0, colon), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
                throw new InvalidDataException("The font is neither BDF nor HEX.");
            unread[code] = line[(colon + 1)..];
        }
    }

    private void ReadBdf(StreamReader reader)
    {
        var (fontWidth, fontHeight, fontLeft, fontBottom) = (0, 0, 0, 0);
        var (code, width, height, left, bottom) = (-1, 0, 0, 0, 0);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words.FirstOrDefault())
            {
                case "FONTBOUNDINGBOX":
                    (fontWidth, fontHeight, fontLeft, fontBottom) = (Number(words, 1), Number(words, 2), Number(words, 3), Number(words, 4));
                    break;
                case "ENCODING":
                    code = Number(words, 1);
                    break;
                case "BBX":
                    (width, height, left, bottom) = (Number(words, 1), Number(words, 2), Number(words, 3), Number(words, 4));
                    break;
                case "BITMAP":
                    var glyph = new Bitmap(Math.Max(fontWidth, 1), Math.Max(fontHeight, 1));
                    var top = fontHeight + fontBottom - (height + bottom);
                    for (var row = 0; row < height; row++)
                        glyph.Draw(Bitmap.FromRows(width, 1, Convert.FromHexString(reader.ReadLine() ?? "")), left - fontLeft, top + row);
                    glyphs[code] = glyph;
                    break;
            }
        }
    }

    private static int Number(string[] words, int place) => place < words.Length && int.TryParse(words[place], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number is > -256 and < 0x110000
        ? number : throw new InvalidDataException("The font is not BDF.");

    private static Stream Unzipped(Stream file)
    {
        var zipped = file.ReadByte() == 0x1F;
        file.Position = 0;
        return zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
