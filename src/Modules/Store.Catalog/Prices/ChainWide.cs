using Store.Contracts.Chain;

namespace Store.Catalog.Prices;

/// <summary>Guards what is done to one store or to all: who may do it in every store may do it to the whole chain.</summary>
internal sealed class ChainWide(Caller caller, IMediator mediator)
{
    /// <summary>Refuses to show a store's own figures to those who may not see them; the chain's are for everyone with the permission.</summary>
    public void RequireStore(long storeId)
    {
        if (storeId != PriceRow.WholeChain && caller.Permission is { } permission && !caller.MayIn(storeId, permission))
            throw new Forbidden("store.forbidden", "You may not do this in this store.");
    }

    /// <summary>Whether the caller may see what belongs to a store.</summary>
    public bool MaySee(long storeId) => storeId == PriceRow.WholeChain || caller.Permission is not { } permission || caller.MayIn(storeId, permission);

    /// <summary>Refuses a change to those who may not make it there.</summary>
    /// <param name="storeId">The store; 0 for the whole chain.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RequirePermissionIn(long storeId, CancellationToken cancellationToken)
    {
        if (caller.Permission is not { } permission || caller.MayIn(storeId, permission))
            return;
        if (storeId != PriceRow.WholeChain || (await mediator.Send(new ListStoreIds(), cancellationToken)).Any(store => !caller.MayIn(store, permission)))
            throw new Forbidden("store.forbidden", storeId == PriceRow.WholeChain ? "You may not do this in every store of the chain." : "You may not do this in this store.");
    }
}
