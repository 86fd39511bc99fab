using Microsoft.Extensions.FileProviders;

namespace Store.Host.Web;

/// <summary>Serves the browser app that the build put beside the host; without it the host serves the API alone and says what is missing.</summary>
internal static class WebApp
{
    private const string Missing =
        "The web app is not built: install Node 20 and build the host again. The API is at /api, its document at /openapi/v1.json.";

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public static void UseWebApp(this WebApplication app)
    {
        if (!IsBuilt)
        {
            app.Lifetime.ApplicationStarted.Register(() => app.Logger.LogWarning("{Missing}", Missing));
            return;
        }

        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Root),
            // Names under /assets carry a hash of their content; everything else is asked for again.
            OnPrepareResponse = served => served.Context.Response.Headers.CacheControl =
                served.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public,max-age=31536000,immutable" : "no-cache",
        });
    }

    public static void MapWebApp(this WebApplication app)
    {
        if (!IsBuilt)
        {
            app.MapGet("/", () => Results.Text(Missing)).ExcludeFromDescription();
            return;
        }

        // The app's own routes all start at its one page. The API keeps its own refusals: a fallback there would turn a 405 or 415 into a 404.
        app.MapFallback("{*path:regex(^(?!api/|openapi/|health/).*$)}", async context =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.SendFileAsync(Path.Combine(Root, "index.html"));
        });
    }

    private static bool IsBuilt => File.Exists(Path.Combine(Root, "index.html"));
}
