using MediatR;
using Store.Kernel.Pipeline;
using Store.Kernel.Values;

namespace Store.Contracts.Checkout;

/// <summary>
/// Takes money for a customer out of the drawer of a register, as <see cref="CashMovements.CashOut"/> of its shift: what another module pays out, and has held to a limit of its own.
/// Joins the caller's transaction. Refuses a register without a shift (<c>shift.not_open</c>).
/// </summary>
/// <param name="StoreId">The store.</param>
/// <param name="RegisterId">The register.</param>
/// <param name="Amount">How much.</param>
/// <param name="Reason">For what, as the shift's list shows it; no personal data, since it stays in the chain of the drawer.</param>
/// <param name="Approver">Who approved it; null where nobody had to.</param>
public sealed record PayOutOfDrawer(long StoreId, long RegisterId, Money Amount, string Reason, Access.Approver? Approver) : IRequest<Done>;
