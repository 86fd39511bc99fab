using Microsoft.AspNetCore.Diagnostics;

namespace Store.Devices.Registry;

/// <summary>
/// What a refusal of the devices says besides its code, as UnifiedPOS has it: the number of the result, which device, and whether asking again may help and is safe. The status stays the house's own:
/// 409 for what another window has, 410 for a device that was removed and 423 for one that is switched off, 422 for a rule, 503 for a device that is away or waits for someone's hand, 504 for one that took too long.
/// </summary>
internal static class ProblemFacts
{
    private const int Closed = 101, Claimed = 102, Disabled = 105, Illegal = 106, NoHardware = 107, Offline = 108, NoExist = 109, Failure = 111, Timeout = 112, Busy = 113, Extended = 114;
    private const int CoverOpen = 201, PaperEmpty = 203;

    /// <summary>What routes call a device.</summary>
    private static readonly string[] Names = ["deviceId", "printerId", "drawerId"];

    private static readonly string[] WorthAnotherTry = ["device.claimed", "drawer.too_often", "pairing.too_often", "pairing.locked"];

    /// <summary>Adds the facts to a problem of a route of the devices; what the refusal has said itself stays.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        if (!http.Request.Path.StartsWithSegments("/api/devices", StringComparison.OrdinalIgnoreCase) || !problem.Extensions.TryGetValue("code", out var said) || said is not string code)
            return;
        var status = problem.Status ?? http.Response.StatusCode;
        problem.Extensions.TryAdd("resultCode", Result(status, code, problem.Extensions.TryGetValue("resultCodeExtended", out var extended) && extended is int));
        problem.Extensions.TryAdd("resultCodeExtended", code switch { "printer.cover_open" => CoverOpen, "printer.paper_out" => PaperEmpty, _ => null });
        problem.Extensions.TryAdd("deviceId", Device(http));
        problem.Extensions.TryAdd("retryable", status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout || code.StartsWith("scale.", StringComparison.Ordinal) || WorthAnotherTry.Contains(code, StringComparer.Ordinal));
        problem.Extensions.TryAdd("safeToRetry", status != StatusCodes.Status500InternalServerError);
        problem.Extensions.TryAdd("messageKey", $"problem.{code}");
    }

    private static int? Result(int status, string code, bool extended) => (status, code) switch
    {
        (StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden, _) => null,
        (StatusCodes.Status504GatewayTimeout, _) => Timeout,
        (StatusCodes.Status410Gone, _) => Closed,
        (StatusCodes.Status423Locked, _) => Disabled,
        (_, "device.claimed") => Claimed,
        (_, "link.not_found") => NoHardware,
        (_, "journal.not_writable") => Failure,
        (_, "printer.cover_open" or "printer.paper_out") => Extended,
        (StatusCodes.Status404NotFound, _) => NoExist,
        (StatusCodes.Status409Conflict, _) => Busy,
        (StatusCodes.Status503ServiceUnavailable, _) => Offline,
        (StatusCodes.Status500InternalServerError, _) => Failure,
        _ => extended ? Extended : Illegal,
    };

    /// <summary>What the route names; whoever handles an exception has taken that off the request.</summary>
    private static string? Device(HttpContext http)
    {
        var route = http.Features.Get<IExceptionHandlerFeature>()?.RouteValues ?? http.Request.RouteValues;
        return Names.Select(name => route.GetValueOrDefault(name) as string).FirstOrDefault(id => id is not null);
    }
}
