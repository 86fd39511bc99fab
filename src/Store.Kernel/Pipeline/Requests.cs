using MediatR;

namespace Store.Kernel.Pipeline;

/// <summary>A request that changes something. It runs in one database transaction.</summary>
public interface ICommand<out TResult> : IRequest<TResult>;

/// <summary>A request that only reads. It runs in no transaction, on a read connection.</summary>
public interface IQuery<out TResult> : IRequest<TResult>;

/// <summary>A request about one store. The kernel refuses it unless the caller holds the slice's permission in that store.</summary>
public interface IStoreScoped
{
    long StoreId { get; }
}

/// <summary>A request that carries or answers what identifies a person. The kernel keeps nothing of it for a retry, so it has to be safe to repeat by itself.</summary>
public interface IPersonal;

/// <summary>The answer of a command that has nothing to tell beyond having been done.</summary>
public sealed record Done
{
    public static readonly Done It = new();
}
