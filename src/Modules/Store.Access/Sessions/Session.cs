using System.Text.Json.Serialization;

namespace Store.Access.Sessions;

/// <summary>How a signed-in person's token travels.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionKind>))]
internal enum SessionKind
{
    /// <summary>In a cookie of the web app; ends 12 hours after it was last used.</summary>
    [JsonStringEnumMemberName("cookie")]
    Cookie,

    /// <summary>In the Authorization header of a script; ends 30 days after sign-in.</summary>
    [JsonStringEnumMemberName("bearer")]
    Bearer,
}

/// <summary>How long sessions last.</summary>
internal static class SessionTerm
{
    /// <summary>The longest any session lasts, however much it is used.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromDays(30);

    private static readonly TimeSpan Unused = TimeSpan.FromHours(12);

    // Writing the new end on each use would make every reading request a writing one.
    private static readonly TimeSpan ExtendEvery = TimeSpan.FromMinutes(10);

    public static DateTime FirstEnd(SessionKind kind, DateTime now) => now + (kind == SessionKind.Cookie ? Unused : AtMost);

    /// <summary>The new end of a session that is being used; null when it stays as it is.</summary>
    public static DateTime? NextEnd(SessionKind kind, DateTime createdAt, DateTime expiresAt, DateTime now)
    {
        if (kind != SessionKind.Cookie)
            return null;
        var last = createdAt + AtMost;
        var next = now + Unused < last ? now + Unused : last;
        return next - expiresAt >= ExtendEvery ? next : null;
    }
}
