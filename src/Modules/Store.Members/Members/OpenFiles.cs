namespace Store.Members.Members;

/// <summary>What is written about members is written into files that are open.</summary>
internal static class OpenFiles
{
    /// <exception cref="NotFound">There is no such member.</exception>
    /// <exception cref="RuleBroken"><c>member.closed</c>: the file was merged or forgotten.</exception>
    public static async Task RequireActive(this Db db, long memberId, CancellationToken cancellationToken)
    {
        var state = await db.Find<string>("SELECT State FROM members.Members WHERE MemberId = @memberId", new { memberId }, cancellationToken) ?? throw new NotFound("member", memberId);
        if (state != MemberStates.Active)
            throw new RuleBroken("member.closed", "The file of this member is closed.");
    }
}
