using System.Text.Json;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Kernel.Identifiers;
using Store.Kernel.Time;
using Store.Kernel.Values;

namespace Store.Kernel.Audit;

/// <summary>
/// Who changed what, old and new value. Rows are only ever added, in the transaction of the change. Secrets and personal data do not belong in the values.
/// </summary>
public sealed class AuditLog(Db db, Ids ids, Caller caller, TimeProvider clock)
{
    /// <param name="action">What was done, as the permission names it: <c>catalog.change-price</c>.</param>
    /// <param name="subject">What it was done to, in words a person can look up: <c>product 6901234567892</c>.</param>
    /// <param name="storeId">The store it concerns; 0 for the whole chain.</param>
    /// <param name="old">The values before; null for something new.</param>
    /// <param name="now">The values after; null for something gone.</param>
    public Task Add(string action, string subject, long storeId, object? old, object? now, CancellationToken cancellationToken) => db.Execute("""
        INSERT INTO kernel.AuditEntries (AuditEntryId, OccurredAt, UserId, UserName, StoreId, Action, Subject, OldValue, NewValue)
        VALUES (@AuditEntryId, @OccurredAt, @UserId, @UserName, @storeId, @action, @subject, @OldValue, @NewValue)
        """, new
    {
        AuditEntryId = ids.Next(), OccurredAt = clock.UtcNow(), caller.UserId, UserName = caller.Name, storeId, action, subject,
        OldValue = Json(old), NewValue = Json(now),
    }, cancellationToken);

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value, ValueJson.Stored);
}
