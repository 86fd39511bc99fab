using Store.Contracts.Loyalty;

namespace Store.Loyalty.Memberships;

/// <summary>Tells the books what is owed for paid memberships.</summary>
internal static class AnswerMembershipsOwed
{
    internal sealed class Handler(Db db) : IRequestHandler<GetMembershipsOwed, Money>
    {
        public Task<Money> Handle(GetMembershipsOwed request, CancellationToken cancellationToken) =>
            db.Scalar<Money>("SELECT COALESCE(SUM(OwedMinor), 0) FROM loyalty.MembershipAccounts", null, cancellationToken);
    }
}
