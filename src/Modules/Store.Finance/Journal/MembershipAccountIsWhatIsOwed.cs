using Store.Contracts.Loyalty;
using Store.Finance.Accounts;
using Store.Kernel.Verification;

namespace Store.Finance.Journal;

/// <summary>The books against the members: over all stores, since a membership may come back to, or be exchanged in, another store than the one that sold it.</summary>
internal sealed class MembershipAccountIsWhatIsOwed(Db db, IMediator mediator) : IInvariant
{
    private static readonly string[] Kinds = ["Checkout.SaleCompleted", "Loyalty.MembershipUsed"];

    public string Name => "The account of memberships sold ahead is what is owed for them";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var first = await Look(cancellationToken);
        if (first.Owed == first.Books || await OnItsWay.Any(db, Kinds, cancellationToken))
            return [];

        // The figures were not read at one moment, and a till may have sold between.
        return await Look(cancellationToken) == first ? [$"{first.Owed} is owed for memberships, the books say {first.Books}."] : [];
    }

    private async Task<(Money Owed, Money Books)> Look(CancellationToken cancellationToken) =>
    (
        await mediator.Send(new GetMembershipsOwed(), cancellationToken),
        await db.Scalar<Money>("SELECT COALESCE(SUM(CreditMinor - DebitMinor), 0) FROM finance.DailyBalances WHERE AccountCode = @Memberships", new { Account.Memberships }, cancellationToken)
    );
}
