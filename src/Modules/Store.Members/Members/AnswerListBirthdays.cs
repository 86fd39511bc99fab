using Store.Contracts.Members;

namespace Store.Members.Members;

/// <summary>Tells loyalty whose birthday it is.</summary>
internal static class AnswerListBirthdays
{
    private const int MonthInBirthday = 100;

    internal sealed class Handler(Db db) : IRequestHandler<ListBirthdays, IReadOnlyList<BirthdayMember>>
    {
        public Task<IReadOnlyList<BirthdayMember>> Handle(ListBirthdays request, CancellationToken cancellationToken)
        {
            var first = (request.Day.Month * MonthInBirthday) + request.Day.Day;
            var last = request.Day is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(request.Day.Year) ? first + 1 : first;
            return db.Query<BirthdayMember>("""
                SELECT MemberId, HomeStoreId, LevelId
                FROM   members.Members
                WHERE  Birthday BETWEEN @first AND @last AND State = 'Active' AND MemberId > @After
                ORDER BY MemberId
                OFFSET 0 ROWS FETCH NEXT @Limit ROWS ONLY
                """, new { first, last, request.After, request.Limit }, cancellationToken);
        }
    }
}
