namespace Store.Members.Members;

/// <summary>Who brings others is a member.</summary>
internal static class Referrers
{
    /// <exception cref="RuleBroken"><c>referrer.unknown</c>: there is no such member, or the file is closed.</exception>
    public static async Task RequireReferrer(this Db db, long? referrerId, CancellationToken cancellationToken)
    {
        if (referrerId is not null && await db.Find<long?>("SELECT MemberId FROM members.Members WHERE MemberId = @referrerId AND State = 'Active'", new { referrerId }, cancellationToken) is null)
            throw new RuleBroken("referrer.unknown", $"There is no member {referrerId}.");
    }
}
