using MediatR;

namespace Store.Contracts.Access;

/// <summary>
/// Gives an owner a new password and ends the sessions of that account; makes the owner where nobody has that user name. For the person at the server, who may have lost
/// every other way in: it is refused (<c>owner.not_one</c>) for an account that does not own the chain. Answers whether the account is new.
/// </summary>
/// <param name="UserName">Compared without case.</param>
/// <param name="Password">The new password.</param>
public sealed record SetOwnerPassword(string UserName, string Password) : IRequest<bool>;
