using Store.Contracts.Chain;
using Store.Contracts.Loyalty;

namespace Store.Loyalty.Memberships;

/// <summary>Tells the till what is credited against a higher membership, before its price is shown.</summary>
internal static class AnswerCreditMemberships
{
    internal sealed class Handler(Db db, MembershipBook book, IMediator mediator, TimeProvider clock) : IRequestHandler<CreditMemberships, IReadOnlyList<MembershipCredit>>
    {
        public async Task<IReadOnlyList<MembershipCredit>> Handle(CreditMemberships request, CancellationToken cancellationToken)
        {
            if (request.MemberId is not { } memberId || await PlanOnSale.Of(db, request.Lines.Select(line => line.ProductId), cancellationToken) is not [var plan])
                return [];
            if (request.Lines.Where(line => line.ProductId == plan.ProductId).ToList() is not [var line] || await book.Running(memberId, cancellationToken) is not { Count: > 0 } open)
                return [];
            var today = (await mediator.Send(new GetStore(request.StoreId), cancellationToken)).Time().BusinessDate(clock.UtcNow());
            var offer = PlanOffer.Of(plan, open, today, line.Price);
            return offer.Credit == Money.Zero ? [] : [new MembershipCredit(line.LineNumber, offer.Replaces!.PlanName, offer.Credit)];
        }
    }
}
