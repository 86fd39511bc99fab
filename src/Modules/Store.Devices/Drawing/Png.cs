using System.Buffers.Binary;
using System.IO.Compression;

namespace Store.Devices.Drawing;

/// <summary>PNG files: pictures to print are read, paper and labels are written.</summary>
internal static class Png
{
    private const int PixelsAtMost = 8 * 1024 * 1024;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A picture in black where it is darker than half on white ground, made smaller until it is no wider than the paper.</summary>
    /// <exception cref="InvalidDataException">It is none, or of a kind that is not read: eight bits per channel without interlacing are.</exception>
    public static Bitmap Read(ReadOnlySpan<byte> file, int widthAtMost)
    {
        if (!file.StartsWith(Signature))
            throw new InvalidDataException("It is not a PNG.");
        var (width, height, colour) = (0, 0, -1);
        var (palette, alpha) = (Array.Empty<byte>(), Array.Empty<byte>());
        using var packed = new MemoryStream();
        for (var rest = file[Signature.Length..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length < 0 || length > rest.Length - 12)
                throw new InvalidDataException("The PNG is cut off.");
            var data = rest.Slice(8, length);
            switch (rest.Slice(4, 4))
            {
                case var kind when kind.SequenceEqual("IHDR"u8) && length == 13:
                    (width, height, colour) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]), data[9]);
                    if (data[8] != 8 || data[12] != 0)
                        throw new InvalidDataException("Of PNG, pictures with eight bits per channel and without interlacing are read.");
                    break;
                case var kind when kind.SequenceEqual("PLTE"u8):
                    palette = data.ToArray();
                    break;
                case var kind when kind.SequenceEqual("tRNS"u8):
                    alpha = data.ToArray();
                    break;
                case var kind when kind.SequenceEqual("IDAT"u8):
                    packed.Write(data);
                    break;
            }
            rest = rest[(12 + length)..];
        }
        if (width <= 0 || height <= 0 || (long)width * height > PixelsAtMost)
            throw new InvalidDataException("The PNG is empty or too large.");
        packed.Position = 0;
        var channels = colour switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw new InvalidDataException("The PNG has a colour type that does not exist.") };
        var pixels = Unfilter(packed, width * channels, height, channels);
        return Shrunk(width, height, widthAtMost, (x, y) => Brightness(pixels.AsSpan((y * width + x) * channels, channels), colour, palette, alpha));
    }

    /// <summary>A file of one bit per dot, black on white.</summary>
    public static byte[] Write(Bitmap bitmap)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[bitmap.Stride + 1];
            for (var y = 0; y < bitmap.Height; y++)
            {
                for (var place = 0; place < bitmap.Stride; place++)
                    row[place + 1] = (byte)~bitmap.Rows[y * bitmap.Stride + place];
                zlib.Write(row);
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, bitmap.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), bitmap.Height);
        header[8] = 1;
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Unfilter(Stream packed, int stride, int height, int channels)
    {
        var pixels = new byte[stride * height];
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            for (var y = 0; y < height; y++)
            {
                var filter = zlib.ReadByte();
                var row = pixels.AsSpan(y * stride, stride);
                zlib.ReadExactly(row);
                var above = y == 0 ? new byte[stride] : pixels.AsSpan((y - 1) * stride, stride);
                for (var x = 0; x < stride; x++)
                {
                    var (left, up, corner) = (x < channels ? 0 : row[x - channels], above[x], x < channels ? 0 : above[x - channels]);
                    row[x] += (byte)(filter switch
                    {
                        0 => 0,
                        1 => left,
                        2 => up,
                        3 => (left + up) / 2,
                        4 => Paeth(left, up, corner),
                        _ => throw new InvalidDataException("The PNG has a filter that does not exist."),
                    });
                }
            }
        }
        catch (EndOfStreamException ended)
        {
            throw new InvalidDataException("The PNG is cut off.", ended);
        }
        return pixels;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static int Brightness(ReadOnlySpan<byte> pixel, int colour, byte[] palette, byte[] alpha) => colour switch
    {
        0 => alpha.Length >= 2 && alpha[1] == pixel[0] ? byte.MaxValue : pixel[0],
        2 => alpha.Length >= 6 && alpha[1] == pixel[0] && alpha[3] == pixel[1] && alpha[5] == pixel[2] ? byte.MaxValue : Grey(pixel),
        3 when pixel[0] * 3 + 3 <= palette.Length => OnWhite(Grey(palette.AsSpan(pixel[0] * 3, 3)), pixel[0] < alpha.Length ? alpha[pixel[0]] : byte.MaxValue),
        3 => throw new InvalidDataException("The PNG names a colour that its palette lacks."),
        4 => OnWhite(pixel[0], pixel[1]),
        _ => OnWhite(Grey(pixel), pixel[3]),
    };

    private static int Grey(ReadOnlySpan<byte> pixel) => (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2]) / 1000;

    private static int OnWhite(int brightness, int alpha) => (brightness * alpha + byte.MaxValue * (byte.MaxValue - alpha)) / byte.MaxValue;

    private static Bitmap Shrunk(int width, int height, int widthAtMost, Func<int, int, int> brightness)
    {
        var (across, down) = width <= widthAtMost ? (width, height) : (widthAtMost, Math.Max(1, (int)((long)height * widthAtMost / width)));
        var bitmap = new Bitmap(across, down);
        for (var y = 0; y < down; y++)
        {
            for (var x = 0; x < across; x++)
                bitmap[x, y] = Average(x, y) < 128;
        }
        return bitmap;

        double Average(int x, int y)
        {
            var (left, right) = ((int)((long)x * width / across), Math.Max((int)((long)x * width / across) + 1, (int)((long)(x + 1) * width / across)));
            var (top, bottom) = ((int)((long)y * height / down), Math.Max((int)((long)y * height / down) + 1, (int)((long)(y + 1) * height / down)));
            long sum = 0;
            for (var row = top; row < bottom; row++)
            {
                for (var column = left; column < right; column++)
                    sum += brightness(column, row);
            }
            return (double)sum / ((right - left) * (bottom - top));
        }
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return crc;
    }
}
