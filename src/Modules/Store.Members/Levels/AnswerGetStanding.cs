using Store.Contracts.Members;
using Store.Members.Members;

namespace Store.Members.Levels;

/// <summary>
/// Tells prices and promotions what a customer's membership comes to: level and groups of the file that goes on, and the groups that the cashier has added to the ticket. In a transaction
/// the file stays as it is until that ends: whoever merges or forgets it waits, so that nothing is booked onto a file that has ended meanwhile. Others who only read it do not.
/// </summary>
internal static class AnswerGetStanding
{
    internal sealed class Handler(Db db) : IRequestHandler<GetStanding, Standing>
    {
        public async Task<Standing> Handle(GetStanding request, CancellationToken cancellationToken)
        {
            var groups = await OfTheTicket([.. request.GroupIds.Distinct()], cancellationToken);
            if (request.MemberId is null)
                return groups.Count == 0 ? Standing.Passerby : new Standing(MemberId: null, LevelId: null, groups);

            var rows = await db.Query<Row>("""
                SELECT m.MemberId, m.State, m.LevelId, g.GroupId, c.Code, c.Batch, l.Name AS LevelName, l.DiscountHundredths
                FROM   members.Members f WITH (REPEATABLEREAD, ROWLOCK)
                JOIN   members.Members m WITH (REPEATABLEREAD, ROWLOCK) ON m.MemberId = COALESCE(f.MergedIntoId, f.MemberId)
                LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
                LEFT JOIN members.GroupMembers g ON g.MemberId = m.MemberId
                LEFT JOIN members.MemberCards c ON c.MemberId = m.MemberId AND c.State = 'Active'
                WHERE  f.MemberId = @MemberId
                """, request, cancellationToken);
            return rows.Count == 0
                ? throw new NotFound("member", request.MemberId)
                : new Standing(rows[0].State == MemberStates.Erased ? null : rows[0].MemberId, rows[0].LevelId, [.. rows.Select(row => row.GroupId).OfType<long>().Concat(groups).Distinct().Order()])
                {
                    Cards = [.. rows.Where(row => row.Code is not null).Select(row => new StandingCard(row.Code!, row.Batch!)).Distinct()],
                    Discount = LevelDiscount.Of(rows[0].LevelName, rows[0].DiscountHundredths),
                };
        }

        /// <summary>Groups that cashiers do not get to see are a member's or nobody's.</summary>
        private async Task<IReadOnlyList<long>> OfTheTicket(long[] groupIds, CancellationToken cancellationToken)
        {
            if (groupIds.Length == 0)
                return [];
            var known = await db.Query<long>("SELECT GroupId FROM members.CustomerGroups WHERE GroupId IN @groupIds AND HiddenFromCashiers = 0", new { groupIds }, cancellationToken);
            return groupIds.Except(known).Select(unknown => (long?)unknown).FirstOrDefault() is { } missing ? throw new NotFound("group", missing) : groupIds;
        }

        private sealed record Row(long MemberId, string State, long? LevelId, long? GroupId, string? Code, string? Batch, string? LevelName, int? DiscountHundredths);
    }
}
