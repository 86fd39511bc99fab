using Store.Contracts.Members;

namespace Store.Checkout.Members;

/// <summary>Keeps whose the sales of a merged file are now; the sales themselves stay under the file of their day.</summary>
internal sealed class KeepMergedFiles(Db db) : INotificationHandler<MembersMerged>
{
    public async Task Handle(MembersMerged notification, CancellationToken cancellationToken)
    {
        await db.Execute("UPDATE checkout.MergedFiles SET MemberId = @IntoId WHERE MemberId = @FromId", notification, cancellationToken);
        await db.Execute("INSERT INTO checkout.MergedFiles (FileId, MemberId) VALUES (@FromId, @IntoId)", notification, cancellationToken);
    }
}
