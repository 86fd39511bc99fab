using Store.Contracts.Members;

namespace Store.Members.Levels;

/// <summary>Tells prices and promotions what a customer's membership comes to.</summary>
internal static class AnswerGetStanding
{
    internal sealed class Handler(Db db) : IRequestHandler<GetStanding, Standing>
    {
        public async Task<Standing> Handle(GetStanding request, CancellationToken cancellationToken)
        {
            if (request.MemberId is null)
                return Standing.Passerby;
            return await db.Find<long?>("SELECT MemberId FROM members.Members WHERE MemberId = @MemberId", request, cancellationToken) is { } memberId
                ? new Standing(memberId, LevelId: null, GroupIds: [])
                : throw new NotFound("member", request.MemberId);
        }
    }
}
