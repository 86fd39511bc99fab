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

    /// <summary>In a cookie of a till's browser, where people take turns; ends 2 hours after it was last used, 16 hours after sign-in at the latest.</summary>
    [JsonStringEnumMemberName("till")]
    Till,
}

/// <summary>How long sessions last.</summary>
internal static class SessionTerm
{
    /// <summary>The longest any session lasts, however much it is used.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromDays(30);

    private static readonly TimeSpan Unused = TimeSpan.FromHours(12);
    private static readonly TimeSpan UnusedTill = TimeSpan.FromHours(2);

    // The longest day that someone works.
    private static readonly TimeSpan TillAtMost = TimeSpan.FromHours(16);

    // Writing the new end on each use would make every reading request a writing one.
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(10);

    public static DateTime FirstEnd(SessionKind kind, DateTime now) => now + kind switch
    {
        SessionKind.Cookie => Unused,
        SessionKind.Till => UnusedTill,
        _ => AtMost,
    };

    /// <summary>The end of a session that is being used; null when its use has been written down not long ago.</summary>
    public static DateTime? NextEnd(SessionKind kind, DateTime createdAt, DateTime lastSeenAt, DateTime expiresAt, DateTime now)
    {
        if (now - lastSeenAt < NotedEvery)
            return null;
        var last = createdAt + (kind == SessionKind.Till ? TillAtMost : AtMost);
        var next = kind == SessionKind.Bearer ? expiresAt : FirstEnd(kind, now);
        return next < last ? next : last;
    }
}
