using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Store.Kernel.Database;

namespace Store.Kernel.Privacy;

/// <summary>
/// The keys for personal data: in a file outside the database, so that a copy of the database alone tells nobody a phone number. The file is made when there is none yet;
/// hosts of one chain share it, and whoever loses it loses the data. Setting <c>Privacy:KeyRing</c>; else <c>store.keys.json</c> beside the embedded database.
/// </summary>
public sealed class KeyRing
{
    private const int KeyBytes = 32;

    private readonly Lazy<Keys> keys;

    public KeyRing(IConfiguration configuration, DatabaseOptions database)
    {
        FileName = configuration["Privacy:KeyRing"] is { Length: > 0 } set ? set : Beside(database);
        keys = new Lazy<Keys>(() => File.Exists(FileName) ? Read() : Make());
    }

    /// <summary>Where the keys are.</summary>
    public string FileName { get; }

    /// <summary>Tells one key ring from another without telling the keys.</summary>
    public string Fingerprint => Convert.ToHexString(HMACSHA256.HashData(IndexKey, "store key ring"u8)[..8]);

    /// <summary>The key of blind indexes. It never changes, since what it has indexed could not be found any more.</summary>
    internal byte[] IndexKey => keys.Value.Index;

    /// <summary>The key that seals now.</summary>
    internal (int Number, byte[] Key) Newest => (keys.Value.Sealing.Count, keys.Value.Sealing[^1]);

    /// <summary>The key that sealed something once.</summary>
    /// <exception cref="CryptographicException">The ring does not have it.</exception>
    internal byte[] this[int number] => number >= 1 && number <= keys.Value.Sealing.Count
        ? keys.Value.Sealing[number - 1]
        : throw new CryptographicException($"The key ring has no key {number}.");

    private static string Beside(DatabaseOptions database)
    {
        var folder = database.Engine == Engine.Sqlite ? Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource)) : "data";
        return Path.Combine(folder ?? "", "store.keys.json");
    }

    private Keys Read()
    {
        try
        {
            var read = JsonSerializer.Deserialize<Keys>(File.ReadAllBytes(FileName));
            if (read is { Index.Length: KeyBytes, Sealing.Count: > 0 } && read.Sealing.All(key => key.Length == KeyBytes))
                return read;
        }
        catch (JsonException)
        {
            // Said below, with what to do about it.
        }

        throw new SettingMissing($"The key file {FileName} cannot be read; put back the one that this database was filled with (setting Privacy:KeyRing).");
    }

    private Keys Make()
    {
        var made = new Keys(RandomNumberGenerator.GetBytes(KeyBytes), [RandomNumberGenerator.GetBytes(KeyBytes)]);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(FileName))!);
        var draft = $"{FileName}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, made);
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, FileName, overwrite: false);
            return made;
        }
        catch (IOException) when (File.Exists(FileName))
        {
            // Another host was quicker: its keys are the chain's.
            File.Delete(draft);
            return Read();
        }
    }

    private sealed record Keys(byte[] Index, IReadOnlyList<byte[]> Sealing);
}
