using Store.Kernel.Http;

namespace Store.Kernel.Access;

/// <summary>Whose figures are looked at: one store's, or those of every store in which the caller may look at them.</summary>
public static class AskedStores
{
    /// <exception cref="Forbidden">The caller may not look at that store's figures.</exception>
    public static IReadOnlyList<long> Of(Caller caller, long? storeId)
    {
        if (storeId is not { } one)
            return caller.Stores;
        return caller.Stores.Contains(one) ? [one] : throw new Forbidden("store.forbidden", "You may not do this in this store.");
    }
}
