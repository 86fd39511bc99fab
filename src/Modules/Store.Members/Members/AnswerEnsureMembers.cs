using System.Data.Common;
using Store.Contracts.Members;

namespace Store.Members.Members;

/// <summary>Makes the members that other modules name and that do not exist yet, as when sales are taken over from another system.</summary>
internal static class AnswerEnsureMembers
{
    internal sealed class Handler(Db db, Ids ids, TimeProvider clock) : IRequestHandler<EnsureMembers, IReadOnlyDictionary<string, long>>
    {
        public async Task<IReadOnlyDictionary<string, long>> Handle(EnsureMembers request, CancellationToken cancellationToken)
        {
            var numbers = request.Numbers.Select(MemberRows.NormalNumber).Distinct(StringComparer.Ordinal).ToArray();
            if (numbers.FirstOrDefault(number => number.Length is 0 or > MemberRows.NumberLengthAtMost) is { } wrong)
                throw new RuleBroken("member.number_length", $"'{wrong}' is no member number: 1 to {MemberRows.NumberLengthAtMost} characters.");

            var found = await db.MembersByNumber(numbers, cancellationToken);
            var now = clock.GetUtcNow().UtcDateTime;
            var missing = numbers.Where(number => !found.ContainsKey(number)).Select(number => new MemberRow(ids.Next(), number, number, request.StoreId, now)).ToArray();
            foreach (var member in missing)
            {
                try
                {
                    await db.InsertMembers([member], cancellationToken);
                }
                catch (DbException refused) when (db.IsDuplicate(refused))
                {
                    // A parallel import has just committed it; the statement alone was undone, the caller's transaction goes on.
                }
            }

            if (missing.Length > 0)
                found = await db.MembersByNumber(numbers, cancellationToken);
            var byNumber = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
            foreach (var number in request.Numbers.Concat(numbers))
                byNumber.TryAdd(number, found[MemberRows.NormalNumber(number)].MemberId);
            return byNumber;
        }
    }
}
