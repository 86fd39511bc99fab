using System.Buffers.Binary;
using System.IO.Compression;

namespace Store.Tests.Devices;

/// <summary>PNG files of all kinds, with each row filtered in another way.</summary>
internal static class PngFiles
{
    public static byte[] Write(int width, int height, int colour, Func<int, int, byte[]> pixel, byte[]? palette = null, byte[]? transparent = null)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var above = Array.Empty<byte>();
            for (var y = 0; y < height; y++)
            {
                var row = Enumerable.Range(0, width).SelectMany(x => pixel(x, y)).ToArray();
                above = above.Length == 0 ? new byte[row.Length] : above;
                var channels = row.Length / width;
                zlib.WriteByte((byte)(y % 5));
                for (var x = 0; x < row.Length; x++)
                {
                    var (left, up, corner) = (x < channels ? 0 : row[x - channels], above[x], x < channels ? 0 : above[x - channels]);
                    zlib.WriteByte((byte)(row[x] - (y % 5) switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) }));
                }
                above = row;
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, (byte)colour);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. palette is null ? [] : Chunk("PLTE"u8, palette), .. transparent is null ? [] : Chunk("tRNS"u8, transparent),
            .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, []),
        ];
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        kind.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        return chunk;
    }
}
