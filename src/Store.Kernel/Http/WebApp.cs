using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Store.Kernel.Http;

/// <summary>Serves the browser app that the build put beside the host; without it the host serves the API alone and says what is missing.</summary>
public static class WebApp
{
    private const string Missing =
        "The web app is not built: install Node 20 and build the host again. The API is at /api, its document at /openapi/v1.json.";

    private static readonly PathString[] NotPages = ["/api", "/openapi", "/health", "/assets"];

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

    /// <summary>
    /// Answers the app's own routes with its one page. Not a fallback route: such a one is a candidate for every path, and turns a 405 or 415 of the API into a 404.
    /// </summary>
    public static void UsePages(this WebApplication app)
    {
        if (!IsBuilt)
        {
            app.MapGet("/", () => Results.Text(Missing)).ExcludeFromDescription();
            return;
        }

        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint() is not null || !HttpMethods.IsGet(context.Request.Method) || NotPages.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
            {
                await next(context);
                return;
            }

            context.Response.Headers.CacheControl = "no-cache";
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.SendFileAsync(Path.Combine(Root, "index.html"));
        });
    }

    private static bool IsBuilt => File.Exists(Path.Combine(Root, "index.html"));
}
