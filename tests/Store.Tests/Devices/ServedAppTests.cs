using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Store.Tests.Devices;

/// <summary>The device service as the one address of a till: its devices, and everything else passed on to the store's host.</summary>
public sealed class ServedAppTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task What_is_not_for_the_devices_is_the_hosts_to_answer()
    {
        var storeId = await store.GivenStore();
        var host = store.Owner(storeId);
        await using var till = await DeviceTill.Open(settings: ["--Serve:App=true", $"--Serve:Host={host.Http.BaseAddress}"]);
        using var page = new HttpClient { BaseAddress = till.Address };
        page.DefaultRequestHeaders.Authorization = host.Http.DefaultRequestHeaders.Authorization;
        page.DefaultRequestHeaders.Add("Origin", till.Address.GetLeftPart(UriPartial.Authority));

        var made = await page.PostAsJsonAsync("/api/catalog/products/none", new { });
        var stores = await page.GetAsync(new Uri("/api/chain/stores?x=%2F1", UriKind.Relative));
        var devices = await page.GetAsync(new Uri("/api/devices/devices", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, stores.StatusCode);
        Assert.Contains(storeId.ToString(System.Globalization.CultureInfo.InvariantCulture), await stores.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((int)made.StatusCode is 404 or 405, $"{made.StatusCode}");

        // Staff of the host are strangers to the devices, which only the paired may use.
        Assert.Equal(HttpStatusCode.Forbidden, devices.StatusCode);
    }

    [Fact]
    public async Task A_cookie_of_the_host_is_the_pages_cookie()
    {
        await using var till = await DeviceTill.Open(settings: ["--Serve:App=true", $"--Serve:Host={store.Anonymous().Http.BaseAddress}"]);
        using var page = new HttpClient { BaseAddress = till.Address };

        (await page.PostAsJsonAsync("/api/access/setup", new { userName = "till-owner", displayName = "店主", password = "a long password 1" })).Dispose();
        using var signedIn = await page.PostAsJsonAsync("/api/access/sign-in", new { userName = "till-owner", password = "a long password 1", kind = "cookie" });
        using var me = await page.GetAsync(new Uri("/api/access/me", UriKind.Relative));

        Assert.True(signedIn.Headers.Contains("Set-Cookie"), await signedIn.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Theory]
    [InlineData("//{0}/../../api/chain/stores")]
    [InlineData("//{0}/../api/chain/stores")]
    [InlineData("/api/../../{0}/api/chain/stores")]
    public async Task No_target_leads_to_another_host(string target)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var till = await DeviceTill.Open(settings: ["--Serve:App=true", $"--Serve:Host={store.Anonymous().Http.BaseAddress}"]);
        using var page = new TcpClient();
        await page.ConnectAsync(till.Address.Host, till.Address.Port);
        var asked = string.Format(System.Globalization.CultureInfo.InvariantCulture, target, other.LocalEndpoint);
        await page.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {asked} HTTP/1.1\r\nHost: {till.Address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(page.GetStream());

        var answer = reader.ReadToEndAsync();
        Assert.Same(answer, await Task.WhenAny(answer, other.AcceptTcpClientAsync()));
        Assert.StartsWith("HTTP/1.1 ", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_host_the_devices_answer_all_the_same()
    {
        await using var till = await DeviceTill.Open(settings: ["--Serve:App=true", "--Serve:Host=http://127.0.0.1:1"]);
        using var page = new HttpClient { BaseAddress = till.Address };

        Assert.Equal(HttpStatusCode.BadGateway, (await page.GetAsync(new Uri("/api/chain/stores", UriKind.Relative))).StatusCode);
        await till.Until(await till.Print("离线"), "Printed");
    }
}
