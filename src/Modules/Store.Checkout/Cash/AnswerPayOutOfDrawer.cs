using Store.Checkout.Shifts;
using Store.Contracts.Checkout;

namespace Store.Checkout.Cash;

/// <summary>Takes what another module pays out from the drawer of a register.</summary>
internal static class AnswerPayOutOfDrawer
{
    internal sealed class Handler(Db db, CashBook book) : IRequestHandler<PayOutOfDrawer, Done>
    {
        public async Task<Done> Handle(PayOutOfDrawer request, CancellationToken cancellationToken)
        {
            var register = await db.Find<Register>("""
                SELECT Code, OpenShiftId FROM checkout.Registers WHERE RegisterId = @RegisterId AND StoreId = @StoreId
                """, request, cancellationToken) ?? throw new NotFound("register", request.RegisterId);
            var closed = new RuleBroken("shift.not_open", $"Register {register.Code} has no open shift.");
            var shift = await OpenShifts.Lock(db, request.StoreId, register.OpenShiftId ?? throw closed, cancellationToken);
            if (shift.State is not (ShiftStates.Open or ShiftStates.Suspended))
                throw closed;
            await book.Record(shift, new CashMovement(request.StoreId, Guid.NewGuid(), CashMovements.CashOut, request.Amount, request.Reason), request.Approver, cancellationToken);
            return Done.It;
        }

        private sealed record Register(string Code, long? OpenShiftId);
    }
}
