namespace Store.Access.Sessions;

/// <summary>Where someone signs in, in words by which they know the place again.</summary>
/// <param name="Address">The network address.</param>
/// <param name="Device">Browser and system, such as <c>Chrome · Windows</c>; not what else the browser tells of itself.</param>
internal sealed record Seat(string Address, string Device)
{
    public static readonly Seat Unknown = new("", "");

    private const int DeviceLength = 60;

    // Edge and WeChat call themselves Chrome too, and Chrome calls itself Safari: the first that fits is it.
    private static readonly (string Mark, string Word)[] Browsers =
        [("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Word)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static Seat Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress;
        return new Seat(address?.ToString() ?? "", DeviceOf(http.Request.Headers.UserAgent.ToString()));
    }

    public static string DeviceOf(string userAgent)
    {
        var words = new[] { Browsers, Systems }.Select(known => Array.Find(known, entry => userAgent.Contains(entry.Mark, StringComparison.Ordinal)).Word).OfType<string>().ToList();
        var device = words.Count > 0 ? string.Join(" · ", words) : userAgent.Split(' ', 2)[0];
        return device.Length <= DeviceLength ? device : device[..DeviceLength];
    }
}
