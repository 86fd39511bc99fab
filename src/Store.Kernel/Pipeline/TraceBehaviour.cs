using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediatR;

namespace Store.Kernel.Pipeline;

/// <summary>A span and a duration for every request, named by its slice.</summary>
internal sealed class TraceBehaviour<TRequest, TResult> : IPipelineBehavior<TRequest, TResult>
    where TRequest : IRequest<TResult>
{
    private static readonly string Slice = Telemetry.SliceName(typeof(TRequest));

    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        using var activity = Telemetry.Source.StartActivity(Slice);
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await next();
        }
        catch (Exception failed)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failed.GetType().Name);
            throw;
        }
        finally
        {
            Telemetry.Duration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("slice", Slice));
        }
    }
}

/// <summary>The names under which Store's traces and metrics are exported.</summary>
public static class Telemetry
{
    public const string Name = "Store";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("store.request.duration", "ms");

    internal static string SliceName(Type request) => request.DeclaringType is { } slice ? slice.Name : request.Name;
}
