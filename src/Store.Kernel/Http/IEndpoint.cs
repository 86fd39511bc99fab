using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Store.Kernel.Http;

/// <summary>Where a slice hangs in HTTP. Routes are relative to <c>/api/{module}</c>.</summary>
public interface IEndpoint
{
    void Map(IEndpointRouteBuilder routes);
}

/// <summary>What a slice's endpoint says about who may use it. Every endpoint says one of them; a test fails otherwise.</summary>
public static class EndpointAccess
{
    /// <summary>The caller must hold the permission in at least one store; a store-scoped request, in that store.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoint, string permission)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(permission));

    /// <summary>A part of the slice asks for a further permission; named here so that roles can hold it.</summary>
    public static TBuilder MayNeed<TBuilder>(this TBuilder endpoint, params string[] permissions)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new FurtherPermissions(permissions));

    /// <summary>Anyone who has signed in.</summary>
    public static TBuilder RequireSignIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(Permission: null));

    /// <summary>Anyone, signed in or not.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(Permission: null, Anonymous: true));
}

/// <summary>Who may use an endpoint.</summary>
/// <param name="Permission">The permission asked for; null where being signed in is enough.</param>
/// <param name="Anonymous">Whether nobody needs to be signed in.</param>
public sealed record AccessRule(string? Permission, bool Anonymous = false);

/// <summary>Permissions that parts of a slice ask for.</summary>
public sealed record FurtherPermissions(IReadOnlyList<string> Permissions);
