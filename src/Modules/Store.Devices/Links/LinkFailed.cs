namespace Store.Devices.Links;

/// <summary>A device cannot be reached. The message is for whoever stands at the till.</summary>
/// <param name="code">The stable code, such as <c>link.busy</c>.</param>
internal sealed class LinkFailed(string code, string message, Exception? inner = null) : IOException(message, inner)
{
    public string Code => code;
}
