using MediatR;

namespace Store.Contracts.Devices;

/// <summary>Something that should not reach a till's devices was turned away; for their audit file.</summary>
/// <param name="Code">The stable code of the refusal.</param>
/// <param name="From">The origin or host that it named.</param>
/// <param name="Path">What it asked for.</param>
public sealed record NoteRefusal(string Code, string From, string Path) : IRequest<bool>;
