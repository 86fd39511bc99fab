using Store.Contracts.Chain;
using Store.Contracts.Loyalty;

namespace Store.Loyalty.Memberships;

/// <summary>Tells the till how much of a membership that comes back has been used.</summary>
internal static class AnswerKeepOfMemberships
{
    internal sealed class Handler(MembershipBook book, IMediator mediator, TimeProvider clock) : IRequestHandler<KeepOfMemberships, IReadOnlyList<KeptOfMembership>>
    {
        public async Task<IReadOnlyList<KeptOfMembership>> Handle(KeepOfMemberships request, CancellationToken cancellationToken)
        {
            var today = (await mediator.Send(new GetStore(request.StoreId), cancellationToken)).Time().BusinessDate(clock.UtcNow());
            var kept = new List<KeptOfMembership>();
            foreach (var lineNumber in request.LineNumbers)
            {
                if (await book.OfLine(request.SaleId, lineNumber, cancellationToken) is not { } membership)
                    continue;
                membership.RequireRefundable(today);
                kept.Add(new KeptOfMembership(lineNumber, membership.Paid - membership.Refund(today)));
            }

            return kept;
        }
    }
}
