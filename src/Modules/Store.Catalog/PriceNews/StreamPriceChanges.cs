using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Store.Catalog.Prices;

namespace Store.Catalog.PriceNews;

/// <summary>
/// Keeps open tills at the prices of the moment: a stream of server-sent events that says of which products the prices have changed, also at the moment at which a dated price
/// begins or ends. It is not in the OpenAPI document, as no generated client reads a stream. Each host asks the database, so it does not matter on which of them a price was changed; after a break the stream goes on from the last event that came.
/// </summary>
internal static class StreamPriceChanges
{
    /// <param name="StoreId">The store.</param>
    /// <param name="Since">Up to where the till knows; null for one that has just opened.</param>
    internal sealed record Query(long StoreId, Mark? Since) : IQuery<Result>, IStoreScoped;

    /// <param name="At">Up to where the till knows after this.</param>
    /// <param name="All">Whether any price may have changed.</param>
    /// <param name="ProductIds">Whose prices have changed otherwise.</param>
    internal sealed record Result(Mark At, bool All, IReadOnlyList<long> ProductIds);

    /// <summary>A point in the news and on the clock of the store's wall.</summary>
    internal sealed record Mark(long Version, DateTime Local)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}-{Local.Ticks}");

        public static Mark? Of(string? text) =>
            text?.Split('-') is [var version, var ticks] && long.TryParse(version, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && at >= 0 && at <= DateTime.MaxValue.Ticks
                ? new Mark(number, new DateTime(at, DateTimeKind.Unspecified))
                : null;
    }

    internal sealed class Handler(Db db, WallClock wallClock) : IRequestHandler<Query, Result>
    {
        private const int ProductsAtMost = 200;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var version = await db.Scalar<long>("SELECT Version FROM catalog.PriceVersions WHERE PriceVersionId = 1", null, cancellationToken);
            var local = await wallClock.Now(query.StoreId, cancellationToken);
            var at = new Mark(version, local);
            if (query.Since is not { } since)
                return new Result(at, All: false, []);

            var changed = new HashSet<long>();
            if (version != since.Version && !await Told(query.StoreId, since.Version, version, changed, cancellationToken))
                return new Result(at, All: true, []);
            if (local > since.Local && !await Dated(query.StoreId, since.Local, local, changed, cancellationToken))
                return new Result(at, All: true, []);
            return changed.Contains(NewsRows.Everything) || changed.Count > ProductsAtMost ? new Result(at, All: true, []) : new Result(at, All: false, [.. changed.Order()]);
        }

        /// <returns>False where what is asked for is no longer kept.</returns>
        private async Task<bool> Told(long storeId, long since, long version, HashSet<long> changed, CancellationToken cancellationToken)
        {
            var oldest = await db.Find<long?>("SELECT MIN(Version) FROM catalog.PriceNews", null, cancellationToken);
            if (since > version || oldest is null || oldest > since + 1)
                return false;
            changed.UnionWith(await db.Query<long>("""
                SELECT DISTINCT ProductId
                FROM   catalog.PriceNews
                WHERE  Version > @since AND Version <= @version AND StoreId IN (0, @storeId)
                ORDER BY ProductId
                OFFSET 0 ROWS FETCH NEXT @AtMost ROWS ONLY
                """, new { since, version, storeId, AtMost = ProductsAtMost + 1 }, cancellationToken));
            return true;
        }

        /// <returns>False where a whole list has begun or ended.</returns>
        private async Task<bool> Dated(long storeId, DateTime since, DateTime local, HashSet<long> changed, CancellationToken cancellationToken)
        {
            var span = new { since, local, storeId, AtMost = ProductsAtMost + 1 };
            var lists = await db.Scalar<int>("""
                SELECT COUNT(*)
                FROM   catalog.PriceLists
                WHERE  (ValidFromLocal > @since AND ValidFromLocal <= @local) OR (ValidToLocal > @since AND ValidToLocal <= @local)
                """, span, cancellationToken);
            if (lists > 0)
                return false;
            changed.UnionWith(await db.Query<long>("""
                SELECT b.ProductId FROM catalog.Prices b WHERE b.ValidFromLocal > @since AND b.ValidFromLocal <= @local AND b.StoreId IN (0, @storeId)
                UNION
                SELECT e.ProductId FROM catalog.Prices e WHERE e.UntilLocal > @since AND e.UntilLocal <= @local AND e.StoreId IN (0, @storeId)
                ORDER BY ProductId
                OFFSET 0 ROWS FETCH NEXT @AtMost ROWS ONLY
                """, span, cancellationToken));
            return true;
        }
    }

    internal sealed class Endpoint(IHostApplicationLifetime host) : IEndpoint
    {
        private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
        private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

        // Then the till asks again, and with that whether it still may.
        private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/price-changes/stream", async (long storeId, HttpContext http, IMediator mediator, Db db, CancellationToken cancel) =>
            {
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.ApplicationStopping);
                ended.CancelAfter(Longest);
                var since = Mark.Of(http.Request.Headers["Last-Event-ID"].FirstOrDefault());
                var news = await mediator.Send(new Query(storeId, since), cancel);
                try
                {
                    await Stream(http.Response, storeId, news, mediator, db, ended.Token);
                }
                catch (Exception gone) when (ended.IsCancellationRequested && gone is OperationCanceledException or IOException)
                {
                    // The till has closed, or comes again by itself.
                }
            })
            .RequirePermission("catalog.view")
            .WithName(nameof(StreamPriceChanges)).WithSummary("Server-sent events: whose prices change in a store, while they change")
            .ExcludeFromDescription();

        private static async Task Stream(HttpResponse response, long storeId, Result news, IMediator mediator, Db db, CancellationToken cancellationToken)
        {
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-store";
            response.Headers["X-Accel-Buffering"] = "no";
            await Write(response, news.All || news.ProductIds.Count > 0 ? "prices" : "hello", news, cancellationToken);
            var quiet = System.Diagnostics.Stopwatch.StartNew();
            while (true)
            {
                // Between two looks the stream holds no connection to the database.
                await db.DisposeAsync();
                await Task.Delay(Every, cancellationToken);
                var next = await mediator.Send(new Query(storeId, news.At), cancellationToken);
                if (next.All || next.ProductIds.Count > 0)
                    await Write(response, "prices", next, cancellationToken);
                else if (quiet.Elapsed >= Beat)
                    await Write(response, "beat", next, cancellationToken);
                else
                    continue;
                quiet.Restart();
                news = next;
            }
        }

        private static async Task Write(HttpResponse response, string kind, Result news, CancellationToken cancellationToken)
        {
            var data = JsonSerializer.Serialize(new { news.All, news.ProductIds }, JsonSerializerOptions.Web);
            await response.WriteAsync($"id: {news.At}\nevent: {kind}\ndata: {data}\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }
}
