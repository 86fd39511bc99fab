using MediatR;
using Store.Kernel.Database;

namespace Store.Kernel.Pipeline;

/// <summary>Runs a command in one transaction, once per idempotency key. A command sent from inside another joins its transaction.</summary>
internal sealed class CommandBehaviour<TRequest, TResult>(Db db, Idempotency idempotency) : IPipelineBehavior<TRequest, TResult>
    where TRequest : ICommand<TResult>
{
    public Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next) => db.InTransaction
        ? next()
        : db.Transact(() => idempotency.Once(request, next, cancellationToken), cancellationToken);
}
