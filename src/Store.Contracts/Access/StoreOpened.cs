using MediatR;

namespace Store.Contracts.Access;

/// <summary>
/// A store has been added to the chain, in the caller's transaction. Who may act in every store may do so in this one from the commit on, not only once the
/// answers of <see cref="WhoIs"/> that the host remembers have grown old.
/// </summary>
public sealed record StoreOpened : IRequest<Unit>;
