using Microsoft.Data.Sqlite;
using Store.Kernel.Database;

namespace Store.Migrations;

/// <summary>One process at a time migrates an embedded database; the operating system ends the turn of one that dies.</summary>
internal sealed class MigrationTurn : IDisposable
{
    private readonly FileStream file;

    private MigrationTurn(FileStream file) => this.file = file;

    public static MigrationTurn Take(DatabaseOptions options)
    {
        var dataFile = Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(dataFile)!);
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(100))
        {
            try
            {
                return new MigrationTurn(new FileStream(dataFile + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (waited < TimeSpan.FromMinutes(5))
            {
                Thread.Sleep(100);
            }
        }
    }

    public void Dispose() => file.Dispose();
}
