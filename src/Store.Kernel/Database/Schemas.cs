namespace Store.Kernel.Database;

/// <summary>The schema names in use: one per module and the kernel's own.</summary>
/// <param name="Names">The names, as written before a table's.</param>
public sealed record Schemas(IReadOnlySet<string> Names)
{
    /// <summary>Where the kernel keeps its own tables: outbox, idempotency keys, node leases, audit log.</summary>
    public const string Kernel = "kernel";
}
