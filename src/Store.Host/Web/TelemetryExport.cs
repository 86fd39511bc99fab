using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Store.Kernel.Pipeline;

namespace Store.Host.Web;

/// <summary>Sends traces and metrics to an OTLP endpoint when one is set (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).</summary>
internal sealed class TelemetryExport : IHostedService, IDisposable
{
    private readonly TracerProvider traces = Sdk.CreateTracerProviderBuilder()
        .AddSource(Telemetry.Name, "Microsoft.AspNetCore").AddOtlpExporter().Build();

    private readonly MeterProvider metrics = Sdk.CreateMeterProviderBuilder()
        .AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime").AddOtlpExporter().Build();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces.ForceFlush();
        metrics.ForceFlush();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces.Dispose();
        metrics.Dispose();
    }
}

internal static class TelemetryExportRegistration
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            services.AddHostedService<TelemetryExport>();
    }
}
