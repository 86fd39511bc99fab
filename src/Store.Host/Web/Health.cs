using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Store.Kernel.Database;

namespace Store.Host.Web;

/// <summary>Live: the process answers. Ready: the database does too.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }
}

internal sealed class DatabaseHealth(Db db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await db.Scalar<int>("SELECT COUNT(*) FROM kernel.NodeLeases", null, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (System.Data.Common.DbException failed)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", failed);
        }
    }
}
