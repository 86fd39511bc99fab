using System.Data.Common;

namespace Store.Checkout.Imports;

/// <summary>Notes that a file is being taken over, or finds the note of an earlier try.</summary>
internal static class BeginSalesImport
{
    internal sealed record Command(long StoreId, string FileHash, Money AmountFile) : ICommand<long>;

    internal sealed class Handler(Db db, Ids ids, TimeProvider clock) : IRequestHandler<Command, long>
    {
        public async Task<long> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = await db.Find<long?>("""
                SELECT ImportId FROM checkout.SalesImports WHERE StoreId = @StoreId AND FileHash = @FileHash
                """, command, cancellationToken);
            if (before is { } importId)
                return importId;

            importId = ids.Next();
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.SalesImports (ImportId, StoreId, FileHash, StartedAt, AmountFileMinor)
                    VALUES (@importId, @StoreId, @FileHash, @StartedAt, @AmountFile)
                    """, new { importId, command.StoreId, command.FileHash, StartedAt = clock.UtcNow(), command.AmountFile }, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("Another import of the same file has begun.", refused);
            }

            return importId;
        }
    }
}
