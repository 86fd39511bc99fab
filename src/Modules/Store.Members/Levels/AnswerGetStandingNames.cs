using Store.Contracts.Members;

namespace Store.Members.Levels;

/// <summary>Tells prices and promotions which levels and groups there are.</summary>
internal static class AnswerGetStandingNames
{
    internal sealed class Handler(Db db) : IRequestHandler<GetStandingNames, StandingNames>
    {
        public async Task<StandingNames> Handle(GetStandingNames request, CancellationToken cancellationToken)
        {
            var levels = await db.Query<Level>("SELECT LevelId AS Id, Name, Rank, DiscountHundredths FROM members.MemberLevels", null, cancellationToken);
            var groups = await db.Query<Named>("SELECT GroupId AS Id, Name FROM members.CustomerGroups", null, cancellationToken);
            return new StandingNames(levels.ToDictionary(level => level.Id, level => level.Name), groups.ToDictionary(group => group.Id, group => group.Name))
            {
                Ranks = levels.ToDictionary(level => level.Id, level => level.Rank),
                Discounts = levels.Where(level => level.DiscountHundredths > 0).ToDictionary(level => level.Id, level => LevelDiscount.Of(level.Name, level.DiscountHundredths)!),
            };
        }

        private sealed record Level(long Id, string Name, int Rank, int DiscountHundredths);

        private sealed record Named(long Id, string Name);
    }
}
