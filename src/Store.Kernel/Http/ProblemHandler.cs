using FluentValidation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Store.Kernel.Http;

/// <summary>Turns whatever ended a request into problem details with a stable <c>code</c>. Nothing of the inside (stack trace, SQL) goes out.</summary>
public sealed class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = ProblemFor(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError && exception is not OperationCanceledException)
            log.LogError(exception, "{Method} {Path} failed.", httpContext.Request.Method, httpContext.Request.Path);
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }

    private static ProblemDetails ProblemFor(Exception exception)
    {
        switch (exception)
        {
            case Refusal refusal:
                var problem = new ProblemDetails { Status = refusal.Status, Detail = refusal.Message, Extensions = { ["code"] = refusal.Code } };
                foreach (var (name, value) in refusal.Facts)
                    problem.Extensions[name] = value;
                return problem;

            case ValidationException invalid:
                var errors = invalid.Errors.GroupBy(error => CamelCase(error.PropertyName), StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Select(error => error.ErrorMessage).ToArray(), StringComparer.Ordinal);
                return new ProblemDetails
                {
                    Status = StatusCodes.Status400BadRequest, Detail = invalid.Errors.First().ErrorMessage, Extensions = { ["code"] = "invalid", ["errors"] = errors },
                };

            case BadHttpRequestException bad:
                return new ProblemDetails
                {
                    Status = bad.StatusCode, Detail = (bad.InnerException ?? bad).Message, Extensions = { ["code"] = "invalid" },
                };

            default:
                return new ProblemDetails
                {
                    Status = StatusCodes.Status500InternalServerError, Detail = "Something went wrong on the server; nothing was changed.", Extensions = { ["code"] = "internal" },
                };
        }
    }

    private static string CamelCase(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
