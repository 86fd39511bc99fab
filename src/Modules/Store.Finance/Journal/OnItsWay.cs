namespace Store.Finance.Journal;

/// <summary>Events that have yet to be handed on. One that was parked is not on its way, and what it leaves out of the books is a break.</summary>
internal static class OnItsWay
{
    private const int Pending = 0;

    public static async Task<bool> Any(Db db, IReadOnlyList<string> kinds, CancellationToken cancellationToken) => (await db.Query<long>("""
        SELECT EventId
        FROM   kernel.OutboxMessages
        WHERE  State = @Pending AND Kind IN @kinds
        ORDER BY State, DueAt, EventId
        OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
        """, new { Pending, kinds }, cancellationToken)).Count > 0;
}
