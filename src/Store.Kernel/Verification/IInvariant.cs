namespace Store.Kernel.Verification;

/// <summary>Something that must always hold in the database, such as "a balance is the sum of its movements". The verb <c>verify</c> checks them all.</summary>
public interface IInvariant
{
    /// <summary>What holds, as a sentence.</summary>
    string Name { get; }

    /// <summary>The first rows that break it, in words; empty when it holds.</summary>
    Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken);
}
