using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Store.Migrations;

namespace Store.Tests;

/// <summary>A file as an earlier version left it.</summary>
internal static class OlderDatabase
{
    /// <param name="connectionString">Of the file.</param>
    /// <param name="last">The newest migration that the version had.</param>
    public static async Task Make(string connectionString, string last)
    {
        await using var older = new StoreContext(new DbContextOptionsBuilder<StoreContext>().UseSqlite(connectionString)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)).Options);

        // By the name that EF Core sees in our shorter numbers.
        await older.GetService<IMigrator>().MigrateAsync(older.GetService<IMigrationsIdGenerator>().GetName(last));
    }
}
