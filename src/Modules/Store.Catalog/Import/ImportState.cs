namespace Store.Catalog.Import;

/// <summary>How an import stands.</summary>
internal static class ImportState
{
    public const string Running = "Running";
    public const string Done = "Done";

    /// <summary>The file could not be read to its end; what was counted is in.</summary>
    public const string Failed = "Failed";

    /// <summary>The host stopped in the middle; what was counted is in, and the same file again brings the rest.</summary>
    public const string Interrupted = "Interrupted";

    // A batch takes moments; an import that has not been heard of for this long has no host any more.
    private static readonly TimeSpan SilenceAtMost = TimeSpan.FromMinutes(2);

    /// <summary>The state to show: one that is kept as running, but whose host has fallen silent, was interrupted.</summary>
    public static string Shown(string kept, DateTime seenAliveAt, DateTime now) => kept == Running && now - seenAliveAt > SilenceAtMost ? Interrupted : kept;

    public static Task<int> InsertImport(this Db db, long importId, string fileName, string startedByName, DateTime now, CancellationToken cancellationToken) => db.Execute("""
        INSERT INTO catalog.Imports (ImportId, FileName, State, RowsRead, Created, Updated, Unchanged, Rejected, StartedByName, StartedAt, SeenAliveAt)
        VALUES (@importId, @fileName, @Running, 0, 0, 0, 0, 0, @startedByName, @now, @now)
        """, new { importId, fileName = fileName.Length > 200 ? fileName[..200] : fileName, Running, startedByName, now }, cancellationToken);
}
