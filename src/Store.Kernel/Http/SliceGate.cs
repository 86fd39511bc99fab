using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Access;

namespace Store.Kernel.Http;

/// <summary>Checks a slice's permission before the slice runs, and hands its idempotency key on.</summary>
internal sealed class SliceGate : IEndpointFilter
{
    private const int KeyLengthAtMost = 100;
    private const int ApprovalsAtMost = 20;

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var rule = http.GetEndpoint()!.Metadata.GetRequiredMetadata<AccessRule>();
        var caller = http.RequestServices.GetRequiredService<Caller>();
        if (!rule.Anonymous && !caller.IsSignedIn)
            throw new NotSignedIn("sign_in.required", "Sign in first.");
        if (rule.Permission is not null && !caller.May(rule.Permission))
            throw new Forbidden("permission.missing", $"This needs the permission {rule.Permission}.");

        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > KeyLengthAtMost)
            throw new RuleBroken("idempotency.key_too_long", $"An Idempotency-Key has at most {KeyLengthAtMost} characters.");
        caller.Ask(rule.Permission, key.Length == 0 ? null : key, Approvals(http.Request.Headers["Approval"].ToString()));
        return next(context);
    }

    /// <summary>The numbers of the approvals, parted by commas; what is no number approves nothing.</summary>
    private static List<long> Approvals(string header) => [.. header.Split(',', ApprovalsAtMost + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Take(ApprovalsAtMost).Select(text => long.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)];
}
