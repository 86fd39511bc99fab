using MediatR;

namespace Store.Contracts.Catalog;

/// <summary>Makes the whole chain's tills know codes of a pattern, unless the chain has a mask of that pattern already, be it switched off.</summary>
/// <param name="Kind">What the codes belong to.</param>
/// <param name="Name">What people call the mask.</param>
/// <param name="Pattern">As in the list of masks.</param>
public sealed record EnsureCodeMask(CodeKind Kind, string Name, string Pattern) : IRequest<Unit>;
