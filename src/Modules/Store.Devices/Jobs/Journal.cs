using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>One line of a journal: a job's state, and with its first line, what was asked for.</summary>
internal sealed record JournalLine(
    Guid Job, JobState State, DateTime At, JobRequest? Request = null, string? Reason = null, string? Message = null, string? Proof = null, string? By = null, IReadOnlyList<string>? Noticed = null);

/// <summary>
/// What was asked of a printer and what became of it, on disk before anything happens. It only grows; at the start, and when it has grown long, what nobody needs any more is left out.
/// </summary>
internal sealed class Journal(string path, ILogger log) : IDisposable
{
    private const long LongAfter = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(ValueJson.Stored) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    private FileStream? file;
    private long good;
    private bool closed;

    /// <summary>Whether it is time to leave out what nobody needs.</summary>
    public bool IsLong => good > LongAfter;

    /// <summary>Whether reading it found no line, not even half of one.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Everything in it. What was being written when the power went was not acknowledged to anyone and is skipped.</summary>
    public IEnumerable<JournalLine> Read()
    {
        if (!File.Exists(path))
            yield break;
        using var stream = File.OpenRead(path);
        if (stream.Length == 0)
            yield break;
        using var lines = new StreamReader(stream);
        while (lines.ReadLine() is { } text)
        {
            IsEmpty = false;
            JournalLine? line = null;
            try
            {
                line = JsonSerializer.Deserialize<JournalLine>(text, Json);
            }
            catch (JsonException torn)
            {
                log.LogWarning(torn, "A line of {Journal} cannot be read and is skipped.", path);
            }

            if (line is not null)
                yield return line;
        }
    }

    /// <summary>Writes lines, all or none, and waits until the disk has them.</summary>
    /// <exception cref="OutOfReach">The disk is full or may not be written, or the printer has been set up anew and another journal has the file.</exception>
    public void Append(params IReadOnlyList<JournalLine> lines)
    {
        if (closed)
            throw OutOfReach.Changing;
        try
        {
            file ??= Open();
            file.Write(lines.SelectMany(Bytes).ToArray());
            file.Flush(flushToDisk: true);
            good = file.Position;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            log.LogError(failed, "{Journal} cannot be written.", path);
            Close();
            throw new OutOfReach("journal.not_writable", "The disk of this till is full or cannot be written; nothing was printed. Ask your administrator.");
        }
    }

    /// <summary>Puts these lines in the place of all others.</summary>
    public void Rewrite(IEnumerable<JournalLine> lines)
    {
        if (closed)
            return;
        try
        {
            Close();
            good = WholeFile.Write(path, file =>
            {
                foreach (var line in lines)
                    file.Write(Bytes(line));
            });
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The long one is as good as it was.
            log.LogWarning(failed, "{Journal} cannot be shortened.", path);
        }
    }

    public void Dispose()
    {
        closed = true;
        Close();
    }

    private static byte[] Bytes(JournalLine line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'];

    private FileStream Open()
    {
        var isNew = !File.Exists(path);
        var opened = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (isNew)
            WholeFile.KeepNames(Path.GetDirectoryName(path)!);
        if (opened.Length == 0)
            return opened;

        // Half a line of an attempt that failed would spoil the next; one that was there before is nobody's, and stays one by itself.
        if (good > 0 && opened.Length > good)
            opened.SetLength(good);
        opened.Seek(-1, SeekOrigin.End);
        if (opened.ReadByte() != '\n')
            opened.WriteByte((byte)'\n');
        return opened;
    }

    private void Close()
    {
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is not on disk, and that has been said.
        }

        file = null;
    }
}
