using Store.Contracts.Access;
using Store.Contracts.Members;

namespace Store.Access.Approvals;

/// <summary>A person is forgotten: what people wrote when they asked for approvals about them or what they bought, or decided on those, goes, from the log of older days too. Who approved what stays.</summary>
internal sealed class ForgetReasons(Db db, AuditLog audit) : INotificationHandler<MemberErased>, INotificationHandler<ApprovalsForgotten>
{
    private const int SubjectsPerStatement = 500;

    public async Task Handle(MemberErased notification, CancellationToken cancellationToken)
    {
        foreach (var pattern in notification.MemberIds.SelectMany(MemberSubjects.Patterns))
        {
            await db.Execute("""
                UPDATE access.Approvals SET Reason = '', Note = NULL WHERE Subject LIKE @pattern OR UsedFor LIKE @pattern
                """, new { pattern }, cancellationToken);
        }

        await audit.ForgetWords(notification.MemberIds.SelectMany(MemberSubjects.Of), storeId: null, holding: "", cancellationToken);
    }

    public async Task Handle(ApprovalsForgotten notification, CancellationToken cancellationToken)
    {
        foreach (var some in notification.Subjects.Chunk(SubjectsPerStatement))
        {
            await db.Execute("""
                UPDATE access.Approvals SET Reason = '', Note = NULL WHERE StoreId = @StoreId AND (Subject IN @some OR UsedFor IN @some)
                """, new { notification.StoreId, some }, cancellationToken);
        }

        await audit.ForgetWords(notification.Subjects, notification.StoreId, holding: "", cancellationToken);
    }
}
