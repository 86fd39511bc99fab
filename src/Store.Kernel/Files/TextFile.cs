using System.Text;

namespace Store.Kernel.Files;

/// <summary>Text files from elsewhere.</summary>
public static class TextFile
{
    /// <summary>
    /// How a file is written: UTF-8 with or without its mark, UTF-16 with it, or GB18030, which is what Chinese spreadsheets write and which any bytes can be read as.
    /// Looks through the whole file, in pieces, and leaves it at its start.
    /// </summary>
    public static async Task<Encoding> EncodingOf(Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var bytes = new byte[64 * 1024];
        var characters = new char[bytes.Length + 1];
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        try
        {
            for (var first = true; ; first = false)
            {
                var count = await file.ReadAsync(bytes, cancellationToken);
                if (first && count >= 2 && (bytes[0], bytes[1]) is (0xFF, 0xFE))
                    return Encoding.Unicode;
                if (first && count >= 2 && (bytes[0], bytes[1]) is (0xFE, 0xFF))
                    return Encoding.BigEndianUnicode;
                utf8.GetChars(bytes, 0, count, characters, 0, flush: count == 0);
                if (count == 0)
                    return Encoding.UTF8;
            }
        }
        catch (DecoderFallbackException)
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding("GB18030");
        }
        finally
        {
            file.Position = 0;
        }
    }
}

/// <summary>A file is not what it should be; the message says what is wrong with it.</summary>
public sealed class FileUnreadable(string message, Exception? inner = null) : Exception(message, inner);
