using Store.Contracts.Members;

namespace Store.Members.Privacy;

/// <summary>Tells other modules under which ids they may know a person.</summary>
internal static class AnswerGetMemberFiles
{
    internal sealed class Handler(Db db) : IRequestHandler<GetMemberFiles, IReadOnlyList<long>>
    {
        public Task<IReadOnlyList<long>> Handle(GetMemberFiles request, CancellationToken cancellationToken) => db.FilesOf(request.MemberId, cancellationToken);
    }
}
