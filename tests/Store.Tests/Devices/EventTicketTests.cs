using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Store.Devices.Pairing;

namespace Store.Tests.Devices;

/// <summary>Following events with a ticket in the address, as EventSource does, which can send no token.</summary>
public sealed class EventTicketTests
{
    private const string Page = "https://shop.example";
    private const string PageToken = "the page's own token";

    [Fact]
    public async Task A_ticket_opens_one_stream_and_no_second()
    {
        await using var till = await Open();
        var ticket = await Ticket(till);

        using var stream = await Follow(till, ticket);
        Assert.Equal(": here", await stream.ReadLineAsync());
        await till.Print("一");
        while (await stream.ReadLineAsync() is { } line && !line.StartsWith("data: ", StringComparison.Ordinal))
        {
        }

        Assert.Equal((403, "ticket.used_up"), await Refused(till, $"/api/devices/events?ticket={ticket}"));
        Assert.Equal((403, "ticket.used_up"), await Refused(till, "/api/devices/events?ticket=guessed"));
        Assert.Contains("ticket.used_up", await File.ReadAllTextAsync(Path.Combine(till.Folder, "audit.jsonl")), StringComparison.Ordinal);
        Assert.DoesNotContain(ticket, await File.ReadAllTextAsync(Path.Combine(till.Folder, "audit.jsonl")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29, 200)]
    [InlineData(31, 403)]
    public async Task A_ticket_holds_for_half_a_minute(int seconds, int status)
    {
        var clock = new MovedClock();
        await using var till = await Open(services => services.AddSingleton(new TicketBook(clock)));
        var ticket = await Ticket(till);

        clock.Moved = TimeSpan.FromSeconds(seconds);

        Assert.Equal(status, (await till.WithToken(null, Page).Get($"/api/devices/events?ticket={ticket}")).Status);
    }

    [Fact]
    public async Task A_ticket_is_for_events_alone_for_its_own_page_and_for_who_may_follow_them()
    {
        await using var till = await Open();

        Assert.Equal((403, "pairing.required"), await Refused(till, $"/api/devices/devices?ticket={await Ticket(till)}"));
        Assert.Equal((403, "pairing.required"), await Refused(till, $"/api/devices/jobs?ticket={await Ticket(till)}"));
        Assert.Equal("token.not_yours", (await till.WithToken(null).Get($"/api/devices/events?ticket={await Ticket(till)}")).Code);

        // It opens what its token would: a token that may not follow events gets none.
        Assert.Equal("permission.missing", (await till.WithToken("may only print").Post("/api/devices/events/tickets", null)).Code);
        Assert.Equal("pairing.required", (await till.WithToken(null, Page).Post("/api/devices/events/tickets", null)).Code);
    }

    [Fact]
    public async Task With_its_pairing_goes_the_ticket_and_the_stream_that_it_opened()
    {
        await using var till = await Open();
        var (used, unused) = (await Ticket(till), await Ticket(till));
        using var stream = await Follow(till, used);
        Assert.Equal(": here", await stream.ReadLineAsync());

        (await till.Client.Delete("/api/devices/pairings/2")).Ok();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await stream.ReadLineAsync(patience.Token) is not null)
        {
        }

        Assert.Equal((403, "ticket.used_up"), await Refused(till, $"/api/devices/events?ticket={unused}"));
    }

    [Fact]
    public void Whoever_asks_for_tickets_without_end_holds_no_more_than_some()
    {
        var book = new TicketBook(TimeProvider.System);
        var first = book.Give(1).Ticket;

        var others = Enumerable.Range(0, 1000).Select(_ => book.Give(1).Ticket).ToList();

        Assert.Null(book.Use(first));
        Assert.Equal(1, book.Use(others[^1]));
        Assert.Null(book.Use(others[^1]));
    }

    private static async Task<DeviceTill> Open(Action<IServiceCollection>? machine = null)
    {
        var till = await DeviceTill.Open(start: false, machine: machine, settings: $"--Origins={Page}");
        till.Write("pairings.json", new[]
        {
            Pairing(1, "", DeviceTill.Token, "devices.use", "devices.print", "devices.open-drawer", "devices.manage"), Pairing(2, Page, PageToken, "devices.use"), Pairing(3, "", "may only print", "devices.print"),
        });
        await till.Start();
        return till;
    }

    private static object Pairing(long id, string origin, string token, params string[] scopes) => new
    {
        pairingId = id, name = $"test {id}", origin, tokenHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))), scopes, createdAt = "2026-11-01T00:00:00Z",
    };

    private static async Task<string> Ticket(DeviceTill till) => (await till.WithToken(PageToken, Page).Post("/api/devices/events/tickets", null)).Ok().GetProperty("ticket").GetString()!;

    private static async Task<(int Status, string? Code)> Refused(DeviceTill till, string address) => await till.WithToken(null, Page).Get(address) is var reply ? (reply.Status, reply.Code) : default;

    private static async Task<StreamReader> Follow(DeviceTill till, string ticket)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/devices/events?ticket={ticket}");
        request.Headers.Add("Accept", "text/event-stream");
        var answer = await till.WithToken(null, Page).Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)answer.StatusCode);
        return new StreamReader(await answer.Content.ReadAsStreamAsync());
    }
}
