using System.Data.Common;
using Store.Kernel.Database;

namespace Store.Kernel.Privacy;

/// <summary>Makes sure at the start that the key file is the one this database was filled with: with another, members would be there and not be found.</summary>
public sealed class KeyRingCheck(Db db, KeyRing ring)
{
    /// <exception cref="SettingMissing">The file is missing, or is another one.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        if (await Known(cancellationToken) is null)
            await db.Transact(() => Enter(cancellationToken), cancellationToken);
        var known = await Known(cancellationToken);
        if (!File.Exists(ring.FileName))
            throw new SettingMissing($"The key file {ring.FileName} is missing; personal data in this database cannot be read without it. Put it back, or name it (setting Privacy:KeyRing).");
        if (known != ring.Fingerprint)
            throw new SettingMissing($"The key file {ring.FileName} belongs to another database; name the right one (setting Privacy:KeyRing).");
    }

    private Task<string?> Known(CancellationToken cancellationToken) => db.Find<string>("SELECT Fingerprint FROM kernel.KeyRings WHERE KeyRingId = 1", null, cancellationToken);

    private async Task<int> Enter(CancellationToken cancellationToken)
    {
        try
        {
            return await db.Execute("INSERT INTO kernel.KeyRings (KeyRingId, Fingerprint) VALUES (1, @Fingerprint)", new { ring.Fingerprint }, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            // Another host that starts at the same time has entered it; whether it is the same is compared next.
            return 0;
        }
    }
}
