using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Store.Devices.Pairing;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Store.Devices.Events;

/// <summary>
/// What happened at the devices: as a list, or, for who accepts <c>text/event-stream</c>, as it happens. A stream that broke goes on where it was with <c>Last-Event-ID</c>. What a claimed
/// device reads goes to the window that claimed it alone. A stream ends when the pairing is taken back that it was begun with.
/// A page that cannot send its token begins one with a ticket, see <see cref="GiveTicket"/>.
/// </summary>
internal static class ListDeviceEvents
{
    internal sealed record Query(long After, string? Client, int Limit, string? Kind) : IRequest<Page<DeviceEvent>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(EventLog events) : IRequestHandler<Query, Page<DeviceEvent>>
    {
        public Task<Page<DeviceEvent>> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(Paging.Page(
            events.Since(query.After, query.Client, query.Limit + 1, query.Kind), query.Limit, last => last.Seq.ToString(CultureInfo.InvariantCulture)));
    }

    internal sealed class Endpoint(EventLog events, PairingBook pairings, IHostApplicationLifetime host, IOptions<JsonOptions> json) : IEndpoint
    {
        private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/events", async (HttpContext http, string? client, long? after, int? limit, string? kind, string? ticket, IMediator mediator, Caller caller, CancellationToken cancel) =>
            {
                if (!http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal))
                    return Results.Ok(await mediator.Send(new Query(after ?? 0, client, limit ?? Paging.DefaultLimit, kind), cancel));
                var last = long.TryParse(http.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var seen) ? seen : after ?? events.Last;
                using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.ApplicationStopping, pairings.IsNeeded ? pairings.UntilRemoved(caller.UserId) : CancellationToken.None);
                await Stream(http.Response, last, client, over.Token);
                return Results.Empty;
            })
            .RequirePermission("devices.use")
            .WithName(nameof(ListDeviceEvents)).WithSummary("List what happened at the devices, or follow it as server-sent events")
            .Produces<Page<DeviceEvent>>().ProducesValidationProblem();

        private async Task Stream(HttpResponse response, long after, string? client, CancellationToken cancellationToken)
        {
            response.ContentType = "text/event-stream; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.Headers["X-Accel-Buffering"] = "no";
            try
            {
                // The first bytes go out at once, so that the page knows that it is listening.
                await response.WriteAsync(": here\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                await foreach (var happened in events.Follow(after, client, Heartbeat, cancellationToken))
                {
                    await response.WriteAsync(happened is null
                        ? ": still here\n\n"
                        : $"id: {happened.Seq}\nevent: {happened.Event}\ndata: {JsonSerializer.Serialize(happened, json.Value.SerializerOptions)}\n\n", cancellationToken);
                    await response.Body.FlushAsync(cancellationToken);
                }
            }
            catch (OperationCanceledException)
            {
                // The page has gone, its pairing was taken back, or the service stops.
            }
        }
    }
}
