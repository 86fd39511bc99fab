using Store.Contracts.Members;

namespace Store.Loyalty.Passes;

/// <summary>Who wishes to be forgotten makes no more visits: what is left on their passes is earned.</summary>
internal sealed class GiveUpPasses(Db db, PassBook book, TimeProvider clock) : INotificationHandler<MemberErased>
{
    public async Task Handle(MemberErased notification, CancellationToken cancellationToken)
    {
        var left = await db.Query<PassLeft>("""
            SELECT PassId, UsesLeft, ValueMinor, IssuerStoreId FROM loyalty.Passes WHERE MemberId IN @MemberIds AND UsesLeft > 0 ORDER BY PassId
            """, notification, cancellationToken);
        foreach (var pass in left)
        {
            if (await book.Lapse(pass, clock.UtcNow(), cancellationToken) == 0)
                throw new RunAgain("A visit of one of the passes has just been made.");
        }
    }
}
