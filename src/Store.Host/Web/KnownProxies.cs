using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Store.Kernel.Database;

namespace Store.Host.Web;

/// <summary>
/// Believes what proxies in front of the host say about who asks and over what. Setting <c>Http:KnownProxies</c>: their addresses or networks, separated by commas, such as
/// <c>10.0.0.5, 10.1.0.0/16</c>; nobody else is believed.
/// </summary>
internal static class KnownProxies
{
    private const string Setting = "Http:KnownProxies";

    /// <exception cref="SettingMissing">The setting names something that is no address.</exception>
    public static void UseKnownProxies(this WebApplication app, IConfiguration configuration)
    {
        var named = configuration[Setting]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (named.Length == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in named)
        {
            if (IPAddress.TryParse(one, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(one, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new SettingMissing($"'{one}' is neither an address nor a network (setting {Setting}).");
        }

        app.UseForwardedHeaders(options);
    }
}
