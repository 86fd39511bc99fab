using Store.Contracts.Loyalty;
using Store.Kernel.Verification;

namespace Store.Members.Privacy;

/// <summary>What a merge has moved has to stay moved: nothing is booked onto a file that ended, where nobody would find it.</summary>
internal sealed class MergedFilesHoldNothing(Db db, IMediator mediator) : IInvariant
{
    private const int FilesAtATime = 500;
    private const int BreaksToTell = 20;

    public string Name => "Files that were merged hold nothing";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var breaks = new List<string>();
        for (var after = 0L; breaks.Count < BreaksToTell;)
        {
            var files = await db.Query<long>("""
                SELECT MemberId FROM members.Members WHERE MergedIntoId IS NOT NULL AND MemberId > @after ORDER BY MemberId OFFSET 0 ROWS FETCH NEXT @FilesAtATime ROWS ONLY
                """, new { after, FilesAtATime }, cancellationToken);
            if (files.Count == 0)
                break;
            after = files[^1];
            breaks.AddRange((await mediator.Send(new GetHoldings(files), cancellationToken)).Select(one =>
                $"Member {one.MemberId} was merged and has {one.Points} points, {one.Principal} and {one.Bonus} bonus of stored value, {one.BonusToCome} to come, {one.Visits} visits, {one.OnMemberships} of memberships."));
        }

        return [.. breaks.Take(BreaksToTell)];
    }
}
