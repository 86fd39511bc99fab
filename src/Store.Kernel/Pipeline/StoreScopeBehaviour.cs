using MediatR;
using Store.Kernel.Access;
using Store.Kernel.Http;

namespace Store.Kernel.Pipeline;

/// <summary>The store filter: a request about one store passes only when the caller holds the slice's permission there.</summary>
internal sealed class StoreScopeBehaviour<TRequest, TResult>(Caller caller) : IPipelineBehavior<TRequest, TResult>
    where TRequest : IRequest<TResult>, IStoreScoped
{
    public Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next) =>
        caller.Permission is null || caller.MayIn(request.StoreId, caller.Permission)
            ? next()
            : throw new Forbidden("store.forbidden", "You may not do this in this store.");
}
