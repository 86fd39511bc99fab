namespace Store.Catalog.Pictures;

/// <summary>What may be a picture: JPEG, PNG or WebP, known by its first bytes whatever its name says.</summary>
internal static class PictureFile
{
    public const int BytesAtMost = 2 * 1024 * 1024;
    public const int PicturesAtMost = 12;

    /// <summary>The type of a picture; null for anything else, which a browser might run.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };
}
